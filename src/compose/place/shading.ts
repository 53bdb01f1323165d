import { DARK, foldShare, type Light } from './light.js';

/** How a design takes the light of the place where it lies. */
export interface Shading {
  /** Power to which the cloth's shade is raised. */
  power: number;
  /** Linear light of a design's white and black in unshaded places. */
  white: number;
  black: number;
  /** The cloth's luminance that counts as unshaded. */
  reference: number;
  /** How much light a highlight may add, 0..1. */
  gloss: number;
}

/** A print's white beside the photograph's white and beside the cloth's own. */
const BESIDE_WHITE = 0.86;
const BESIDE_CLOTH = 1.04;

/** A print's white leaves room for highlights above it. */
const WHITEST = 0.94;

/** A print's black is never blacker than the photograph's, up to this. */
const BLACKEST = 0.02;

/**
 * Shading of a strength: at 0 a design keeps its own colours; at 1 it takes the exposure (its white is the photograph's), the black point and
 * the shade of the place, the shade's contrast held to what folds make.
 */
export function shadingOf(light: Light, strength: number, gloss: number): Shading {
  const { reference, white, black } = light;
  const bright = Math.min(WHITEST, Math.max(BESIDE_WHITE * white, BESIDE_CLOTH * reference, 0.2));
  return {
    power: strength * foldShare(light),
    white: bright ** strength,
    black: Math.min(BLACKEST, black) * strength,
    reference,
    gloss: gloss * strength,
  };
}

/**
 * Lay shade and highlights of a place on a colour, in linear light: what is darker than unshaded multiplies, what is brighter also
 * screens, as a gloss lies over every colour alike.
 * Both rise strictly with the luminance below, so no two places change their order.
 *
 * @param luminance of the photograph at the place, linear, 0..1
 * @returns factor and share of light: a colour becomes `1 − (1 − black − colour·multiply)·(1 − screen)`
 */
export function shadeAt(
  { power, reference, white, black, gloss }: Shading,
  luminance: number,
  out: { multiply: number; screen: number },
): void {
  const shade = ((luminance + DARK) / (reference + DARK)) ** power;
  // Above unshaded the line goes on and bends towards full light, which it never reaches.
  const bent = 1 - (1 - white) * shade ** (-white / Math.max(1e-6, 1 - white));
  out.multiply = (shade <= 1 || white === 1 ? white * Math.min(1, shade) : bent) * (1 - black);
  out.screen = shade > 1 ? gloss * (1 - 1 / shade) : 0;
}
