import type { PrecisionMemory } from '../../engine/network/precision.js';
import type { Precision } from '../../engine/network/registry.js';
import type { Manifest } from './manifest.js';

/**
 * What `--precision auto` chose for a run over a catalogue, in its manifest: a run that is stopped and goes on, on whatever
 * a busy machine measures then, makes the files that it would have made in one go.
 */
export class CatalogPrecision implements PrecisionMemory {
  private manifest: Pick<Manifest, 'setting' | 'setSetting'> | undefined;

  /** From here on choices are kept; an engine may be made before its run's manifest is open. */
  keptIn(manifest: Pick<Manifest, 'setting' | 'setSetting'>): void {
    this.manifest = manifest;
  }

  async recall(model: string): Promise<Precision | undefined> {
    const kept = await this.manifest?.setting(nameOf(model));
    return kept === 'int8' || kept === 'float32' ? kept : undefined;
  }

  async keep(model: string, precision: Precision): Promise<void> {
    await this.manifest?.setSetting(nameOf(model), precision);
  }
}

const nameOf = (model: string) => `precision ${model}`;
