import { hostname } from 'node:os';
import { type Logger, pino } from 'pino';
import { HeroshotError } from '../../engine/errors.js';
import { errorLine } from './error-line.js';
import { type LogRecord, prettyLine } from './pretty.js';
import { isHarmless, redacted } from './redact.js';

export type { Logger } from 'pino';

/** What `HEROSHOT_LOG` may say. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** How a process of the service logs. */
export interface LogOptions {
  /** Of the process: `api`, `worker`. */
  name: string;
  /** `HEROSHOT_LOG` by default, else `info`. */
  level?: string | undefined;
  /** Where lines go; stderr by default. They are short ones for people where it is a terminal, and JSON elsewhere. */
  stream?: { write(text: string): unknown; isTTY?: boolean } | undefined;
}

/**
 * The logger of a process. Every line goes through {@link redacted} as a whole, the last thing before it is written, so that no way
 * of logging gets around it; errors are told with code and causes, and never with what hangs on them.
 *
 * @throws {HeroshotError} `bad_option` for a level that there is not
 */
export function createLog({
  name,
  level = process.env.HEROSHOT_LOG || 'info',
  stream = process.stderr,
}: LogOptions): Logger {
  if (!(LOG_LEVELS as readonly string[]).includes(level))
    throw new HeroshotError('bad_option', `HEROSHOT_LOG is ${level}; it can be ${LOG_LEVELS.join(', ')}`);
  const write = (line: string) => {
    if (!stream.isTTY && isHarmless(line)) return stream.write(line);
    const record = redacted(JSON.parse(line)) as LogRecord;
    stream.write(stream.isTTY ? prettyLine(record) : `${JSON.stringify(record)}\n`);
  };
  return pino(
    {
      level,
      base: { name, pid: process.pid, host: hostname() },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: withoutContent, level: (level) => ({ level }) },
      serializers: { err: (error: unknown) => error },
    },
    { write },
  );
}

/** Errors as lines, and bytes as their number: pino would write a picture out, number by number. */
function withoutContent(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)]));
}

function plain(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return errorLine(value);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth > 3 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, 100).map((one) => plain(one, depth + 1));
  // Requests and the like have serializers of their own.
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one, depth + 1)]));
}
