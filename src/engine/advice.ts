/** A piece of advice about a picture's size: a stable code and a sentence. */
export interface Advice {
  code: 'tiny' | 'small' | 'sweet_spot' | 'large' | 'very_large' | 'soft';
  text: string;
}

/** What the long edge of a picture (pixels) speaks for. */
export function adviseSize(longEdge: number): Advice {
  const say = (code: Advice['code'], text: string): Advice => ({ code, text: `${longEdge} px: ${text}` });
  if (longEdge < 300) return say('tiny', 'very little to work from; ask the supplier for a larger file.');
  if (longEdge < 500)
    return say('small', '4× helps, but fine print that is not in the file can not come back.');
  if (longEdge <= 1000)
    return say(
      'sweet_spot',
      longEdge < 1000 ? "4× gets you well past Amazon's 1,000 px zoom minimum." : '4× suits it.',
    );
  if (longEdge <= 2000)
    return say('large', 'large enough for most marketplaces; 2× is enough for zoom and print.');
  return say('very_large', 'already large; enlarging it brings nothing, better leave it as it is.');
}

/** The scale for `--scale auto`: 4× up to 1,000 px, 2× up to 2,000 px, and 1 (leave it) beyond. */
export function autoScale(longEdge: number): 1 | 2 | 4 {
  if (longEdge <= 1000) return 4;
  return longEdge <= 2000 ? 2 : 1;
}
