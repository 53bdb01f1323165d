/** A metric as Prometheus reads it. */
export interface Family {
  type: string;
  help: string;
  samples: { name: string; labels: Record<string, string>; value: number }[];
}

// Prometheus takes NaN in any case, as prom-client writes it.
const LINE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (Na[Nn]|[+-]Inf|[-+0-9.e]+)$/;

/**
 * Read the text format of Prometheus, strictly: HELP and TYPE before the samples of each metric, every metric once, no sample twice.
 *
 * @throws where a line breaks the format
 */
export function parseExposition(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new SyntaxError('the last line does not end');
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let now = '';
  for (const line of text.split('\n').filter(Boolean)) {
    const [, word, name, rest] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (word === 'HELP') {
      if (families.has(name)) throw new SyntaxError(`${name} is there twice`);
      now = name;
      families.set(name, { type: '', help: rest, samples: [] });
    } else if (word === 'TYPE') {
      const family = families.get(name);
      if (name !== now || !family || family.type)
        throw new SyntaxError(`TYPE of ${name} is in the wrong place`);
      family.type = rest;
    } else families.get(now)?.samples.push(sample(line, now, seen));
  }
  return families;
}

function sample(line: string, family: string, seen: Set<string>) {
  const [, name, labels = '', value] = LINE.exec(line) ?? [];
  if (!name) throw new SyntaxError(`no sample: ${line}`);
  if (![family, `${family}_bucket`, `${family}_sum`, `${family}_count`].includes(name))
    throw new SyntaxError(`${name} stands below ${family}`);
  if (seen.has(`${name}{${labels}}`)) throw new SyntaxError(`twice: ${line}`);
  seen.add(`${name}{${labels}}`);
  const pairs = [...labels.matchAll(/([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)/g)];
  if (pairs.map(([whole]) => whole).join('') !== labels) throw new SyntaxError(`labels: ${line}`);
  return {
    name,
    labels: Object.fromEntries(pairs.map(([, key, text]) => [key, text])),
    value: value.endsWith('Inf') ? Number(`${value[0]}Infinity`) : Number(value),
  };
}
