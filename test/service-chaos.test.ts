import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { postgresAnswers } from '../src/jobs/testing/services.js';

const run = promisify(execFile);
const postgres = await postgresAnswers();
const chaos = resolve('build/scripts/chaos/main.js');

/** A small run of `npm run chaos`; what went wrong is in its output. */
async function small(kind: string): Promise<string> {
  const args = ['--kind', kind, '--jobs', '24', '--blows', '9', '--seed', '11'];
  const { stdout } = await run(process.execPath, [chaos, ...args]).catch((error) => {
    throw new Error(`${error.stdout}\n${error.stderr}`);
  });
  return stdout;
}

describe('processes killed at random, while pictures are submitted and done', () => {
  it('lose nothing on one machine', async () => {
    expect(await small('embedded')).toContain('every job ended once');
  }, 300_000);

  it.runIf(postgres)(
    'lose nothing on many, where Redis forgets and PostgreSQL hangs up',
    async () => {
      expect(await small('shared')).toContain('every job ended once');
    },
    300_000,
  );
});
