/** A picture: bytes, a file of a browser's form, or an address. */
export type Picture = Blob | Uint8Array | ArrayBuffer | { sourceUrl: string };

/** Bytes as a form takes them. */
export function asBlob(content: Blob | Uint8Array | ArrayBuffer): Blob {
  return content instanceof Blob ? content : new Blob([content as Uint8Array<ArrayBuffer>]);
}

/** Bytes as a form takes them, with the name that they have. */
export function fileForm(content: Blob | Uint8Array | ArrayBuffer, options: object, name?: string): FormData {
  const form = new FormData();
  const said = JSON.stringify(options);
  if (said !== '{}') form.append('options', said);
  const blob = asBlob(content);
  const own = 'name' in blob && typeof blob.name === 'string' ? blob.name : undefined;
  form.append('file', blob, name ?? own ?? 'picture');
  return form;
}

/** A key for a request that may be sent again: 128 random bits. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
