const PLACE = 'heroshot-key';

/** The key that a person gave; for this tab alone unless it should be kept. */
export const savedKey = (): string | null => sessionStorage.getItem(PLACE) ?? localStorage.getItem(PLACE);

export function saveKey(key: string, keep: boolean): void {
  forgetKey();
  (keep ? localStorage : sessionStorage).setItem(PLACE, key);
}

export function forgetKey(): void {
  sessionStorage.removeItem(PLACE);
  localStorage.removeItem(PLACE);
}

/** The field that says who asks; none where the service is open. */
export function authorization(): Record<string, string> {
  const key = savedKey();
  return key ? { authorization: `Bearer ${key}` } : {};
}

const listeners = new Set<() => void>();

/** Told when the service wants a key that it wasn't given. */
export function onKeyWanted(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function wantKey(): void {
  for (const listener of listeners) listener();
}
