import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { diskBlobs } from '#heroshot/jobs/blobs/disk.js';
import { openStore } from '#heroshot/jobs/store/open-store.js';
import { embeddedScene } from './embedded.js';
import { arrivals, faults, untilOver } from './judge.js';
import { receiver } from './receiver.js';
import type { Scene } from './scene.js';
import { sharedScene } from './shared.js';
import { ask, submit } from './submitter.js';

/** What is done, and how badly. */
export interface ChaosOptions {
  kind: 'embedded' | 'shared';
  jobs: number;
  /** Bad things that happen while jobs are submitted and done. */
  blows: number;
  seed: number;
  say: (line: string) => void;
}

/** The third try of an event comes after five minutes. */
const ARRIVAL_MS = 420_000;

/** Numbers 0..1 that are the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Submit jobs while processes are killed, Redis forgets and connections are cut; then look whether every accepted job has
 * ended once, with whole files, one event that arrived, and nobody's files left.
 *
 * @returns what is wrong, in sentences
 */
export async function chaos({ kind, jobs: count, blows, seed, say }: ChaosOptions): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), `heroshot-chaos-${kind}-`));
  const dice = random(seed);
  const hook = await receiver(() => dice() < 0.1);
  const scene = await (kind === 'shared' ? sharedScene(folder) : embeddedScene(folder));
  let found: string[] = [`the run did not come to its end; logs are in ${folder}`];
  try {
    found = await under(scene, hook, { count, blows, dice, say });
  } finally {
    await scene.stop();
    hook.close();
    await scene.remove();
    if (found.length === 0) await rm(folder, { recursive: true, force: true });
    else say(`logs: ${folder}`);
  }
  return found;
}

async function under(
  { door, store: where, blobs: files, actions }: Scene,
  hook: Awaited<ReturnType<typeof receiver>>,
  {
    count,
    blows,
    dice,
    say,
  }: { count: number; blows: number; dice: () => number; say: (line: string) => void },
): Promise<string[]> {
  const made = await ask(door, '/v1/webhook-endpoints', () => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: hook.url }),
  }));
  if (!made.ok) throw new Error(`no endpoint: ${made.status} ${await made.text()}`);
  const begin = Date.now();
  let over = false;
  const blow = async () => {
    // Each kind of blow at least once, then at random.
    for (let i = 0; i < blows && !over; i++) {
      await pause(400 + dice() * 2500);
      const action = i < actions.length ? actions[i] : actions[Math.floor(dice() * actions.length)];
      say(`${((Date.now() - begin) / 1000).toFixed(1)} s: ${action.name}`);
      await action.act();
    }
  };
  const ids: string[] = [];
  const feed = async (lane: number, lanes: number) => {
    for (let seed = lane; seed < count; seed += lanes) {
      ids.push(await submit(door, seed));
      // So that submitting takes about as long as the blows.
      await pause(((dice() * 2 * 1650 * blows) / count) * lanes);
    }
  };
  const lanes = 4;
  const blowing = blow();
  await Promise.all(Array.from({ length: lanes }, (_, lane) => feed(lane, lanes)));
  say(`${ids.length} jobs accepted after ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  await blowing;
  const store = await openStore(where);
  const blobs = diskBlobs(files);
  try {
    const jobs = await untilOver(store, ids, 180_000);
    over = true;
    const tries = jobs.reduce((sum, { attempts }) => sum + attempts, 0);
    say(`all over after ${((Date.now() - begin) / 1000).toFixed(1)} s, ${tries} attempts`);
    const late = await arrivals(jobs, hook.arrived, ARRIVAL_MS);
    return [...(await faults(store, blobs, jobs)), ...late];
  } finally {
    await store.close();
  }
}
