import { setTimeout as pause } from 'node:timers/promises';
import { picture } from '../service/picture.js';

/** Where requests go, and as whom. */
export interface Door {
  /** Addresses of the API nodes: one that doesn't answer is no reason not to ask the next. */
  urls: string[];
  key: string;
}

/**
 * Ask until there is an answer that is not "later": nodes are killed in the middle of requests, and a client that repeats
 * itself with one idempotency key must not get two jobs.
 */
export async function ask(door: Door, path: string, init: () => RequestInit, turn = 0): Promise<Response> {
  const deadline = Date.now() + 120_000;
  for (let tries = turn; ; tries++) {
    const url = `${door.urls[tries % door.urls.length]}${path}`;
    const given = init();
    const headers = { ...given.headers, authorization: `Bearer ${door.key}` };
    const answer = await fetch(url, { ...given, headers, signal: AbortSignal.timeout(15_000) }).catch(
      () => undefined,
    );
    const later = !answer || answer.status >= 500 || [409, 429].includes(answer.status);
    if (answer && !later) return answer;
    await answer?.body?.cancel();
    if (Date.now() > deadline) throw new Error(`${path}: no answer for two minutes (${answer?.status})`);
    await pause(150);
  }
}

/** Submit a picture once, however often it takes. */
export async function submit(door: Door, seed: number): Promise<string> {
  const file = await picture(seed);
  const answer = await ask(
    door,
    '/v1/images',
    () => {
      const body = new FormData();
      body.set('scale', '2');
      body.set('tier', 'edge');
      body.set('file', file, `p${seed}.jpg`);
      return { method: 'POST', body, headers: { 'idempotency-key': `chaos-${seed}` } };
    },
    seed,
  );
  if (answer.status !== 202) throw new Error(`submitting ${seed}: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}
