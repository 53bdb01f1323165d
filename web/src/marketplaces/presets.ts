import { useEffect, useState } from 'react';
import { askJson } from '../api/ask.js';
import type { Marketplace, PresetList } from '../api/types.js';

let asked: Promise<Marketplace[]> | undefined;

/** The service's marketplaces, asked for once. */
export function presets(): Promise<Marketplace[]> {
  asked ??= askJson<PresetList>('/v1/presets').then(({ data }) => data as unknown as Marketplace[]);
  asked.catch(() => {
    asked = undefined;
  });
  return asked;
}

/** As {@link presets}; empty until they are there. */
export function usePresets(): readonly Marketplace[] {
  const [found, setFound] = useState<readonly Marketplace[]>([]);
  useEffect(() => {
    presets().then(setFound, () => {});
  }, []);
  return found;
}
