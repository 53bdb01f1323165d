/**
 * Every error that a user, a file or a machine can cause, in one table.
 * `hint` is a sentence that says what to do; the code is stable and may be relied on by scripts.
 */
export const ERRORS = {
  empty_file: 'The file has no bytes. Copy it again from its source.',
  not_an_image: 'The file is not a picture that heroshot reads (JPEG, PNG, WebP, AVIF, TIFF, GIF).',
  svg_refused: 'SVG is a drawing, not a photograph, and may run code. Export it as PNG first.',
  corrupt_image: 'The picture is damaged or cut off. Ask for the file again.',
  image_too_large: 'The picture has more pixels than the limit. Reduce it first.',
  output_too_large:
    'The result would have more pixels than the limit. Choose --scale 2 or a smaller picture.',
  file_not_found: 'No file is there. Check the spelling of the path.',
  unreadable: 'The path cannot be read. Check its permissions.',
  not_writable: 'The output folder cannot be written. Check its permissions or choose another with --out.',
  disk_full: 'There is no space left for the result. Free some space and run the same command again.',
  unknown_recipe: 'See heroshot recipe --help for the recipes.',
  would_enlarge:
    'A file would need more pixels than its master has. Enhance to a larger master, or ask for a smaller canvas.',
  no_subject: 'No product was found in the picture. Choose another picture, or leave out --cutout.',
  matte_model_unusable:
    'Give an ONNX file in the layout of U²-Net, IS-Net or BiRefNet, or leave out --matte-model.',
  bad_option: 'An option has a value that it cannot take. See --help.',
  bad_quad:
    'Give the four corners where the design’s top left, top right, bottom right and bottom left go: x1,y1,x2,y2,x3,y3,x4,y4.',
  bad_mesh:
    'A mesh is JSON: {"columns": 3, "rows": 3, "points": [[x, y], …]}, row by row from the design’s top left. See docs/place.md.',
  outside_photo: 'Choose a place inside the photo; points are its pixels, from its top left corner.',
  bad_mask: 'A mask is as large as the photo, and white (or opaque) where the photo stays in front.',
  nothing_placed: 'Nothing of the design shows: check its transparency, its place and the mask.',
  unknown_template:
    'Name one of the templates that `heroshot place --help` lists, or give a photo, a template.json or its folder.',
  bad_template: 'See docs/place.md for what a template.json says.',
  unknown_marketplace: 'No preset has this name. `heroshot presets` lists them.',
  model_missing: 'The weights are not where they should be. Install heroshot again.',
  model_mismatch: 'The weight file is not the one that the registry names. Install heroshot again.',
  catalog_in_use: 'Another run is at work in this output folder. Wait for it, or choose another --out.',
  catalog_exists: 'Add --resume to go on with that run, or choose another --out.',
  bad_manifest: 'The manifest cannot be read. Choose another --out, or remove the file to begin anew.',
  gave_up: 'This picture seems to end the program. Please report it; begin a new --out to try it once more.',
  url_refused:
    'Only http and https addresses of the public internet are fetched, without a password in them. For an intranet, allow private addresses.',
  fetch_failed:
    'The picture could not be fetched. Open the address in a browser, then run again with --resume.',
  fetch_timeout:
    'The server took too long. Run again with --resume, or download the picture and give its file.',
  too_many_bytes: 'The file has more bytes than the limit. Reduce the picture, or split the list.',
  not_a_picture_url: 'The address leads to a page, not to a picture. Copy the address of the picture itself.',
  path_refused:
    'A list may name only files beside it or in the folder of --pictures. Move the picture there, or name its folder with --pictures.',
  ambiguous_file: 'Several files have this name. Write more of the path, or rename one of them.',
  unknown_source:
    'Give a folder, a ZIP of pictures, a CSV with a header, or a text file with one address or path a line.',
  zip_refused: 'The entry is not unpacked. Make the ZIP again with plain names and ordinary compression.',
  zip_encrypted: 'The ZIP is protected by a password. Make it again without one.',
  zip_corrupt: 'The ZIP is damaged or cut off. Copy or make it again.',
  bad_table: 'The table cannot be read. Save it again as CSV (UTF-8).',
  missing_columns: 'Name the columns: --columns "sku=Handle,image=Image Src".',
  empty_cell: 'The row has no picture. Fill in the cell, or leave the row out.',
  data_in_use: 'Another service is at work in this data folder. Stop it, or choose another --data.',
  bad_items:
    'The list is JSON: [{"source_url": "https://…", "name": "bag.jpg", "metadata": {"sku": "BAG-1"}}]; name and metadata may be left out.',
  no_pictures: 'The list names no picture. Check that it is the right file.',
  too_many_items: 'The list has more pictures than a batch takes. Split it.',
  bucket_refused:
    'Pictures are read only from buckets that the service was set up for. Upload the picture, or give its address.',
  store_unreachable: 'The database cannot be used now. Check that it runs and that its address is right.',
  blobs_unreachable: 'The blob store cannot be reached now. Check its address, bucket and credentials.',
  foreign_blobs:
    'Give each service its own folder or bucket prefix. If the other database is gone for good, remove the file service/id.',
  queue_unreachable: 'The queue cannot be reached now. Check that Redis runs and that its address is right.',
  webhook_url_refused:
    'A webhook endpoint needs an https address of the public internet, without user name, password or fragment.',
  too_many_endpoints: 'Remove webhook endpoints that are not needed any more.',
  endpoint_disabled:
    'Enable the webhook endpoint first; its `disabled_reason` says why nothing is sent to it.',
  ffmpeg_missing:
    'Clips are written by ffmpeg with x264 or VP9. Install it (Debian, Ubuntu: apt-get install ffmpeg; macOS: brew install ffmpeg), or name it in HEROSHOT_FFMPEG.',
  ffmpeg_failed: 'Run again, and see that ffmpeg has memory and disk; nothing half-written stays.',
  hand_off_failed:
    'Another tool did not answer a picture. Its answer is 200 with the bytes of a picture, or 204 to change nothing; see docs/hand-off.md.',
  hand_off_timeout:
    'The other tool took too long. Give it more seconds with --hand-off-timeout, or see what holds it up.',
  cancelled: 'The work was stopped before it was done.',
  internal: 'This is a fault in heroshot. Please report it with the picture that caused it.',
} as const;

