/**
 * `npm run bench:edge [-- --cold N --seconds N --runs N]`: what on-the-fly pictures cost. Cold and cached requests by autocannon,
 * stages as the server tells them, a plain reduction beside sharp alone and beside ipx, and a hundred identical requests.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { load, type Running, share, start } from './load.js';
import { drawPictures } from './pictures.js';
import { besideSharp } from './plain.js';

const { values } = parseArgs({
  options: {
    cold: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '5' },
    runs: { type: 'string', default: '20' },
  },
});
const [cold, seconds, runs] = [values.cold, values.seconds, values.runs].map(Number);
const WARM_UP = 4;
const STAGED = 8;

const folder = await mkdtemp(join(tmpdir(), 'heroshot-bench-edge-'));
const running: Running[] = [];
try {
  await drawPictures(folder, cold + WARM_UP + STAGED + 1);
  const edge = await start(folder, 'heroshot');
  running.push(edge);
  const small = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => `/edge/unsafe/w:800/plain/small-${from + i}.jpg@webp`);
  const row = (...cells: (string | number)[]) => console.log(`| ${cells.join(' | ')} |`);
  const ms = (value: number) => value.toFixed(value < 10 ? 1 : 0);

  row('what', 'median ms', 'p95 ms', 'per second', 'goal');
  row('---', '---:', '---:', '---:', '---');
  await load(edge.port, small(0, WARM_UP), 1);
  const first = await load(edge.port, small(WARM_UP, cold), 1);
  row(
    '400×400 at w=800, cold',
    ms(share(first.times, 0.5)),
    ms(share(first.times, 0.95)),
    first.perSecond,
    'p95 < 200 ms',
  );

  const hot = '/edge/unsafe/w:300/plain/cached.jpg@webp';
  const body = await fetch(`http://127.0.0.1:${edge.port}${hot}`).then((answer) => answer.arrayBuffer());
  const cached = await load(edge.port, [hot], 10, seconds);
  const size = `${(body.byteLength / 1000).toFixed(0)} kB`;
  row(
    `${size}, cached`,
    ms(share(cached.times, 0.5)),
    ms(share(cached.times, 0.95)),
    cached.perSecond.toFixed(0),
    'p95 < 10 ms, 2,000/s',
  );

  const ipx = await start(folder, 'ipx');
  running.push(ipx);
  const plain = {
    heroshot: (i: number) => load(edge.port, [`/edge/unsafe/w:720/cb:${i}/plain/large.jpg@jpg`], 1),
    ipx: () => load(ipx.port, ['/w_720,f_jpeg,q_80/large.jpg'], 1),
  };
  const times = { heroshot: [] as number[], ipx: [] as number[] };
  for (let i = 0; i < runs; i++)
    for (const who of ['heroshot', 'ipx'] as const) {
      const { times: took, failed } = await plain[who](i);
      if (failed > 0) throw new Error(`${who} failed`);
      times[who].push(...took);
    }
  for (const who of ['heroshot', 'ipx'] as const) {
    const sorted = times[who].sort((a, b) => a - b);
    row(`2725×2225 to 720, ${who} over HTTP`, ms(share(sorted, 0.5)), ms(share(sorted, 0.95)), '', '');
  }
  const beside = await besideSharp(folder, runs);
  row(
    '2725×2225 to 720, edge without HTTP',
    ms(beside.edge),
    '',
    '',
    `${((beside.edge / beside.sharp - 1) * 100).toFixed(0)} % over sharp; < 10 %`,
  );
  row('2725×2225 to 720, sharp alone', ms(beside.sharp), '', '', '');

  const stages = new Map<string, number[]>();
  for (const path of small(WARM_UP + cold, STAGED)) {
    const answer = await fetch(`http://127.0.0.1:${edge.port}${path}`);
    await answer.arrayBuffer();
    for (const [, name, took] of (answer.headers.get('server-timing') ?? '').matchAll(/(\w+);dur=([\d.]+)/g))
      stages.set(name, [...(stages.get(name) ?? []), Number(took)]);
  }
  const split = [...stages].map(
    ([name, list]) =>
      `${name} ${ms(
        share(
          list.sort((a, b) => a - b),
          0.5,
        ),
      )} ms`,
  );
  console.log(`\nstages of a cold request: ${split.join(', ')}`);

  const before = await edge.enhanced();
  const [same] = small(WARM_UP + cold + STAGED, 1);
  const crowd = await load(
    edge.port,
    Array.from({ length: 100 }, () => same),
    100,
  );
  console.log(
    `100 identical cold requests: ${(await edge.enhanced()) - before} enhancement, ${crowd.failed} failed`,
  );
  console.log('imgproxy is no npm package; run its server beside this one to compare.');
} finally {
  for (const server of running) server.stop();
  await rm(folder, { recursive: true, force: true });
}
