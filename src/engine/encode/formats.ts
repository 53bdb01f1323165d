import type { SourceFormat } from '../decode/sniff.js';

/** Formats of results. */
export type OutputFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff';

/** What a result format can hold, a row each. */
export interface FormatRow {
  extension: string;
  mime: string;
  /** Extensions that a name may keep for this format. */
  extensions: readonly string[];
  alpha: boolean;
  deep: boolean;
  /** Quality when none is asked for; absent for lossless formats. */
  quality?: number;
}

/** Result formats and what they hold. */
export const FORMATS: Record<OutputFormat, FormatRow> = {
  jpeg: {
    extension: 'jpg',
    mime: 'image/jpeg',
    extensions: ['jpg', 'jpeg', 'jpe'],
    alpha: false,
    deep: false,
    quality: 92,
  },
  png: { extension: 'png', mime: 'image/png', extensions: ['png'], alpha: true, deep: true },
  webp: {
    extension: 'webp',
    mime: 'image/webp',
    extensions: ['webp'],
    alpha: true,
    deep: false,
    quality: 90,
  },
  avif: {
    extension: 'avif',
    mime: 'image/avif',
    extensions: ['avif'],
    alpha: true,
    deep: false,
    quality: 70,
  },
  tiff: { extension: 'tif', mime: 'image/tiff', extensions: ['tif', 'tiff'], alpha: true, deep: true },
};

/** The result format for a source: its own, and PNG for GIF, whose 256 colours would spoil the result. */
export function keptFormat(source: SourceFormat): OutputFormat {
  return source === 'gif' ? 'png' : source;
}
