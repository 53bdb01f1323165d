import { expect, test } from 'vitest';
import { assertOnlyReduces, type Transform } from './transform.js';

const crop: Transform = { step: 'crop', of: 'content', box: { left: 0, top: 0, width: 10, height: 10 } };

const resize = (width: number, height: number): Transform => ({
  step: 'reduce',
  of: 'content',
  from: { width: 100, height: 50 },
  to: { width, height },
  kernel: 'cubic',
  // What a log says of itself is not believed: the sizes are.
  scale: 0.5,
});

test.each([
  [101, 50],
  [100, 51],
  [50, 200],
])('a log that makes 100×50 into %i×%i is refused', (width, height) => {
  expect(() => assertOnlyReduces([crop, resize(width, height)])).toThrow(
    expect.objectContaining({ code: 'would_enlarge' }),
  );
});

test('a log that reduces is accepted, whatever its backdrop was', () => {
  const backdrop: Transform = { step: 'fill', of: 'background', with: 'blur', scale: 3 };
  expect(() => assertOnlyReduces([crop, backdrop, resize(100, 50), resize(10, 10)])).not.toThrow();
});
