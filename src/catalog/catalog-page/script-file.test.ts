import { createContext, Script } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataScript } from './script-file.js';

/** What the page's function is handed when the script runs. */
function handed(script: string): unknown[] {
  const got: unknown[] = [];
  new Script(script).runInContext(createContext({ take: (...values: unknown[]) => got.push(...values) }));
  return JSON.parse(JSON.stringify(got));
}

test('what goes in comes out, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer(), (text, number) => {
      expect(handed(dataScript('take', number, [text]))).toEqual(
        JSON.parse(JSON.stringify([number, [text]])),
      );
    }),
  );
});

test('nothing in it can end a script element or a line', () => {
  const script = dataScript('take', ['</script><!--<script>\u2028\u2029']);
  expect(script).not.toMatch(/[<\u2028\u2029]/);
  expect(handed(script)).toEqual([['</script><!--<script>\u2028\u2029']]);
});
