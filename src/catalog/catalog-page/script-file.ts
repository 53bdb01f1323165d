/** What would end a script element, or is a line's end to some readers of JavaScript. */
const RISKY = /[<\u2028\u2029]/g;

/**
 * A script that hands data to the page: a page opened from a disk may run a script from beside it, but not fetch a file.
 *
 * @param callee a function that the page's own script defines
 */
export function dataScript(callee: string, ...values: unknown[]): string {
  const json = values.map((value) => JSON.stringify(value).replace(RISKY, escaped));
  return `${callee}(${json.join(',')});\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
