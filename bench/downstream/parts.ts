import { clipPart } from './clip.js';
import { placePart } from './place.js';

/** What every part is told. */
export interface PartOptions {
  /** A folder of pictures beside those of the project. */
  data: string | undefined;
  count: number;
}

/** A part of the bench: measures, and tells it as Markdown. */
export interface Part {
  about: string;
  run(options: PartOptions): Promise<string>;
}

/** The parts by name, a row each. */
export const PARTS: Record<string, Part> = {
  place: placePart,
  clip: clipPart,
};
