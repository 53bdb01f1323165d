import { stat } from 'node:fs/promises';

/** What tells that a file has changed, without reading it. */
export interface Mark {
  bytes: number;
  /** Milliseconds since 1970 of its last change, as exactly as the file system tells. */
  changedAt: number;
}

export const sameMark = (a: Mark | undefined, b: Mark | undefined): boolean =>
  a !== undefined && b !== undefined && a.bytes === b.bytes && a.changedAt === b.changedAt;

/** The mark of a file, and when it came to its place; undefined where there is none. */
export async function markOf(path: string): Promise<(Mark & { arrivedAt: number }) | undefined> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile()) return undefined;
  const { size: bytes, mtimeMs: changedAt, ctimeMs } = info;
  // A copy may keep its original's time; when it got this name and place is told by the other clock.
  return { bytes, changedAt, arrivedAt: Math.max(changedAt, ctimeMs) };
}
