import { describe, expect, it } from 'vitest';
import { HeroshotError } from '../../engine/errors.js';
import { localDispatcher } from '../../jobs/dispatch/local.js';
import { testApi } from '../testing/api.js';

describe('the service’s own state', () => {
  it('is told to everybody, a part at a time', async () => {
    const dispatcher = localDispatcher();
    const api = await testApi({ dispatcher, metricsText: () => 'heroshot_jobs 1\n' });
    expect((await api.app.inject('/healthz')).json()).toEqual({ status: 'ok' });
    const ready = await api.app.inject('/readyz');
    expect([ready.statusCode, ready.json().status]).toEqual([200, 'ready']);
    const metrics = await api.app.inject('/metrics');
    expect(metrics.body).toBe('heroshot_jobs 1\n');
    expect(metrics.headers['content-type']).toMatch(/^text\/plain/);
    await api.close();
  });

  it('is not ready while a part fails, and names it without its secrets', async () => {
    const dispatcher = localDispatcher();
    dispatcher.check = async () => {
      throw new HeroshotError('queue_unreachable', 'redis://user:secret@host');
    };
    const api = await testApi({ dispatcher });
    const answer = await api.app.inject('/readyz');
    expect(answer.statusCode).toBe(503);
    expect(answer.json().parts).toEqual({
      store: { status: 'ok' },
      blobs: { status: 'ok' },
      queue: { status: 'failed', code: 'queue_unreachable' },
    });
    expect((await api.app.inject('/healthz')).statusCode).toBe(200);
    expect((await api.app.inject('/metrics')).statusCode).toBe(404);
    await api.close();
  });
});
