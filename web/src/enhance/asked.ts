import type { Treatment } from '../api/types.js';
import { external, useExternal } from '../app/external.js';

/** What a person set; what is `auto` or off is not sent. */
export interface AskedFor {
  scale: 'auto' | 2 | 4;
  restore: number | 'auto';
  sharpen: number | 'auto';
  detail: number;
  format: 'keep' | 'jpeg' | 'png' | 'webp' | 'avif';
  markets: readonly string[];
  cutout: boolean;
  background: string;
  shadow: boolean;
}

const PLACE = 'heroshot-asked';
const FIRST: AskedFor = {
  scale: 'auto',
  restore: 'auto',
  sharpen: 'auto',
  detail: 0,
  format: 'keep',
  markets: [],
  cutout: false,
  background: 'white',
  shadow: false,
};

function remembered(): AskedFor {
  try {
    return { ...FIRST, ...(JSON.parse(sessionStorage.getItem(PLACE) ?? '{}') as Partial<AskedFor>) };
  } catch {
    return FIRST;
  }
}

export const asked = external<AskedFor>(remembered());
asked.listen(() => sessionStorage.setItem(PLACE, JSON.stringify(asked.get())));
export const useAsked = (): AskedFor => useExternal(asked);
export const say = (fields: Partial<AskedFor>): void => asked.set((before) => ({ ...before, ...fields }));

/** In the service's words. */
export function treatmentOf(said: AskedFor): Treatment {
  const { scale, restore, sharpen, detail, format, markets, cutout, background, shadow } = said;
  return {
    ...(scale === 'auto' ? {} : { scale }),
    ...(restore === 'auto' ? {} : { restore }),
    ...(sharpen === 'auto' ? {} : { sharpen }),
    ...(detail > 0 ? { detail } : {}),
    ...(format === 'keep' ? {} : { format }),
    ...(markets.length > 0 ? { for: [...markets] as NonNullable<Treatment['for']> } : {}),
    ...(cutout ? { cutout, background, ...(shadow ? { shadow } : {}) } : {}),
  };
}
