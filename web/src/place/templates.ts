import type { Fit } from '../../../src/compose/place/fit.js';
import type { Point } from '../../../src/compose/place/point.js';
import type { Quad } from '../../../src/compose/place/quad.js';
import type { TemplateName } from '../../../src/recipe/place/template.js';
import mugPhoto from '../../../templates/mug/photo.jpg';
import mug from '../../../templates/mug/template.json';
import tshirtPhoto from '../../../templates/tshirt/photo.jpg';
import tshirt from '../../../templates/tshirt/template.json';

interface TemplateData {
  title: string;
  width: number;
  height: number;
  mesh: { columns: number; rows: number; points: number[][] };
  aspect?: number;
  fit?: string;
  shade?: number;
  displace?: number;
  gloss?: number;
}

/** A template that ships, as far as the page shows it. */
export interface ShownTemplate {
  name: TemplateName;
  title: string;
  /** Address of its photo. */
  photo: string;
  width: number;
  height: number;
  /** The outer corners of its place. */
  quad: Quad;
  aspect: number | undefined;
  fit: Fit;
  shade: number;
  displace: number;
  gloss: number;
}

function shown(name: TemplateName, photo: string, data: TemplateData): ShownTemplate {
  const { mesh, fit = 'contain', shade = 1, displace = 0.5, gloss = 0.1 } = data;
  const { columns, rows, points } = mesh;
  const at = (row: number, column: number) => points[row * columns + column] as unknown as Point;
  const quad: Quad = [at(0, 0), at(0, columns - 1), at(rows - 1, columns - 1), at(rows - 1, 0)];
  const { title, width, height, aspect } = data;
  return { name, photo, title, width, height, quad, aspect, fit: fit as Fit, shade, displace, gloss };
}

/** Those that ship with the service. */
export const SHOWN_TEMPLATES: readonly ShownTemplate[] = [
  shown('tshirt', tshirtPhoto, tshirt),
  shown('mug', mugPhoto, mug),
];
