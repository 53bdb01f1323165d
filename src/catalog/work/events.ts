import type { RecipeResult } from '../../recipe/run-recipe.js';
import type { PictureRow } from '../manifest/row.js';

/** How a picture came to its end in this run. */
export type Ending =
  /** The recipe was done. */
  | 'made'
  /** It got the files of another picture with the same bytes. */
  | 'copied'
  /** An earlier run had done it, and neither picture nor recipe have changed. */
  | 'kept'
  | 'failed';

/** A picture that is through, as the manifest has it now. */
export interface Through {
  ending: Ending;
  row: PictureRow;
  /** The picture's bytes and everything made of it, where it was made now. */
  bytes?: Uint8Array;
  result?: RecipeResult;
}

/** What a run tells while it goes on. */
export interface CatalogHooks {
  signal?: AbortSignal;
  /** The pictures are in the manifest. */
  onReady?: (ready: { pictures: number; doneOtherwise: number; resumed: boolean }) => void | Promise<void>;
  onThrough?: (through: Through) => void | Promise<void>;
  /** Sum of the pictures' shares, 0..pictures. */
  onProgress?: (done: number) => void;
  onPause?: (message: string) => void;
  onGoOn?: () => void;
}
