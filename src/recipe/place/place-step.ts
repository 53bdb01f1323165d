import type { Fit } from '../../compose/place/fit.js';
import type { Mesh } from '../../compose/place/mesh.js';
import type { Quad } from '../../compose/place/quad.js';

/** Lay the master, or the subject that was cut out of it, on another photograph: a model, a mug, a wall. */
export interface PlaceStep {
  step: 'place';
  /** A template's name, the path of a `template.json`, of its folder or of a photo; or a photo's bytes. */
  on: string | Uint8Array;
  /** Where the design's corners lie, in pixels of the photo. Without quad and mesh the template says, or the photo is looked at. */
  quad?: Quad;
  /** A grid of points for folds and curves. */
  mesh?: Mesh;
  /** Find the torso in the photo, also where a template says another place. */
  auto?: boolean;
  fit?: Fit;
  /** Width by height of the area as it lies flat. */
  aspect?: number;
  /** How much of the photo's light the design takes, 0..1; 1 by default. */
  shade?: number;
  /** How far the design follows folds, 0..1; 0.5 by default. */
  displace?: number;
  /** How much the photo's highlights lie over the design, 0 (cloth) to 1 (glass); 0.1 by default. */
  gloss?: number;
  /** A picture (path or bytes) that is white, or opaque, where the photo stays in front. */
  mask?: string | Uint8Array;
  /** Leave a design's transparent margins out of its fit; on by default where the design is fitted, off where it is stretched. */
  trim?: boolean;
  /** Let the size of the place choose the enlargement; on by default. */
  enhance?: boolean;
  /** Also make a picture of which pixels were composed. */
  coverage?: boolean;
}
