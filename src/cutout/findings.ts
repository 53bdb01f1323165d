/** What a cut-out may have against it: stable codes, plain words. */
export const FINDINGS = {
  touches_all_borders: 'The subject reaches all four sides of the picture: parts of it may be missing.',
  like_background: 'Much of the subject has the colour of the background: its edge there is a guess.',
  tiny_source: 'The picture is very small: fine parts of the edge cannot be seen.',
  second_look_differs: 'A closer look at the subject gave another outline than the whole picture.',
  low_confidence: 'The outline is uncertain. Please look at it.',
} as const;

export type FindingCode = keyof typeof FINDINGS;

/** Something that was noticed. */
export interface Finding {
  code: FindingCode;
  message: string;
}

export function finding(code: FindingCode): Finding {
  return { code, message: FINDINGS[code] };
}
