import { asHeroshotError } from '../errors.js';
import { collectNowAndThen } from './collect.js';

/** What the threads of a pool can be asked to do: functions of one plain argument, by name. */
// biome-ignore lint/suspicious/noExplicitAny: each function takes an argument of its own
export type Tasks = Record<string, (task: any) => unknown>;

/** A task as it crosses the thread boundary. */
export interface Envelope {
  kind: string;
  task: unknown;
}

/** A result as it crosses back: errors are plain data, because structured cloning drops their codes. */
export type Reply =
  | { value: unknown }
  | { error: { code: string; message: string; stack?: string | undefined } };

/** The entry point of a thread that does `tasks`; a module of threads exports it as its default. */
export function answering(tasks: Tasks): (envelope: Envelope) => Promise<Reply> {
  return async ({ kind, task }) => {
    try {
      return { value: await tasks[kind](task) };
    } catch (error) {
      const { code, message } = asHeroshotError(error);
      return { error: { code, message, stack: (error as Error).stack } };
    } finally {
      collectNowAndThen();
    }
  };
}
