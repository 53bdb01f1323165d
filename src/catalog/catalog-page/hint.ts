import { ERRORS, type ErrorCode } from '../../engine/errors.js';

/** What to do about an error. Nothing for a code that this version does not know. */
export function hintOf(code: string | null): string {
  return Object.hasOwn(ERRORS, code ?? 'internal') ? ERRORS[(code ?? 'internal') as ErrorCode] : '';
}
