import { HeroshotError } from '../engine/errors.js';
import type { Size } from '../engine/raster.js';

/** A size on paper, in inches. A picture is fitted into it, in either orientation. */
export interface PaperSize {
  width: number;
  height: number;
}

/** How a picture comes to a size on paper. */
export interface PrintPlan {
  /** Enlargement by the network; 1 where the picture has pixels enough. */
  scale: 1 | 2 | 4;
  /** Dots per inch that the file is tagged with. */
  dpi: number;
  /** The file's size in pixels. */
  pixels: Size;
  /** Its size on paper, in inches. */
  inches: PaperSize;
  /** What a person should know, in plain sentences. */
  notes: string[];
}

/** What printers ask for, and below what a print looks soft at reading distance. */
export const PRINT_DPI = 300;
const SOFT_DPI = 150;
const CM_PER_INCH = 2.54;
const SCALES = [1, 2, 4] as const;

/**
 * Read a size on paper: `8x10in`, `20x25cm`, `200x250mm`, or one number for the longer side (`30cm`).
 *
 * @throws {HeroshotError} `bad_option`
 */
export function paperSize(text: string): PaperSize {
  const match = /^(\d+(?:\.\d+)?)(?:\s*[x×]\s*(\d+(?:\.\d+)?))?\s*(in|cm|mm|")$/i.exec(text.trim());
  const unit = { in: 1, '"': 1, cm: 1 / CM_PER_INCH, mm: 0.1 / CM_PER_INCH }[match?.[3].toLowerCase() ?? ''];
  const [width, height] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])].map((v) => v * (unit ?? 0));
  if (!(width > 0 && height > 0 && width <= 400 && height <= 400))
    throw new HeroshotError('bad_option', `a print size is written 8x10in, 20x25cm or 30cm, not ${text}`);
  return { width, height };
}

/**
 * The least enlargement that reaches a size on paper at `dpi`, and what the file becomes.
 *
 * @param source upright size of the source in pixels
 * @param paper largest size on paper; absent enlarges 4× and tells how large that prints
 * @param scale an enlargement that a person chose
 */
export function planPrint(
  source: Size,
  paper: PaperSize | undefined,
  dpi: number = PRINT_DPI,
  scale?: 1 | 2 | 4,
): PrintPlan {
  if (!paper) return planned(source, scale ?? 4, dpi, dpi);
  const upright = (a: number, b: number) => (source.width >= source.height ? Math.max(a, b) : Math.min(a, b));
  const sheet = {
    width: upright(paper.width, paper.height),
    height: paper.width + paper.height - upright(paper.width, paper.height),
  };
  // Fitted inside the sheet: the side that fills it decides how many dots an inch there are.
  const dotsPerInch = Math.max(source.width / sheet.width, source.height / sheet.height);
  const needed = scale ?? SCALES.find((s) => dotsPerInch * s >= dpi) ?? 4;
  return planned(source, needed, dpi, dotsPerInch * needed);
}

/** @param reached dots per inch if every pixel were kept; more than `dpi` are reduced to it */
function planned(source: Size, scale: 1 | 2 | 4, dpi: number, reached: number): PrintPlan {
  const shrink = Math.min(1, dpi / reached);
  const pixels = {
    width: Math.round(source.width * scale * shrink),
    height: Math.round(source.height * scale * shrink),
  };
  const tag = Math.round(Math.min(dpi, reached) * 100) / 100;
  const inches = { width: pixels.width / tag, height: pixels.height / tag };
  return { scale, dpi: tag, pixels, inches, notes: [sizeNote(pixels, inches, tag), ...softNote(tag, dpi)] };
}

function sizeNote(pixels: Size, { width, height }: PaperSize, dpi: number): string {
  const cm = (inches: number) => (inches * CM_PER_INCH).toFixed(1);
  return `${pixels.width}×${pixels.height} px print ${width.toFixed(2)} × ${height.toFixed(2)} in (${cm(width)} × ${cm(height)} cm) at ${Math.round(dpi)} dots an inch`;
}

function softNote(reached: number, wanted: number): string[] {
  if (reached < SOFT_DPI)
    return [
      `${Math.round(reached)} dots an inch look soft in the hand; ${SOFT_DPI} are the least for a poster: print it smaller`,
    ];
  return reached < wanted - 0.5
    ? [
        `${Math.round(reached)} dots an inch are fewer than the ${wanted} that were asked for: the source is too small`,
      ]
    : [];
}
