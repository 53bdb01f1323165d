import { expect, it } from 'vitest';
import { FetchLines } from './fetch-lines.js';

const open = () => new FetchLines({ atOnce: 1, waiting: 1, deadline: 60_000 });
const never = () => new Promise<never>(() => {});

it('a place that never answers keeps its own pictures waiting, and nobody else’s', async () => {
  const lines = open();
  lines.run('slow.example', never).catch(() => {});
  lines.run('slow.example', never).catch(() => {});
  await expect(lines.run('slow.example', async () => 'late')).rejects.toMatchObject({ code: 'busy' });
  expect(await lines.run('quick.example', async () => 'there')).toBe('there');
});

it('a place is asked by as many as it may be, also after it was idle', async () => {
  const lines = open();
  for (let i = 0; i < 3; i++) expect(await lines.run('a', async () => i)).toBe(i);
  const both = [lines.run('a', async () => 'first'), lines.run('a', async () => 'second')];
  expect(await Promise.all(both)).toEqual(['first', 'second']);
});
