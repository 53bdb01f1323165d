import sharp from 'sharp';
import { asHeroshotError } from '../errors.js';
import { TASKS } from './tasks.js';

// libvips' operation cache would hold on to pixels of pictures that are done.
sharp.cache(false);

/** A task as it crosses the thread boundary. */
export interface Envelope {
  kind: keyof typeof TASKS;
  task: unknown;
}

/** A result as it crosses back: errors are plain data, because structured cloning drops their codes. */
export type Reply =
  | { value: unknown }
  | { error: { code: string; message: string; stack?: string | undefined } };

/** Entry point of a pool thread. */
export default async function handle({ kind, task }: Envelope): Promise<Reply> {
  try {
    return { value: await TASKS[kind](task as never) };
  } catch (error) {
    const { code, message } = asHeroshotError(error);
    return { error: { code, message, stack: (error as Error).stack } };
  }
}
