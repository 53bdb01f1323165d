import type { Box, Size } from '../../engine/raster.js';

/** Of a scene's subject this share is shown at least; rather than less, the photograph is continued as a blurred copy. */
const KEPT = 0.7;

/** How near a border a subject ends there, as a share of the photograph. */
export const TOUCHES = 0.01;

/** Whether a stretch ends inside of a length on both sides. */
export const endsInside = (from: number, stretch: number, length: number): boolean =>
  from >= TOUCHES * length && from + stretch <= (1 - TOUCHES) * length;

/** Whether a subject ends inside of a photograph on all sides. */
export const standsFree = ({ left, top, width, height }: Box, master: Size): boolean =>
  endsInside(left, width, master.width) && endsInside(top, height, master.height);

/** What the largest crop of a shape shows of a subject, where that is enough of it; else the whole subject. */
export function shownOf(subject: Box, master: Size, ratio: number): Box {
  const width = Math.floor(Math.min(master.width, master.height * ratio));
  const height = Math.floor(Math.min(master.height, master.width / ratio));
  const along = (from: number, length: number, window: number, whole: number) => {
    const start = Math.min(Math.max(Math.round(from + length / 2 - window / 2), 0), whole - window);
    const first = Math.max(from, start);
    return [first, Math.min(from + length, start + window) - first] as const;
  };
  const [left, across] = along(subject.left, subject.width, width, master.width);
  const [top, down] = along(subject.top, subject.height, height, master.height);
  const enough = across * down >= KEPT * subject.width * subject.height;
  return enough ? { left, top, width: across, height: down } : subject;
}
