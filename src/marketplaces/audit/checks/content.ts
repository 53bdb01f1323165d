import type { Check } from '../check.js';

const textOverlay: Check<'text_overlay'> = {
  code: 'text_overlay',
  about: 'lines of small letters beside the subject on a background of one colour: a hint, not a proof',
  worst: 'info',
  judge: ({ file, market }) => {
    if (market.overlays.text === 'allowed' || !file.backdrop.uniform) return undefined;
    const value = file.backdrop.lettering;
    if (value === 0)
      return { severity: 'pass', value, limit: 0, message: 'no text was seen beside the product' };
    return {
      severity: 'info',
      value,
      limit: 0,
      message: `there may be text beside the product (${value} ${value > 1 ? 'lines' : 'line'}); please look`,
      fix: 'needs the picture without its text',
    };
  },
};

const aiTag: Check<'ai_tag'> = {
  code: 'ai_tag',
  about: 'the IPTC digital source type, which says how a picture came to be and must stay in the file',
  worst: 'info',
  judge: ({ file: { sourceType } }) => {
    if (sourceType === undefined) return undefined;
    const value = sourceType.split('/').pop() ?? sourceType;
    return { severity: 'info', value, message: `the file says how it was made (${value}); keep that tag` };
  },
};

const personalData: Check<'personal_data'> = {
  code: 'personal_data',
  about: 'EXIF that tells of a place, a person or a device',
  worst: 'warn',
  judge: ({ file: { personal } }) => {
    if (personal.length === 0) return { severity: 'pass', message: 'nothing personal is in its EXIF' };
    const value = personal.join(', ');
    return {
      severity: 'warn',
      value,
      limit: 'none',
      message: `everybody who gets the file can read: ${value}`,
      fix: 'heroshot enhance leaves it out',
    };
  },
};

/** Checks of what the picture shows and tells beside the product. */
export const CONTENT_CHECKS = [textOverlay, aiTag, personalData] as const;
