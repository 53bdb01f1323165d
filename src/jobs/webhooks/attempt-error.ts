import { HeroshotError } from '../../engine/errors.js';

/** Why there was no answer. The log holds the code alone: what an error says may tell of this network. */
export const ATTEMPT_ERRORS = {
  url_refused: 'The address, or what its name resolves to, is not reached.',
  name_not_found: 'The name has no address.',
  connection_refused: 'Nobody listens there.',
  connection_failed: 'The connection was not made or broke off.',
  tls_failed: 'The certificate does not hold, or no TLS came about.',
  connect_timeout: 'No connection within 5 seconds.',
  timeout: 'No answer within 15 seconds.',
  bad_answer: 'The answer is not HTTP.',
} as const;
export type AttemptError = keyof typeof ATTEMPT_ERRORS;

const BY_CODE: Record<string, AttemptError> = {
  ENOTFOUND: 'name_not_found',
  EAI_AGAIN: 'name_not_found',
  ENODATA: 'name_not_found',
  ECONNREFUSED: 'connection_refused',
  EPROTO: 'tls_failed',
  CERT_HAS_EXPIRED: 'tls_failed',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls_failed',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls_failed',
};

/** An error of a connection as a code of {@link ATTEMPT_ERRORS}. */
export function attemptError(error: unknown): AttemptError {
  if (error instanceof AggregateError) return attemptError(error.errors[0]);
  if (error instanceof HeroshotError) {
    if (error.code === 'fetch_timeout') return error.cause === 'connect' ? 'connect_timeout' : 'timeout';
    return error.code === 'url_refused' || error.code === 'webhook_url_refused'
      ? 'url_refused'
      : 'connection_failed';
  }
  const code = String((error as NodeJS.ErrnoException)?.code ?? '');
  if (Object.hasOwn(BY_CODE, code)) return BY_CODE[code];
  if (/^(ERR_TLS|ERR_SSL|UNABLE_TO_|CERT_)/.test(code)) return 'tls_failed';
  return code.startsWith('HPE_') ? 'bad_answer' : 'connection_failed';
}
