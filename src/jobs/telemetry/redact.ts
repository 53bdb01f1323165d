/** Names of fields whose value nobody but their owner should read. */
const SECRET =
  /authori[sz]ation|cookie|secret|passw|passphrase|token|api[-_]?key|credential|signature|private[-_]?key|^key$|^salt$/i;

/** What a line must hold for anything in it to be hidden: a name of {@link SECRET}, an address with a user or a query, a token; or an escape, behind which they could stand. */
const SUSPICIOUS = new RegExp(
  `${SECRET.source.replace('^key$', '"key"').replace('^salt$', '"salt"')}|pwd=|whsec_|bearer|basic|[\\\\@?]`,
  'i',
);

/** Characters of a line that is within all bounds, whatever it holds. */
const SHORT = 1000;

const HIDDEN = '[redacted]';

/** Bounds of what a line may hold. */
const DEEPEST = 8;
const MOST_ENTRIES = 100;
const LONGEST = 8000;

/**
 * A value as it may stand in a log: no secrets by their field's name, and in texts no passwords in addresses, no query strings
 * (they hold signatures and tokens), no bearer tokens and no signing secrets. Long, deep and wide ones are cut.
 *
 * @param value as JSON gives it
 */
export function redacted(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactedText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '[deeper]';
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((one) => redacted(one, depth + 1));
  const entries = Object.entries(value).slice(0, MOST_ENTRIES);
  return Object.fromEntries(
    entries.map(([name, one]) => [name, SECRET.test(name) && one ? HIDDEN : redacted(one, depth + 1)]),
  );
}

/** Whether {@link redacted} would leave a line of JSON as it is: most lines are short, and parsing each would cost more than writing it. */
export const isHarmless = (line: string): boolean => line.length < SHORT && !SUSPICIOUS.test(line);

/** A text without the secrets that texts carry. Each step takes time in proportion to the text, whatever it is. */
export function redactedText(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return (
    short
      // postgres://user:password@host, redis://:password@host
      .replace(/:\/\/[^\s/?#"']*@/g, `://${HIDDEN}@`)
      .replace(/[^\s"'<>]+/g, withoutQuery)
      .replace(/\b(Bearer|Basic) +[\w.~+/=-]{6,}/gi, `$1 ${HIDDEN}`)
      .replace(/\bwhsec_[\w+/=-]+/g, HIDDEN)
      .replace(/\b(password|passwd|pwd|secret|token)=[^\s&"']+/gi, `$1=${HIDDEN}`)
  );
}

/** Of an address, or of a path as servers log it. */
function withoutQuery(word: string): string {
  const query = word.indexOf('?');
  const path = word.indexOf('/');
  return path >= 0 && query > path && query < word.length - 1 ? `${word.slice(0, query)}?${HIDDEN}` : word;
}
