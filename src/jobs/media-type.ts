import { VIDEO_FORMATS, type VideoFormatName } from '../compose/clip/video-formats.js';
import { FORMATS, type OutputFormat } from '../engine/encode/formats.js';

/** What a job's file can be: a picture, or a clip. */
export type FileFormat = OutputFormat | VideoFormatName;

/** Media types and extensions of everything that jobs make. */
const KINDS: Readonly<Record<FileFormat, { mime: string; extension: string }>> = {
  ...FORMATS,
  ...VIDEO_FORMATS,
};

export const FILE_FORMATS = Object.keys(KINDS) as FileFormat[];

/** @returns such as `image/jpeg` or `video/mp4` */
export const mediaType = (format: FileFormat): string => KINDS[format].mime;
