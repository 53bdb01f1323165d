/** Milliseconds since 1970 as RFC 3339 writes them. */
export const timeText = (at: number): string => new Date(at).toISOString();

/** As {@link timeText}, for what may not have been yet. */
export const maybeTime = (at: number | null): string | null => (at === null ? null : timeText(at));
