import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'heroshot-demo-'));
});
afterAll(() => rm(out, { recursive: true, force: true }));

describe('npm run demo', () => {
  it('enhances every example faithfully and says where the results are', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['build/scripts/demo.js', '--out', out]);
    expect(stdout).toContain(join(out, 'report.html'));
    const examples = (await readdir('examples')).filter((name) => name.endsWith('.jpg'));
    expect(examples).toEqual(['garment.jpg', 'glass.jpg', 'label.jpg', 'leather.jpg', 'weave.jpg']);
    for (const name of examples) {
      const report = JSON.parse(await readFile(join(out, name.replace('.jpg', '.report.json')), 'utf8'));
      expect(report.output.width).toBe(4 * report.input.width);
      expect(report.fidelity).toMatchObject({ verdict: 'pass' });
    }
  });
});
