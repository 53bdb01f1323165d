import type { Fit } from '../../../src/compose/place/fit.js';
import type { Quad } from '../../../src/compose/place/quad.js';
import type { TemplateName } from '../../../src/recipe/place/template.js';
import type { Treatment } from '../api/types.js';
import { external, useExternal } from '../app/external.js';

/** What a person set for a placement; what is left out is the template's, or the service's. */
export interface PlaceAsked {
  on: TemplateName | 'photo';
  photo?: File;
  /** Four corners, or what the template says and the service finds. */
  where: 'quad' | 'found';
  /** In pixels of the photo. */
  quad?: Quad | undefined;
  fit?: Fit;
  shade?: number | undefined;
  displace?: number | undefined;
  gloss?: number | undefined;
  cutout: boolean;
  enhance: boolean;
}

export const placeAsked = external<PlaceAsked>({
  on: 'tshirt',
  where: 'found',
  cutout: false,
  enhance: true,
});
export const usePlaceAsked = (): PlaceAsked => useExternal(placeAsked);
export const sayPlace = (fields: Partial<PlaceAsked>): void =>
  placeAsked.set((before) => ({ ...before, ...fields }));

/** Take another ground; what was set on the one before does not fit it. */
export function sayGround(on: PlaceAsked['on'], photo?: File): void {
  placeAsked.set(({ cutout, enhance, photo: before }) => {
    const kept = photo ?? before;
    return {
      on,
      where: on === 'photo' ? 'quad' : 'found',
      cutout,
      enhance,
      ...(kept ? { photo: kept } : {}),
    };
  });
}

export const fitOf = ({ fit, where }: PlaceAsked): Fit => fit ?? (where === 'quad' ? 'stretch' : 'contain');

const tenth = (value: number) => Math.round(value * 10) / 10;

/** In the service's words. */
export function placementOf(said: PlaceAsked, quad: Quad | undefined): Treatment {
  const { on, where, fit, shade, displace, gloss, cutout, enhance } = said;
  return {
    ...(cutout ? { cutout } : {}),
    place: {
      ...(on === 'photo' ? {} : { on }),
      ...(where === 'quad' && quad ? { quad: quad.map(([x, y]) => [tenth(x), tenth(y)]) } : {}),
      ...(where === 'found' && on === 'photo' ? { auto: true } : {}),
      ...(fit ? { fit } : {}),
      ...(shade === undefined ? {} : { shade }),
      ...(displace === undefined ? {} : { displace }),
      ...(gloss === undefined ? {} : { gloss }),
      ...(enhance ? {} : { enhance }),
    },
  };
}
