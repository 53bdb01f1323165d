const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that HTML forbids, and directional overrides that make a name read as another one. */
const UNSAFE = /\p{Surrogate}|[\u202a-\u202e\u2066-\u2069]|(?![\t\n])\p{Cc}/gu;

/** Text as HTML, safe between tags and inside quoted attributes. What HTML forbids becomes U+FFFD. */
export function escapeHtml(text: string): string {
  return text.replace(UNSAFE, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** A relative path with forward slashes as a URL: each segment percent-encoded, so that none can be a scheme or a query. */
export function encodePath(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(wellFormed(segment)))
    .join('/');
}

/** Text without halves of characters, which no URL can hold: they become U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
