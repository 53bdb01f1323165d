import { client } from '../api/client.js';
import { noteClick } from '../developers/clicked.js';
import { JobRun } from '../jobs/job-run.js';
import { type ClipAsked, clipOf } from './asked.js';

/** The clip that is made, or was made last. */
export const filming = new JobRun();

/** Hand a clip in. */
export function makeClip(said: ClipAsked): void {
  const request = clipOf(said);
  noteClick({ what: 'clip', request });
  void filming.start(({ once, signal }) => client().clip(request, { idempotencyKey: once, signal }));
}
