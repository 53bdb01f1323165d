/** Values of a page of metrics by their names (Prometheus text format); those of one name with several labels are added. */
export function gauges(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, value] = /^([a-zA-Z_:][\w:]*)(?:\{[^}]*\})? ([-+\d.eE]+)/.exec(line) ?? [];
    if (name && value) found.set(name, (found.get(name) ?? 0) + Number(value));
  }
  return found;
}
