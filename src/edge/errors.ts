import { asHeroshotError, type ErrorCode } from '../engine/errors.js';

/** A row: the HTTP status, and a sentence that says what to do. */
interface Row {
  status: number;
  hint: string;
}

/** Every error that a URL, a source or a machine can cause at the edge. Codes are stable. */
export const EDGE_ERRORS = {
  bad_url: { status: 400, hint: 'An address is /signature/options/source; see the grammar.' },
  unknown_option: { status: 400, hint: 'Leave the option out, or spell it as the grammar does.' },
  bad_argument: { status: 400, hint: 'Give the option a value within its range.' },
  conflicting_options: { status: 400, hint: 'Leave one of the options out.' },
  unknown_preset: { status: 400, hint: 'Name a preset of the server’s configuration.' },
  unsupported_format: {
    status: 400,
    hint: 'Ask for jpg, png, webp or avif, or leave the format to the server.',
  },
  result_too_large: { status: 400, hint: 'Ask for a smaller picture.' },
  bad_signature: {
    status: 403,
    hint: 'Sign the path with the server’s key and salt: `heroshot sign` does.',
  },
  source_refused: {
    status: 403,
    hint: 'Only the server’s own folder, buckets and allowed hosts are sources.',
  },
  source_not_found: { status: 404, hint: 'Check the spelling of the source.' },
  method_not_allowed: { status: 405, hint: 'Pictures answer to GET and HEAD.' },
  url_expired: { status: 410, hint: 'Sign the address anew with a later time in `exp`.' },
  source_too_large: { status: 413, hint: 'Reduce the picture at its source first.' },
  source_unusable: {
    status: 422,
    hint: 'The source is damaged, empty or no picture that heroshot reads. Replace it.',
  },
  nothing_to_cut_out: { status: 422, hint: 'No product was found in the picture; leave out `cutout`.' },
  internal: { status: 500, hint: 'This is a fault in heroshot. Please report it with the address.' },
  source_failed: {
    status: 502,
    hint: 'The source’s server could not be reached or failed. Try again later.',
  },
  busy: { status: 503, hint: 'The server has more to do than it can. Try again in a few seconds.' },
  source_timeout: { status: 504, hint: 'The source’s server took too long. Try again later.' },
} as const satisfies Record<string, Row>;

/** A stable, documented error code of the edge; see {@link EDGE_ERRORS}. */
export type EdgeErrorCode = keyof typeof EDGE_ERRORS;

/** What went wrong with one request; `message` says it, `cause` holds the original error. */
export class EdgeError extends Error {
  override readonly name = 'EdgeError';
  readonly status: number;
  readonly hint: string;

  constructor(
    readonly code: EdgeErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    ({ status: this.status, hint: this.hint } = EDGE_ERRORS[code]);
  }
}

/** What the layers below say, in the edge's words; what is not here is a fault of ours. */
const BELOW: Partial<Record<ErrorCode, EdgeErrorCode>> = {
  empty_file: 'source_unusable',
  not_an_image: 'source_unusable',
  svg_refused: 'source_unusable',
  corrupt_image: 'source_unusable',
  not_a_picture_url: 'source_unusable',
  image_too_large: 'source_too_large',
  too_many_bytes: 'source_too_large',
  output_too_large: 'result_too_large',
  file_not_found: 'source_not_found',
  unreadable: 'source_not_found',
  path_refused: 'source_refused',
  url_refused: 'source_refused',
  fetch_failed: 'source_failed',
  blobs_unreachable: 'source_failed',
  fetch_timeout: 'source_timeout',
  no_subject: 'nothing_to_cut_out',
  unknown_marketplace: 'bad_argument',
  cancelled: 'busy',
};

/** Any error as an {@link EdgeError}: `internal` for what is nobody's fault but ours. */
export function asEdgeError(error: unknown): EdgeError {
  if (error instanceof EdgeError) return error;
  const known = asHeroshotError(error);
  const code = BELOW[known.code];
  // What a fault says of itself may name paths of this machine.
  if (!code) return new EdgeError('internal', 'the picture could not be made', { cause: error });
  return new EdgeError(code, known.message, { cause: error });
}
