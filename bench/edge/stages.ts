import { share } from './load.js';

/** Milliseconds of each stage, by its name, as a server tells them of some requests, one after the other. */
export async function stagesOf(port: number, paths: readonly string[]): Promise<Map<string, number[]>> {
  const stages = new Map<string, number[]>();
  const add = (name: string, took: number) => stages.set(name, [...(stages.get(name) ?? []), took]);
  for (const path of paths) {
    const began = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    await answer.arrayBuffer();
    add('all, with HTTP', performance.now() - began);
    for (const [, name, took] of (answer.headers.get('server-timing') ?? '').matchAll(/(\w+);dur=([\d.]+)/g))
      add(name, Number(took));
  }
  for (const times of stages.values()) times.sort((a, b) => a - b);
  return stages;
}

/** Medians and 95th percentiles, in the order in which stages follow each other. */
export function stageRows(stages: ReadonlyMap<string, readonly number[]>): [string, number, number][] {
  const order = ['fetch', 'queue', 'decode', 'network', 'encode', 'all, with HTTP'];
  return order.flatMap((name) => {
    const times = stages.get(name);
    return times ? [[name, share(times, 0.5), share(times, 0.95)] as [string, number, number]] : [];
  });
}
