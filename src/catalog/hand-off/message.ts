import { createHash, createHmac } from 'node:crypto';
import { FORMATS } from '../../engine/encode/formats.js';
import type { Parcel } from '../../recipe/hand-off.js';

/** What is posted: its body, and headers that say what it is. */
export interface Message {
  id: string;
  body: Uint8Array;
  headers: Record<string, string>;
}

const MULTIPART_LINE = '\r\n';

/**
 * The message of a parcel. Its id follows from the picture, the recipe and the address, so that a tool knows a parcel again that
 * comes once more, from a retry or from another run.
 *
 * @param at milliseconds since 1970
 */
export function messageOf({ step, recipe, bytes, format, report }: Parcel, at: number): Message {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const seed = JSON.stringify([step.url, recipe, digest]);
  const id = `msg_${createHash('sha256').update(seed).digest('hex').slice(0, 32)}`;
  const { mime, extension } = FORMATS[format];
  const { width, height } = report.output;
  const about = { type: mime, bytes: bytes.byteLength, width, height, sha256: digest };
  const event = { type: 'picture.hand_off', timestamp: new Date(at).toISOString() };
  if (step.send === 'multipart') {
    // Of the id, so that an attempt sends the same bytes as the one before.
    const boundary = `heroshot-${id}`;
    const data = JSON.stringify({ ...event, data: { recipe, picture: about, report } });
    const part = (headers: string[], content: Uint8Array) => [
      Buffer.from([`--${boundary}`, ...headers, '', ''].join(MULTIPART_LINE)),
      content,
      Buffer.from(MULTIPART_LINE),
    ];
    const body = Buffer.concat([
      ...part(
        ['content-disposition: form-data; name="event"', 'content-type: application/json'],
        Buffer.from(data),
      ),
      ...part(
        [
          `content-disposition: form-data; name="file"; filename="picture.${extension}"`,
          `content-type: ${mime}`,
        ],
        bytes,
      ),
      Buffer.from(`--${boundary}--${MULTIPART_LINE}`),
    ]);
    return { id, body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
  }
  const picture = { ...about, base64: Buffer.from(bytes).toString('base64') };
  const body = Buffer.from(JSON.stringify({ ...event, data: { recipe, picture, report } }));
  return { id, body, headers: { 'content-type': 'application/json' } };
}

/**
 * The headers of Standard Webhooks with a signature by each secret: HMAC-SHA256 over id, seconds and the body as it is sent,
 * bytes that are no text included.
 *
 * @param secrets `whsec_` and base64
 * @param at when this attempt is made, in milliseconds since 1970
 */
export function signed(
  { id, body }: Pick<Message, 'id' | 'body'>,
  secrets: readonly string[],
  at: number,
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const sum = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
    return `v1,${sum}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    ...(signatures.length > 0 ? { 'webhook-signature': signatures.join(' ') } : {}),
  };
}
