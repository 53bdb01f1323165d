import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { newSecret } from './secret.js';
import { signedHeaders } from './signature.js';

const body = JSON.stringify({ type: 'job.succeeded', name: 'Tasche “Größe 7”.jpg' });

describe('signatures', () => {
  it('are HMAC-SHA256 over id, seconds and body', () => {
    const key = Buffer.alloc(24, 7);
    const headers = signedHeaders({ id: 'evt_1', at: 1_700_000_000_999, body }, [
      `whsec_${key.toString('base64')}`,
    ]);
    const mac = createHmac('sha256', key).update(`evt_1.1700000000.${body}`).digest('base64');
    expect(headers).toEqual({
      'webhook-id': 'evt_1',
      'webhook-timestamp': '1700000000',
      'webhook-signature': `v1,${mac}`,
    });
  });

  it('pass the verification of the package, by either secret while two are valid', () => {
    const secrets = [newSecret(), newSecret()];
    const headers = signedHeaders({ id: 'evt_1', at: Date.now(), body }, secrets);
    expect(headers['webhook-signature'].split(' ')).toHaveLength(2);
    for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow('No matching signature');
  });

  it('do not pass for another body or another id', () => {
    const secret = newSecret();
    const headers = signedHeaders({ id: 'evt_1', at: Date.now(), body }, [secret]);
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
    expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'evt_2' })).toThrow();
  });
});
