/** What a report should tell of a composed file, by code. The sentence is for people; codes are stable. */
export const NOTES = {
  smaller_than_wanted:
    'The master is too small for the wanted canvas; the canvas is smaller, as the target allows.',
  below_minimum:
    'The master is too small for the smallest canvas that the target allows; this is the largest honest file.',
  subject_unknown:
    'No subject was found; the middle of the picture was taken for it, and no fill rule was held.',
  subject_guessed: 'The subject was found by its difference from the backdrop, not by a matte.',
  subject_cut_by_source: 'The subject is cut off by the border of the photograph.',
  fill_unmet: 'The subject fills less or more of the canvas than the target asks.',
  padded: 'The subject does not fit the shape of the canvas, so the canvas was padded.',
  background_kept: 'There was no matte, so the photograph’s own background stayed.',
  shadow_on_white: 'The shadow makes the background other than pure white.',
  shadow_needs_matte: 'A shadow was asked for, but there is no matte to cast it.',
  quality_lowered: 'The quality was lowered to meet the file size.',
  quality_raised: 'The quality was raised, or loss avoided, to keep the background pure white.',
  too_many_bytes: 'The file is larger than the target allows, at the lowest quality that it may have.',
  white_not_exact: 'Some of the background is not pure white after decoding.',
} as const;

/** A stable code of {@link NOTES}. */
export type NoteCode = keyof typeof NOTES;
