import { ERRORS, type ErrorCode } from '../../engine/errors.js';
import type { JobError } from '../job.js';

/** Faults of this machine: what they say may name its paths and hosts, which are nobody else's business. */
const OURS: ReadonlySet<string> = new Set([
  'unreadable',
  'not_writable',
  'disk_full',
  'matte_model_unusable',
  'model_missing',
  'model_mismatch',
  'ffmpeg_missing',
  'ffmpeg_failed',
  'bad_manifest',
  'store_unreachable',
  'queue_unreachable',
  'blobs_unreachable',
  'foreign_blobs',
  'internal',
]);

/** Why something failed, as its submitter is told. */
export function publicError({ code, message }: JobError): JobError & { hint: string } {
  const known = Object.hasOwn(ERRORS, code);
  const hint = ERRORS[known ? (code as ErrorCode) : 'internal'];
  const ours = !known || OURS.has(code);
  return { code, message: ours ? 'something went wrong on the server' : message, hint };
}
