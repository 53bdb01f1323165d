import { readFile } from 'node:fs/promises';

/** Give a service jobs to do: pictures at 4× by the standard network. */
export async function submitJobs(port: number, file: string, count: number): Promise<void> {
  const bytes = new Uint8Array(await readFile(file));
  for (let i = 0; i < count; i++) {
    const body = new FormData();
    body.set('scale', '4');
    body.set('file', new Blob([bytes]), `job-${i}.jpg`);
    const answer = await fetch(`http://127.0.0.1:${port}/v1/images`, { method: 'POST', body });
    if (answer.status !== 202) throw new Error(`a job was answered ${answer.status}`);
    await answer.arrayBuffer();
  }
}

/** Jobs that have not ended. */
export async function jobsLeft(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const of = (state: string) =>
    Number(new RegExp(`heroshot_jobs\\{state="${state}"\\} (.*)`).exec(text)?.[1] ?? 0);
  return of('queued') + of('running');
}
