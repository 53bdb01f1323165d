import { type ErrorCode, HeroshotError } from '../engine/errors.js';
import { PROBLEMS, type ProblemCode, problemRow } from './problems.js';

/** A place in the request that is wrong. */
export interface FieldError {
  /** JSON pointer (RFC 6901) into the body, or into the query or path. */
  pointer: string;
  detail: string;
}

/** A request that can't be answered as it was meant: thrown anywhere in a route, sent as problem+json (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;

  /**
   * @param detail what is wrong with this very request; nothing internal
   * @param more fields that are wrong, and headers of the answer such as `Retry-After`
   */
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly more: { errors?: FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.status = PROBLEMS[code].status;
  }
}

/** A problem as it is sent. */
export interface ProblemBody {
  type: string;
  code: string;
  title: string;
  status: number;
  detail: string;
  hint: string;
  /** The request's id: what to name in a question about it. */
  instance: string;
  errors?: FieldError[];
}

/** What is sent: a body and the headers that belong to it. */
export interface ProblemAnswer {
  body: ProblemBody;
  headers: Record<string, string>;
}

/** Where the codes are explained: `docs/problems.md`. */
export const PROBLEM_PAGE = '/problems';

/** What is sent for a code. */
export function answerFor(
  code: ProblemCode | ErrorCode,
  detail: string,
  instance: string,
  { errors, headers = {} }: Problem['more'] = {},
): ProblemAnswer {
  const { status, title, hint } = problemRow(code);
  const type = `${PROBLEM_PAGE}#${code}`;
  return {
    body: { type, code, title, status, detail, hint, instance, ...(errors ? { errors } : {}) },
    headers,
  };
}

/** Codes of Fastify and its plugins, as ours. */
const OF_FRAMEWORK: Record<string, [ProblemCode, string]> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type', 'this content type is not taken here'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['too_large', 'the body has more bytes than are taken here'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad_request', 'the body is not as long as Content-Length says'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['bad_json', 'the body is not JSON'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['bad_json', 'the body is empty'],
  FST_ERR_BAD_URL: ['bad_request', 'the address holds an escape sequence that is none'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'nothing is there'],
  FST_ERR_ASYNC_CONSTRAINT: ['bad_request', 'the request cannot be routed'],
  FST_PARTS_LIMIT: ['too_large', 'the form has too many parts'],
  FST_FILES_LIMIT: ['bad_multipart', 'the form has more than one file'],
  FST_FIELDS_LIMIT: ['too_large', 'the form has too many fields'],
  FST_PROTO_VIOLATION: ['bad_multipart', 'the form has a field with a name that is not taken'],
  FST_INVALID_MULTIPART_CONTENT_TYPE: ['unsupported_media_type', 'a form is expected'],
  FST_INVALID_JSON_FIELD_ERROR: ['bad_multipart', 'a part says that it is JSON and is not'],
  FST_REQ_FILE_TOO_LARGE: ['too_large', 'the file has more bytes than are taken here'],
  FST_MP_PREMATURE_CLOSE: ['incomplete_upload', 'the connection ended before the form did'],
};

/** What is sent for anything that was thrown; `fault` says that it is ours and belongs into the log. */
export function answerOf(error: unknown, instance: string): ProblemAnswer & { fault: boolean } {
  if (error instanceof Problem)
    return { ...answerFor(error.code, error.detail, instance, error.more), fault: false };
  if (error instanceof HeroshotError) {
    const { status } = problemRow(error.code);
    // What a fault of ours says may name paths and hosts.
    const detail = status >= 500 ? problemRow(error.code).title : error.message;
    const headers: Record<string, string> = status === 503 ? { 'retry-after': '5' } : {};
    return { ...answerFor(error.code, detail, instance, { headers }), fault: status >= 500 };
  }
  const {
    code = '',
    message = '',
    statusCode,
  } = (error ?? {}) as {
    code?: string;
    message?: string;
    statusCode?: number;
  };
  const known = OF_FRAMEWORK[code];
  if (known) return { ...answerFor(known[0], known[1], instance), fault: false };
  // The parser of forms throws plain errors.
  if (/multipart|terminated early|malformed part header/i.test(message))
    return { ...answerFor('bad_multipart', 'the form is damaged or cut off', instance), fault: false };
  if (error instanceof SyntaxError && statusCode === 400)
    return { ...answerFor('bad_json', 'the body is not JSON', instance), fault: false };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return { ...answerFor('bad_request', 'the request cannot be read', instance), fault: false };
  return { ...answerFor('internal', 'something went wrong on the server', instance), fault: true };
}
