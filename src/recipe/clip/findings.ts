/** What may be said of a still in a clip: stable codes, plain words. */
export const CLIP_FINDINGS = {
  no_subject: 'No subject was found to part from its background: it is zoomed instead of moved in depth.',
  unsure_subject: 'The subject’s outline is uncertain: it is zoomed instead of moved in depth.',
  fills_frame: 'The subject fills the picture, so that nothing can move behind it: it is zoomed instead.',
  one_picture: 'There is only one picture to turn: it is zoomed instead.',
  soft: 'The picture has fewer pixels than the frame shows of it, even enlarged: it is softer than the frame could be.',
  not_alike: 'Two neighbours are too different to be led into each other: they are cross-faded.',
} as const;

export type ClipFindingCode = keyof typeof CLIP_FINDINGS;

/** Something that was noticed. */
export interface ClipFinding {
  code: ClipFindingCode;
  message: string;
}

export const clipFinding = (code: ClipFindingCode): ClipFinding => ({ code, message: CLIP_FINDINGS[code] });
