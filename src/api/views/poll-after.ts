/** Seconds after which to ask again: the longer something takes, the less often, 1 to 30. */
export function pollAfter(createdAt: number, now = Date.now()): string {
  return String(Math.min(30, Math.max(1, Math.ceil((now - createdAt) / 4000))));
}
