import { PassThrough } from 'node:stream';
import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { HeroshotError } from '../../engine/errors.js';
import { createLog } from './log.js';

/** A log whose lines are kept. */
function kept(level = 'debug', isTTY = false) {
  const lines: string[] = [];
  const log = createLog({ name: 'worker', level, stream: { write: (text) => lines.push(text), isTTY } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) as string) };
}

describe('the log', () => {
  it('writes one JSON object a line', () => {
    const { log, lines, last } = kept();
    log.info({ id: 'job_1', seconds: 2.5 }, 'done');
    expect(lines).toHaveLength(1);
    expect(lines[0].endsWith('}\n')).toBe(true);
    expect(last()).toMatchObject({ level: 'info', name: 'worker', id: 'job_1', seconds: 2.5, msg: 'done' });
    expect(last().time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('says what its level lets through, and refuses a level that there is not', () => {
    const { log, lines } = kept('warn');
    log.info('no');
    log.warn('yes');
    expect(lines).toHaveLength(1);
    expect(() => createLog({ name: 'x', level: 'loud' })).toThrow(/HEROSHOT_LOG is loud; it can be silent/);
  });

  it('hides secrets, wherever they stand', () => {
    const { log, lines } = kept();
    const secrets = {
      headers: { authorization: 'Bearer hunter2secret', Cookie: 'sid=hunter2', 'x-api-key': ['hunter2'] },
      endpoint: {
        secret: 'whsec_hunter2',
        oldSecret: 'hunter2',
        url: 'https://u:hunter2@a.example/x?sig=hunter2#hunter2',
      },
      store: 'postgres://app:hunter2@db.example:5432/x?sslpassword=hunter2',
      queue: 'redis://:hun@ter2hunter2@q.example',
      said: 'sent Bearer hunter2hunter2 to /v1/jobs?token=hunter2, whsec_hunter2 and password=hunter2',
    };
    log.info(secrets, 'asked https://a.example/p.jpg?X-Amz-Signature=hunter2');
    log.child({ url: 'https://a.example/?k=hunter2', token: 'hunter2' }).warn('child');
    log.error(new Error('connect to postgres://app:hunter2@db.example failed'));
    const text = lines.join('');
    expect(text).not.toContain('hunter2');
    for (const rest of ['a.example/p.jpg', 'db.example:5432/x', 'q.example', '/v1/jobs'])
      expect(text).toContain(rest);
  });

  it('tells errors with code, causes and stack, and nothing that hangs on them', () => {
    const { log, last } = kept();
    const cause = Object.assign(new Error('connect failed'), {
      code: 'ECONNREFUSED',
      picture: Buffer.alloc(50, 7),
    });
    const error = new HeroshotError('store_unreachable', 'the database is away', { cause });
    log.error({ err: Object.assign(error, { bytes: Buffer.alloc(1e6) }) }, 'failed');
    const { err } = last();
    expect(err).toMatchObject({
      ...{ name: 'HeroshotError', code: 'store_unreachable', message: 'the database is away' },
      cause: { name: 'Error', code: 'ECONNREFUSED', message: 'connect failed' },
    });
    expect(Object.keys(err).sort()).toEqual(['cause', 'code', 'message', 'name', 'stack']);
    expect(err.stack).toContain('log.test');
    log.error(new AggregateError([new Error('one'), 'two'], 'both'));
    expect(last().err.errors).toMatchObject([{ message: 'one' }, { name: 'string', message: 'two' }]);
  });

  it('never writes a picture, nor without end', () => {
    const { log, lines } = kept();
    const circle: Record<string, unknown> = { name: 'circle' };
    circle.self = circle;
    const deep = { a: { b: { c: { d: { e: { f: { g: { h: { i: { j: 1 } } } } } } } } } };
    log.info(
      { picture: Buffer.alloc(5e6), files: [{ bytes: new Uint8Array(2e6) }], text: 'x'.repeat(1e6), deep },
      'y'.repeat(1e6),
    );
    log.info({ circle, wide: Array.from({ length: 5000 }, (_, i) => i) });
    expect(lines[0]).toContain('[5000000 bytes]');
    expect(lines[0]).toContain('[2000000 bytes]');
    for (const line of lines) expect(line.length).toBeLessThan(30_000);
  });

  it('is short for a person at a terminal, and moves no cursor', () => {
    const { log, lines } = kept('debug', true);
    log.warn({ id: 'job_1', file: 'a b\u001b[2J\n.jpg' }, 'la\nte\u001b]0;x\u0007');
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d WARN {2}worker: la te�\]0;x� id=job_1 file="a b.*jpg"\n$/);
    log.error(new HeroshotError('disk_full', 'no space', { cause: new Error('ENOSPC') }));
    expect(lines[1]).toContain('ERROR worker: no space\n  disk_full: no space\n  because of Error: ENOSPC\n');
    expect(lines[1].split('\n')).toHaveLength(4);
    log.error(new TypeError('a bug'));
    expect(lines[2]).toMatch(/TypeError: a bug\n +at .*log\.test/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    for (const line of lines) expect(line).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
  });

  it('keeps secrets also as the logger of a server, whose requests have serializers of their own', async () => {
    const { log, lines } = kept();
    const app = fastify({ loggerInstance: log });
    app.get('/x', (request) => {
      request.log.info({ req: request }, 'asked');
      throw Object.assign(new Error('a bug'), { picture: 'hunter2' });
    });
    await app.inject({ url: '/x?token=hunter2', headers: { authorization: 'Bearer hunter2hunter2' } });
    await app.close();
    expect(lines.join('')).toContain('/x?[redacted]');
    expect(lines.join('')).toContain('a bug');
    expect(lines.join('')).not.toContain('hunter2');
  });

  it('takes time in proportion to the text, whatever somebody sends', () => {
    const { log } = kept();
    const start = performance.now();
    for (const piece of ['/', '?', 'a.', '://', 'Bearer ', '://a@', '"']) log.info(piece.repeat(1e5));
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('goes to a stream of its own', () => {
    const stream = new PassThrough();
    createLog({ name: 'api', level: 'info', stream }).info('here');
    expect(JSON.parse(stream.read().toString()).name).toBe('api');
  });
});
