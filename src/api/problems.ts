import { ERRORS, type ErrorCode } from '../engine/errors.js';

/** A problem of the API itself: its HTTP status, its title, and what to do about it. */
export interface ProblemRow {
  status: number;
  title: string;
  hint: string;
}

/**
 * What can be wrong with a request, a row each; the code is stable and may be relied on. What can be wrong with a picture
 * stands in the engine's table ({@link ERRORS}) and gets its status from {@link STATUS_OF_ERROR}.
 */
export const PROBLEMS = {
  validation: {
    status: 400,
    title: 'The request is not as it should be',
    hint: 'See `errors`: each names the place by a JSON pointer and says what can stand there. Unknown fields are refused so that a typing error is not silently ignored.',
  },
  bad_json: {
    status: 400,
    title: 'The body is not JSON',
    hint: 'Send one JSON object in UTF-8; names such as `__proto__` are not taken.',
  },
  bad_request: {
    status: 400,
    title: 'The request cannot be read',
    hint: 'Check the address and the headers against the documentation.',
  },
  bad_multipart: {
    status: 400,
    title: 'The form cannot be read',
    hint: 'Send multipart/form-data with one file in the field `file`, and every option once.',
  },
  incomplete_upload: {
    status: 400,
    title: 'The upload broke off',
    hint: 'Send it again, with the same Idempotency-Key.',
  },
  unauthorized: {
    status: 401,
    title: 'A key is needed',
    hint: 'Send `Authorization: Bearer hs_…`. `heroshot keys create` makes a key.',
  },
  forbidden: {
    status: 403,
    title: 'The key may not do this',
    hint: 'Use a key with the scope that `detail` names.',
  },
  wrong_site: {
    status: 403,
    title: 'Not from this page, or not under this name',
    hint: 'Without keys the service takes nothing from pages of other sites, and answers under this machine’s own names (localhost) and the host of `--public-url` alone. Use a key, or one of those names.',
  },
  not_found: {
    status: 404,
    title: 'Nothing is there',
    hint: 'Check the address. Jobs of other keys, and jobs whose time of storage is over, are not found either.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Not with this method',
    hint: 'The header `Allow` lists the methods.',
  },
  not_acceptable: {
    status: 406,
    title: 'The form is not as its headers say',
    hint: 'Send multipart/form-data with a boundary, and JSON where a part says that it is JSON.',
  },
  request_timeout: {
    status: 408,
    title: 'The request came too slowly',
    hint: 'Send it again over a better connection. An upload may take as long as it wants while bytes keep coming.',
  },
  idempotency_in_progress: {
    status: 409,
    title: 'The same request is under way',
    hint: 'Wait as long as `Retry-After` says, then send it again with the same key.',
  },
  not_finished: {
    status: 409,
    title: 'The job has not ended yet',
    hint: 'Wait as long as `Retry-After` says, then ask again.',
  },
  already_over: {
    status: 409,
    title: 'It is over',
    hint: 'What has succeeded, failed or been cancelled stays so.',
  },
  gone: {
    status: 410,
    title: 'The file has been removed',
    hint: 'Files are kept for a limited time. Submit the picture again.',
  },
  too_large: {
    status: 413,
    title: 'The request is too large',
    hint: 'Send less at once; `detail` names the limit.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The content type is not taken here',
    hint: 'Send application/json, or multipart/form-data where a file is taken.',
  },
  range_not_satisfiable: {
    status: 416,
    title: 'The file has no such bytes',
    hint: 'Ask for a range within the length that `Content-Range` names.',
  },
  bucket_refused: {
    status: 422,
    title: 'The bucket is not one of those that are taken',
    hint: 'Name the bucket in the service’s settings, or send the picture itself or its address.',
  },
  idempotency_mismatch: {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    hint: 'Use a new key for a new request.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    hint: 'Wait as long as `Retry-After` says. The headers `RateLimit` and `RateLimit-Policy` tell what is left.',
  },
  too_many_tries: {
    status: 429,
    title: 'Too many requests with a wrong key',
    hint: 'Check the key, and wait as long as `Retry-After` says.',
  },
  queue_full: {
    status: 503,
    title: 'Too many jobs wait',
    hint: 'Wait as long as `Retry-After` says, then send it again with the same Idempotency-Key.',
  },
  too_many_streams: {
    status: 503,
    title: 'Too many event streams are open',
    hint: 'Close one, or ask for the batch itself every few seconds.',
  },
  storage_full: {
    status: 507,
    title: 'The storage is full',
    hint: 'Remove old jobs or enlarge the quota; then send it again.',
  },
} as const satisfies Record<string, ProblemRow>;

/** A stable code of the API's own problems; see {@link PROBLEMS}. */
export type ProblemCode = keyof typeof PROBLEMS;

/**
 * The HTTP status of what is wrong with a picture or an option, where a request is answered with it. What goes wrong
 * later, in a worker, stands in the job's `error` with the same code.
 */
export const STATUS_OF_ERROR: Readonly<Record<string, number>> = {
  empty_file: 422,
  not_an_image: 415,
  svg_refused: 415,
  corrupt_image: 422,
  image_too_large: 413,
  output_too_large: 422,
  file_not_found: 404,
  unreadable: 500,
  not_writable: 503,
  disk_full: 507,
  unknown_recipe: 422,
  would_enlarge: 422,
  no_subject: 422,
  matte_model_unusable: 500,
  bad_option: 422,
  bad_quad: 422,
  bad_mesh: 422,
  outside_photo: 422,
  bad_mask: 422,
  nothing_placed: 422,
  unknown_template: 422,
  bad_template: 422,
  ffmpeg_missing: 500,
  ffmpeg_failed: 500,
  hand_off_failed: 502,
  hand_off_timeout: 504,
  unknown_marketplace: 422,
  model_missing: 500,
  model_mismatch: 500,
  catalog_in_use: 409,
  catalog_exists: 409,
  bad_manifest: 500,
  gave_up: 500,
  url_refused: 422,
  fetch_failed: 502,
  fetch_timeout: 504,
  too_many_bytes: 413,
  not_a_picture_url: 422,
  path_refused: 422,
  ambiguous_file: 422,
  unknown_source: 415,
  zip_refused: 422,
  zip_encrypted: 422,
  zip_corrupt: 422,
  bad_table: 422,
  missing_columns: 422,
  empty_cell: 422,
  bad_items: 422,
  no_pictures: 422,
  too_many_items: 413,
  bucket_refused: 422,
  data_in_use: 409,
  blobs_unreachable: 503,
  foreign_blobs: 503,
  store_unreachable: 503,
  queue_unreachable: 503,
  webhook_url_refused: 422,
  too_many_endpoints: 409,
  endpoint_disabled: 409,
  cancelled: 409,
  internal: 500,
};

/** Every code with what a person reads of it. */
export function problemRow(code: ProblemCode | ErrorCode): ProblemRow {
  if (Object.hasOwn(PROBLEMS, code)) return PROBLEMS[code as ProblemCode];
  const hint = ERRORS[code as ErrorCode];
  return { status: STATUS_OF_ERROR[code] ?? 500, title: sentence(hint), hint };
}

/** The first sentence, as a title. */
const sentence = (text: string) => (/^[^.]*/.exec(text)?.[0] ?? text).trim();
