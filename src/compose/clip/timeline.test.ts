import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsAt, timeline } from './timeline.js';

describe('the timeline of a clip', () => {
  test('shares every frame among one or two neighbours, from the first still’s start to the last one’s end', () => {
    const clips = fc.record({
      stills: fc.integer({ min: 1, max: 12 }),
      each: fc.double({ min: 0.5, max: 5, noNaN: true }),
      fps: fc.constantFrom(25, 30, 60),
      together: fc.constantFrom(0, 0.3, 0.6, Number.POSITIVE_INFINITY),
    });
    fc.assert(
      fc.property(clips, ({ stills, each, fps, together }) => {
        const plan = timeline(stills, each * stills, fps, together);
        const frames = Array.from({ length: plan.frames }, (_, k) => partsAt(plan, stills, k));
        expect(frames[0]).toEqual([{ shot: 0, at: 0, share: 1 }]);
        expect(frames.at(-1)).toMatchObject([{ shot: stills - 1, share: 1 }]);
        expect(frames.at(-1)?.[0].at).toBeCloseTo(1, 6);
        for (const parts of frames) {
          expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
          if (parts.length === 2) expect(parts[1].shot).toBe(parts[0].shot + 1);
        }
        expect(new Set(frames.flat().map(({ shot }) => shot)).size).toBe(stills);
      }),
    );
  });

  test('leads a still in evenly: its share only grows', () => {
    const plan = timeline(2, 4, 30, 1);
    const shares = Array.from({ length: plan.frames }, (_, k) => partsAt(plan, 2, k))
      .filter((parts) => parts.length === 2)
      .map(([, next]) => next.share);
    expect(shares.length).toBe(30);
    expect(shares.every((share, i) => i === 0 || share > shares[i - 1])).toBe(true);
  });

  test('refuses a clip too short for its stills, and says how long it must be', () => {
    expect(() => timeline(10, 1, 30, 0)).toThrowError(/1.7 s or more/);
  });
});
