/** Milliseconds since 1970 as RFC 3339 writes them. */
export const isoTime = (at: number): string => new Date(at).toISOString();

/** As {@link isoTime}, for what may not have been yet. */
export const isoTimeOrNull = (at: number | null): string | null => (at === null ? null : isoTime(at));
