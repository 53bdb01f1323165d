/**
 * `npm run bench:edge [-- --cold N --seconds N --runs N --jobs N]`: what on-the-fly pictures of `heroshot serve` cost. Cold and cached
 * requests by autocannon, stages as the server tells them, a plain reduction beside sharp alone and beside ipx, a hundred identical
 * requests, and cold requests while the service does jobs.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { jobsLeft, submitJobs } from './jobs.js';
import { type Load, load, share } from './load.js';
import { drawPictures } from './pictures.js';
import { besideSharp } from './plain.js';
import { type Running, startPeer, startService } from './running.js';
import { stageRows, stagesOf } from './stages.js';

const { values } = parseArgs({
  options: {
    cold: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '5' },
    runs: { type: 'string', default: '40' },
    jobs: { type: 'string', default: '12' },
    precision: { type: 'string', default: 'auto' },
  },
});
const [cold, seconds, runs, jobs] = [values.cold, values.seconds, values.runs, values.jobs].map(Number);
const WARM_UP = 6;
const STAGED = 20;

const folder = await mkdtemp(join(tmpdir(), 'heroshot-bench-edge-'));
const running: Running[] = [];
const started = <T extends Running>(server: T): T => {
  running.push(server);
  return server;
};
const row = (...cells: (string | number)[]) => console.log(`| ${cells.join(' | ')} |`);
const ms = (value: number) => value.toFixed(value < 10 ? 1 : 0);
const measured = (what: string, { times, perSecond, failed }: Load, goal: string) => {
  if (failed > 0) throw new Error(`${what}: ${failed} failed`);
  row(what, ms(share(times, 0.5)), ms(share(times, 0.95)), perSecond.toFixed(perSecond < 20 ? 1 : 0), goal);
};
let next = 0;
/** Paths of pictures that nobody asked for yet. */
const unseen = (count: number) =>
  Array.from({ length: count }, () => `/edge/unsafe/w:800/plain/small-${next++}.jpg@webp`);

try {
  await drawPictures(folder, 2 * (cold + WARM_UP) + STAGED + 1);
  const options = ['--precision', values.precision];
  const edge = started(await startService(folder, ['--no-worker', ...options]));

  row('what', 'median ms', 'p95 ms', 'per second', 'goal');
  row('---', '---:', '---:', '---:', '---');
  await load(edge.port, unseen(WARM_UP), 1);
  measured('400×400 at w=800, cold', await load(edge.port, unseen(cold), 1), 'p95 < 200 ms');
  const hot = '/edge/unsafe/w:300/q:50/plain/cached.jpg@webp';
  const body = await (await fetch(`http://127.0.0.1:${edge.port}${hot}`)).arrayBuffer();
  const size = `${(body.byteLength / 1000).toFixed(0)} kB`;
  measured(`${size}, cached`, await load(edge.port, [hot], 10, seconds), 'p95 < 10 ms, 2,000/s');

  const ipx = started(await startPeer(folder));
  const plain = {
    heroshot: (i: number) => load(edge.port, [`/edge/unsafe/w:720/cb:${i}/plain/large.jpg@jpg`], 1),
    ipx: () => load(ipx.port, ['/w_720,f_jpeg,q_80/large.jpg'], 1),
  };
  const times = { heroshot: [] as number[], ipx: [] as number[] };
  for (let i = 0; i < runs + 2; i++)
    for (const who of ['heroshot', 'ipx'] as const) {
      const { times: took, failed } = await plain[who](i);
      if (failed > 0) throw new Error(`${who} failed`);
      // The first two warm up.
      if (i > 1) times[who].push(...took);
    }
  await ipx.stop();
  for (const who of ['heroshot', 'ipx'] as const) {
    const sorted = times[who].sort((a, b) => a - b);
    row(`2725×2225 to 720, ${who} over HTTP`, ms(share(sorted, 0.5)), ms(share(sorted, 0.95)), '', '');
  }
  const beside = await besideSharp(folder, runs);
  const over = `${((beside.edge / beside.sharp - 1) * 100).toFixed(0)} % over sharp; < 10 %`;
  row('2725×2225 to 720, edge without HTTP', ms(beside.edge), '', '', over);
  row('2725×2225 to 720, sharp alone', ms(beside.sharp), '', '', '');

  const stages = await stagesOf(edge.port, unseen(STAGED));
  const before = await edge.enhanced();
  const [same] = unseen(1);
  const hundred = Array.from({ length: 100 }, () => same);
  const crowd = await load(edge.port, hundred, 100);
  const enhanced = (await edge.enhanced()) - before;
  const memory = await edge.memory();
  await edge.stop();

  if (jobs > 0) {
    const busy = started(await startService(folder, options));
    await load(busy.port, unseen(WARM_UP), 1);
    await submitJobs(busy.port, join(folder, 'job.jpg'), jobs);
    const beside = await load(busy.port, unseen(cold), 1);
    measured('400×400 at w=800, cold, while jobs are done', beside, '');
    console.log(`\njobs left at the end: ${await jobsLeft(busy.port)} of ${jobs}`);
    await busy.stop();
  }
  console.log('\nstages of a cold request, median and p95 in ms:');
  for (const [name, median, p95] of stageRows(stages)) console.log(`  ${name}: ${ms(median)}, ${ms(p95)}`);
  console.log(`100 identical cold requests: ${enhanced} enhancement, ${crowd.failed} failed`);
  console.log(`memory of the process that answers, at the end: ${(memory / 1e6).toFixed(0)} MB`);
} finally {
  for (const server of running) await server.stop();
  await rm(folder, { recursive: true, force: true });
}
