import fc from 'fast-check';
import type { Box, Size } from '../../engine/raster.js';
import type { Frame } from '../frame.js';

/** A master, a subject in it (or none) and a frame that doesn't contradict itself. */
export interface Task {
  master: Size;
  subject: Box | undefined;
  frame: Frame;
}

const share = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const fill = share(0.2, 0.95).chain((least) =>
  fc.record({ least: fc.constant(least), most: share(least, Math.min(1, least + 0.3)) }),
);

const canvas = fc.oneof(
  fc.record(
    {
      width: fc.integer({ min: 16, max: 4000 }),
      height: fc.integer({ min: 16, max: 4000 }),
      minimum: fc.integer({ min: 16, max: 2000 }),
    },
    { requiredKeys: ['width', 'height'] },
  ),
  fc
    .record(
      {
        ratio: fc.oneof(
          fc.array(share(0.3, 3), { minLength: 1, maxLength: 4 }),
          share(0.3, 1.5).chain((from) => fc.record({ from: fc.constant(from), to: share(from, from + 1) })),
        ),
        side: fc.constantFrom('longest' as const, 'shortest' as const),
        wanted: fc.integer({ min: 16, max: 4000 }),
        minimum: fc.integer({ min: 1, max: 3000 }),
      },
      { requiredKeys: ['wanted'] },
    )
    .map((free) =>
      free.minimum === undefined ? free : { ...free, minimum: Math.min(free.minimum, free.wanted) },
    ),
);

const size = fc.record({
  width: fc.integer({ min: 4, max: 5000 }),
  height: fc.integer({ min: 4, max: 5000 }),
});

const subjectIn = ({ width, height }: Size) =>
  fc.tuple(share(0, 1), share(0, 1), share(0, 1), share(0, 1)).map(([x, y, w, h]): Box => {
    const [left, top] = [Math.floor(x * (width - 1)), Math.floor(y * (height - 1))];
    return {
      left,
      top,
      width: Math.max(1, Math.round(w * (width - left))),
      height: Math.max(1, Math.round(h * (height - top))),
    };
  });

/** Any task whose frame is valid; see {@link Task}. */
export const tasks: fc.Arbitrary<Task> = size.chain((master) =>
  fc.record({
    master: fc.constant(master),
    subject: fc.option(subjectIn(master), { nil: undefined }),
    frame: fc
      .record(
        {
          canvas,
          mode: fc.constantFrom('crop' as const, 'pad' as const),
          background: fc.constantFrom(
            'white' as const,
            'transparent' as const,
            'edge' as const,
            'blur' as const,
          ),
          fill,
          focus: fc.record(
            { x: share(0, 1), y: share(0, 1), firm: fc.boolean() },
            { requiredKeys: ['x', 'y'] },
          ),
          margin: share(0, 0.2),
        },
        { requiredKeys: ['canvas', 'mode', 'background'] },
      )
      .map(({ margin, ...frame }): Frame => {
        if (margin === undefined || (frame.fill && frame.fill.least > 1 - 2 * margin)) return frame as Frame;
        return { ...frame, margin } as Frame;
      }),
  }),
);
