import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOTIONS, planMove, sceneAt } from './move.js';
import { inFrame } from './view.js';

const frame = { width: 1080, height: 1920 };
const stills = fc
  .record({
    width: fc.integer({ min: 60, max: 3000 }),
    height: fc.integer({ min: 60, max: 3000 }),
    box: fc.tuple(...[0, 1, 2, 3].map(() => fc.double({ min: 0, max: 1, noNaN: true }))),
    index: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ width, height, box: [a, b, c, d], index }) => {
    const [left, top] = [Math.floor(a * (width - 8)), Math.floor(b * (height - 8))];
    const subject = {
      left,
      top,
      width: Math.max(4, Math.floor(c * (width - left))),
      height: Math.max(4, Math.floor(d * (height - top))),
    };
    return { still: { width, height, subject }, index };
  });

describe('the way over a still', () => {
  test('in depth never cuts a subject off that stands free, however tall', () => {
    for (const height of [600, 900, 1000, 1040]) {
      const subject = { left: 400, top: 1080 - height - 16, width: 240, height };
      const size = { width: 1080, height: 1080 };
      const { from, to, depth } = planMove('parallax', 0, { ...size, subject }, size);
      expect(depth?.grow).toBeGreaterThan(0);
      // At its end the subject has grown about the foot of its middle.
      const grown = (depth?.pivot.y ?? 0) - height * (1 + (depth?.grow ?? 0));
      for (const [view, top] of [
        [from, subject.top],
        [to, grown],
      ] as const) {
        expect(top).toBeGreaterThan(view.top - 1);
        expect(subject.top + height).toBeLessThan(view.top + view.height + 1);
      }
    }
  });

  test.each(MOTIONS)('%s never leaves the plate and never changes the frame’s shape', (motion) => {
    fc.assert(
      fc.property(stills, ({ still, index }) => {
        const { from, to } = planMove(motion, index, still, frame);
        for (const view of [from, to]) {
          expect(view.left).toBeGreaterThan(-1e-6);
          expect(view.top).toBeGreaterThan(-1e-6);
          expect(view.left + view.width).toBeLessThan(still.width + 1e-6);
          expect(view.top + view.height).toBeLessThan(still.height + 1e-6);
          expect(view.width / view.height).toBeCloseTo(frame.width / frame.height, 6);
        }
      }),
    );
  });

  const plate = { width: 1200, height: 2133, channels: 3 as const, samples: new Uint8Array(0) };
  const deep = (box: { left: number; top: number; width: number; height: number }, t: number, index = 0) => {
    const layers = { background: plate, subject: plate, box };
    const move = planMove('parallax', index, { ...plate, subject: box }, frame);
    const scene = sceneAt(move, { plate, layers }, t);
    if (scene.kind !== 'deep' || !move.depth) throw new Error('flat');
    return { scene, depth: move.depth };
  };

  test.each([0, 0.3, 1])('in depth a subject stays on the ground that it stands on (t = %f)', (t) => {
    const box = { left: 400, top: 700, width: 300, height: 900 };
    const { scene, depth } = deep(box, t);
    const { x, y } = depth.pivot;
    const ground = inFrame(scene.view, frame, x + depth.sway * t, y);
    const foot = inFrame(scene.subjectView, frame, x, y);
    expect(foot.x).toBeCloseTo(ground.x, 1);
    expect(foot.y).toBeCloseTo(ground.y, 1);
  });

  test('a subject that the border cuts never shows its cut edge', () => {
    for (const index of [0, 1])
      for (const box of [
        { left: 0, top: 500, width: 500, height: 900 },
        { left: 700, top: 500, width: 500, height: 900 },
        { left: 0, top: 500, width: 1200, height: 1633 },
      ])
        for (const t of [0, 0.25, 0.5, 1]) {
          const { scene } = deep(box, t, index);
          const left = inFrame(scene.subjectView, frame, box.left - 0.5, 0).x;
          const right = inFrame(scene.subjectView, frame, box.left + box.width - 0.5, 0).x;
          const start = inFrame(scene.view, frame, box.left - 0.5, 0).x;
          const end = inFrame(scene.view, frame, box.left + box.width - 0.5, 0).x;
          if (box.left === 0) expect(left).toBeLessThan(start + 0.01);
          if (box.left + box.width === 1200) expect(right).toBeGreaterThan(end - 0.01);
        }
  });
});
