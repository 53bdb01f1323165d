import { randomBytes } from 'node:crypto';

/** A part of a form: text, or a file. */
export type Part = string | { file: Buffer; name: string };

/** A form as it goes over the line: what `inject` sends. */
export function form(parts: [name: string, value: Part][]): {
  payload: Buffer;
  headers: Record<string, string>;
} {
  const boundary = `----${randomBytes(12).toString('hex')}`;
  const chunks: Buffer[] = [];
  for (const [name, value] of parts) {
    const file = typeof value === 'string' ? '' : `; filename="${value.name}"`;
    const type = typeof value === 'string' ? '' : 'content-type: image/jpeg\r\n';
    chunks.push(
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n${type}\r\n`),
      typeof value === 'string' ? Buffer.from(value) : value.file,
      Buffer.from('\r\n'),
    );
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`));
  return {
    payload: Buffer.concat(chunks),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

/** Bytes that begin as a JPEG does; the API looks no further. */
export const jpeg = (bytes = 5000): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(bytes - 4, 7)]);
