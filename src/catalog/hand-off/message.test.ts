import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import type { Parcel } from '../../recipe/hand-off.js';
import { messageOf, signed } from './message.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const report = { output: { width: 4, height: 3 } } as Parcel['report'];
const parcel = (more: Partial<Parcel['step']> = {}): Parcel => ({
  step: { step: 'http', url: 'https://tool.example/in', ...more },
  recipe: 'enhance',
  bytes: Uint8Array.from([0xff, 0xd8, 0xff, 0, 13, 10, 0x80]),
  format: 'jpeg',
  report,
});

describe('the message of a hand-off', () => {
  test('is JSON that any Standard Webhooks library verifies', () => {
    const at = Date.now();
    const message = messageOf(parcel(), at);
    const body = Buffer.from(message.body).toString();
    const event = new Webhook(SECRET).verify(body, signed(message, [SECRET], at)) as Record<string, never>;
    expect(event).toMatchObject({
      type: 'picture.hand_off',
      data: { recipe: 'enhance', picture: { type: 'image/jpeg', bytes: 7, width: 4, height: 3 }, report },
    });
    expect([...Buffer.from((event as never as Event).data.picture.base64, 'base64')]).toEqual([
      ...parcel().bytes,
    ]);
  });

  test('is known again when it comes once more, and only then', () => {
    const id = messageOf(parcel(), 1).id;
    expect(messageOf(parcel(), 2).id).toBe(id);
    expect(messageOf(parcel({ url: 'https://tool.example/other' }), 1).id).not.toBe(id);
    expect(messageOf({ ...parcel(), bytes: Uint8Array.from([1]) }, 1).id).not.toBe(id);
  });

  test('as a form it holds the event and the file byte for byte', async () => {
    const { body, headers } = messageOf(parcel({ send: 'multipart' }), 1);
    const form = await new Response(Buffer.from(body), { headers }).formData();
    expect(JSON.parse(await (form.get('event') as Blob | string as string))).toMatchObject({
      type: 'picture.hand_off',
      data: { picture: { bytes: 7 } },
    });
    const file = form.get('file') as File;
    expect([file.name, file.type]).toEqual(['picture.jpg', 'image/jpeg']);
    expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([...parcel().bytes]);
  });

  test('is signed by each secret, and without one not at all', () => {
    const message = { id: 'msg_1', body: Buffer.from('{}') };
    expect(signed(message, [SECRET, SECRET], 0)['webhook-signature']?.split(' ').length).toBe(2);
    expect(signed(message, [], 0)).not.toHaveProperty('webhook-signature');
  });
});

interface Event {
  data: { picture: { base64: string } };
}
