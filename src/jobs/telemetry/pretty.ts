import type { ErrorLine } from './error-line.js';

/** A line of the log. */
export interface LogRecord {
  level: string;
  /** ISO 8601. */
  time: string;
  name: string;
  pid?: number;
  host?: string;
  msg?: string;
  err?: ErrorLine;
  [field: string]: unknown;
}

/**
 * A record as one short line for a person at a terminal: time, level, words, then the fields. An error follows, with its stack
 * where it is a fault of ours.
 */
export function prettyLine({
  time,
  level,
  name,
  msg,
  err,
  pid: _pid,
  host: _host,
  ...fields
}: LogRecord): string {
  const clock = new Date(time).toTimeString().slice(0, 8);
  const shown = ['warn', 'error', 'fatal'].includes(level) ? level.toUpperCase() : level;
  const said = Object.entries(fields).map(([field, value]) => `${field}=${short(value)}`);
  const words = [clock, shown.padEnd(5), `${name}:`, ...(msg ? [oneLine(msg)] : []), ...said];
  // What others wrote must not move a terminal's cursor.
  return `${visible(`${words.join(' ')}${err ? errorText(err) : ''}`)}\n`;
}

const short = (value: unknown) =>
  typeof value === 'string' && /^\S+$/.test(value) ? value : JSON.stringify(value);

/** A second line would look like another record. */
const oneLine = (text: string) => text.replace(/\s*[\r\n]+\s*/g, ' ');

function errorText({ code, name, message, stack, cause }: ErrorLine): string {
  const known = code !== undefined && code !== 'internal';
  const why = cause ? `\n  because of ${cause.code ?? cause.name}: ${oneLine(cause.message)}` : '';
  const where = known || !stack ? '' : `\n${stack.split('\n').slice(1).join('\n')}`;
  return `\n  ${code ?? name}: ${oneLine(message)}${why}${where}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get to a terminal
const visible = (text: string) => text.replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, '�');
