import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Manifest } from './manifest.js';
import { CatalogPrecision } from './precision.js';

test('a choice is kept in the manifest, for the run that goes on with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'heroshot-precision-'));
  try {
    const first = await Manifest.open(join(folder, 'manifest.sqlite'));
    const chosen = new CatalogPrecision();
    await chosen.keep('standard-x4', 'int8');
    expect(await chosen.recall('standard-x4')).toBeUndefined();
    chosen.keptIn(first);
    expect(await chosen.recall('standard-x4')).toBeUndefined();
    await chosen.keep('standard-x4', 'int8');
    await chosen.keep('standard-x2', 'float32');
    await first.close();

    const second = await Manifest.open(join(folder, 'manifest.sqlite'));
    const later = new CatalogPrecision();
    later.keptIn(second);
    expect(await later.recall('standard-x4')).toBe('int8');
    expect(await later.recall('standard-x2')).toBe('float32');
    expect(await later.recall('edge-x4')).toBeUndefined();
    await second.setSetting('precision edge-x4', 'int3');
    expect(await later.recall('edge-x4')).toBeUndefined();
    await second.close();
  } finally {
    await rm(folder, { recursive: true });
  }
});
