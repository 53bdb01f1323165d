import { expect, test } from 'vitest';
import { OneByOne } from './one-by-one.js';

test('work of one name waits for the work before it, also where that fails; of another name it does not', async () => {
  const order: string[] = [];
  const lane = new OneByOne();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = lane.run('a', async () => {
    await held;
    order.push('a1');
    throw new Error('a1 failed');
  });
  const second = lane.run('a', async () => order.push('a2'));
  await lane.run('b', async () => order.push('b1'));
  release();
  await expect(first).rejects.toThrow('a1 failed');
  await second;
  expect(order).toEqual(['b1', 'a1', 'a2']);
});
