import { fileURLToPath } from 'node:url';
import type { Tasks } from './answer.js';

/** A module whose default export answers tasks on pool threads; `T` is what it answers. */
export interface TaskModule<T extends Tasks> {
  /** Path of the built module. */
  readonly file: string;
  /** Only a type: never set. */
  readonly tasks?: T;
}

/**
 * The module at `path`, seen from the module with the URL `here`. Tests run from the sources; threads always run what was
 * built.
 */
export function taskModule<T extends Tasks>(here: string, path: string): TaskModule<T> {
  const built = here.endsWith('.ts') ? here.replace(/\/src\/(?!.*\/src\/)/, '/dist/') : here;
  return { file: fileURLToPath(new URL(path, built)) };
}