/** A stable, documented error code; see {@link ERRORS}. */
export type ErrorCode = keyof typeof ERRORS;

/**
 * The one error class of heroshot.
 *
 * `message` says what happened to which thing, `hint` what to do about it, `cause` holds the original error.
 *
 * @example
 * try { await enhance('photo.jpg'); }
 * catch (error) { if (error instanceof HeroshotError) console.error(error.code, error.hint); }
 */
export class HeroshotError extends Error {
  override readonly name = 'HeroshotError';
  readonly hint: string;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.hint = ERRORS[code];
  }

  /** The form that crosses a thread, a report or a JSON line. */
  toJSON(): { code: ErrorCode; message: string; hint: string } {
    return { code: this.code, message: this.message, hint: this.hint };
  }
}

const DISK_FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR']);

/** A failed write as a {@link HeroshotError}: `disk_full`, `not_writable`, or `internal` for what is neither. */
export function writeError(error: unknown, path: string): HeroshotError {
  if (error instanceof HeroshotError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (DISK_FULL.has(code))
    return new HeroshotError('disk_full', `no space left to write ${path}`, { cause: error });
  if (NOT_WRITABLE.has(code) || code === 'ENOENT')
    return new HeroshotError('not_writable', `cannot write ${path} (${code})`, { cause: error });
  return new HeroshotError('internal', `writing ${path} failed: ${(error as Error).message}`, {
    cause: error,
  });
}

/** A failed read as a {@link HeroshotError}: `file_not_found` or `unreadable`. */
export function readError(error: unknown, path: string): HeroshotError {
  if (error instanceof HeroshotError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return code === 'ENOENT'
    ? new HeroshotError('file_not_found', `${path} does not exist`, { cause: error })
    : new HeroshotError('unreadable', `cannot read ${path} (${code})`, { cause: error });
}

/** An error that came over a thread boundary (plain `code` and `message`) or from anywhere, as a {@link HeroshotError}. */
export function asHeroshotError(error: unknown): HeroshotError {
  if (error instanceof HeroshotError) return error;
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (code && Object.hasOwn(ERRORS, code))
    return new HeroshotError(code as ErrorCode, message ?? code, { cause: error });
  if ((error as Error)?.name === 'AbortError')
    return new HeroshotError('cancelled', 'the work was cancelled', { cause: error });
  return new HeroshotError('internal', message ?? String(error), { cause: error });
}
