/**
 * A tool that heroshot hands pictures to: `node examples/hand-off-server.mjs`, then
 * `heroshot enhance bag.jpg --hand-off http://127.0.0.1:8765/ --hand-off-private`.
 *
 * It verifies the signature, draws a dark frame around the picture, and answers the picture. Put your own work where the frame is
 * drawn. PORT and HEROSHOT_HAND_OFF_SECRET come from the environment; without a secret nothing is verified.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import sharp from 'sharp';

const MOST_BYTES = 128 * 2 ** 20;
const MOST_SECONDS_OLD = 300;
const secret = process.env.HEROSHOT_HAND_OFF_SECRET ?? '';
const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

/** The body, never more than is taken. */
async function bodyOf(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw Object.assign(new Error('too large'), { status: 413 });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Standard Webhooks: HMAC-SHA256 over id, seconds and the body's own bytes. */
function verify(headers, body) {
  if (!secret) return;
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signatures = '' } = headers;
  const wanted = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest();
  const matches = signatures.split(' ').some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
  const fresh = Math.abs(Date.now() / 1000 - Number(at)) < MOST_SECONDS_OLD;
  if (!matches || !fresh) throw Object.assign(new Error('the signature does not verify'), { status: 401 });
}

/** The event and its picture, from JSON or from a form. */
async function parcelOf(headers, body) {
  if (headers['content-type']?.startsWith('multipart/form-data')) {
    const form = await new Response(body, {
      headers: { 'content-type': headers['content-type'] },
    }).formData();
    return { ...JSON.parse(form.get('event')), picture: Buffer.from(await form.get('file').arrayBuffer()) };
  }
  const event = JSON.parse(body.toString());
  return { ...event, picture: Buffer.from(event.data.picture.base64, 'base64') };
}

/** The work. */
async function framed(picture) {
  const { width, height } = await sharp(picture).metadata();
  const side = Math.max(2, Math.round(Math.min(width, height) / 20));
  const frame = `<svg width="${width}" height="${height}"><rect x="${side / 2}" y="${side / 2}" width="${
    width - side
  }" height="${height - side}" fill="none" stroke="#222" stroke-width="${side}"/></svg>`;
  return sharp(picture)
    .composite([{ input: Buffer.from(frame) }])
    .keepMetadata()
    .toBuffer();
}

const server = createServer(async (request, response) => {
  try {
    const body = await bodyOf(request);
    verify(request.headers, body);
    const { data, picture } = await parcelOf(request.headers, body);
    console.log(
      `${request.headers['webhook-id']}: ${data.recipe}, ${data.picture.width}×${data.picture.height}`,
    );
    response.writeHead(200, { 'content-type': data.picture.type }).end(await framed(picture));
  } catch (error) {
    response.writeHead(error.status ?? 400, { 'content-type': 'text/plain' }).end(`${error.message}\n`);
  }
});
server.listen(Number(process.env.PORT ?? 8765), '127.0.0.1', () => {
  console.log(`taking pictures at http://127.0.0.1:${server.address().port}/`);
});
