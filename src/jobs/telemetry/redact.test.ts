import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHarmless, redacted } from './redact.js';

const names = [
  'authorization',
  'Set-Cookie',
  'key',
  'keyId',
  'salt',
  'apiKey',
  'private_key',
  'route',
  'x-token',
  'msg',
];
const words = [
  'postgres://app:hunter2@db/x',
  'https://a.example/p?sig=hunter2',
  'Bearer hunter2hunter2',
  'basic hunter2hunter2',
  'whsec_hunter2',
  'password=hunter2',
  'pwd=hunter2',
  'Token=hunter2',
  '/v1/jobs/:id',
  'answered',
];

describe('lines that are written as they are', () => {
  const leaf = fc.oneof(fc.constantFrom(...words), fc.string(), fc.integer(), fc.constant(null));
  const record = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), leaf, { maxKeys: 8 });
  const nested = fc.dictionary(fc.constantFrom(...names), fc.oneof(leaf, record, fc.array(record)), {
    maxKeys: 8,
  });

  it('are those in which nothing would be hidden', () => {
    let harmless = 0;
    fc.assert(
      fc.property(nested, (fields) => {
        const line = JSON.stringify(fields);
        if (!isHarmless(line)) return;
        harmless++;
        expect(redacted(JSON.parse(line))).toEqual(JSON.parse(line));
      }),
      { numRuns: 3000 },
    );
    expect(harmless).toBeGreaterThan(100);
  });

  it('are what the service says of an answer', () => {
    const fields = {
      method: 'GET',
      route: '/v1/jobs/:id',
      status: 200,
      ms: 1.2,
      requestId: 'req_1',
      keyId: 'key_1',
    };
    const line = {
      level: 'info',
      time: '2026-01-01T00:00:00.000Z',
      name: 'api',
      host: 'h',
      ...fields,
      msg: 'answered',
    };
    expect(isHarmless(JSON.stringify(line))).toBe(true);
  });
});
