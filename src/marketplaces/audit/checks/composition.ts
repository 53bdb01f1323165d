import { ratioOf } from '../../marketplace.js';
import type { Check } from '../check.js';
import { percent, sizeText } from './text.js';

/** Shapes this near count as one: a pixel more or less. */
const SHAPE_TOLERANCE = 0.01;

const aspectRatio: Check<'aspect_ratio'> = {
  code: 'aspect_ratio',
  about: 'width ÷ height against the shapes that are taken, and those that are shown whole',
  worst: 'fail',
  judge: ({ file, market: { shape, name } }) => {
    const ratio = file.width / file.height;
    const value = Math.round(ratio * 1000) / 1000;
    const [least, most] = shape.range;
    const fix = `heroshot enhance --for ${name} places it on a canvas of ${shape.made}`;
    if (ratio < least * (1 - SHAPE_TOLERANCE) || ratio > most * (1 + SHAPE_TOLERANCE))
      return {
        severity: 'fail',
        value,
        limit: `${least} to ${most}`,
        message: `${sizeText(file)} is outside of the shapes that are taken, ${least} to ${most} (width ÷ height)`,
        fix,
      };
    const limit = shape.shown.join(', ') || 'any';
    const shown = shape.shown.map(ratioOf).some((one) => Math.abs(ratio / one - 1) <= SHAPE_TOLERANCE);
    if (shown || shape.shown.length === 0)
      return { severity: 'pass', value, limit, message: 'the shape is shown whole' };
    return {
      severity: 'info',
      value,
      limit,
      message: `${sizeText(file)} may be cut or padded; ${limit} is shown whole`,
      fix,
    };
  },
};

/** Shares of exactly white pixels from which a pure white background is one, and from which it nearly is. */
const WHITE = { pass: 0.98, warn: 0.9 };

/** Severity of a share of white pixels under a background rule. */
function whiteness(share: number, rule: 'pure-white' | 'white-preferred') {
  if (share >= WHITE.pass) return 'pass';
  if (rule === 'white-preferred') return share >= WHITE.warn ? 'pass' : 'warn';
  return share >= WHITE.warn ? 'warn' : 'fail';
}

const whiteBorder: Check<'white_border'> = {
  code: 'white_border',
  about: 'the share of the outermost pixels that are exactly 255, 255, 255, in full resolution',
  worst: 'fail',
  judge: ({ file, market }) => {
    if (market.background === 'any') return undefined;
    const severity = whiteness(file.whiteBorder, market.background);
    const [value, limit] = [percent(file.whiteBorder), percent(WHITE.pass)];
    if (severity === 'pass') return { severity, value, limit, message: 'the border is white' };
    return {
      severity,
      value,
      limit,
      message: `only ${value} of the border’s pixels are exactly white`,
      fix: `heroshot enhance --for ${market.name} --cutout places the product on white`,
    };
  },
};

const whiteBackground: Check<'white_background'> = {
  code: 'white_background',
  about:
    'the share of the background that is exactly white, away from the subject; its soft shadow is told apart',
  worst: 'fail',
  judge: ({ file: { backdrop }, market }) => {
    if (market.background === 'any') return undefined;
    const severity = whiteness(backdrop.white, market.background);
    const [value, limit] = [percent(backdrop.white), percent(WHITE.pass)];
    if (severity === 'pass') return { severity, value, limit, message: 'the background is white' };
    if (whiteness(backdrop.white + backdrop.shadow, market.background) === 'pass')
      return {
        severity: 'info',
        value,
        limit,
        message: `the background is white but for a soft shadow, which takes ${percent(backdrop.shadow)} of it`,
        fix: `heroshot enhance --for ${market.name} --cutout leaves the shadow out`,
      };
    return {
      severity,
      value,
      limit,
      message: backdrop.uniform
        ? `${value} of the background is exactly white; its colour is ${backdrop.colour.join(', ')}`
        : 'there is no background of one colour around the subject',
      fix: `heroshot enhance --for ${market.name} --cutout places the product on white`,
    };
  },
};

const fill: Check<'fill'> = {
  code: 'fill',
  about:
    'the longer extent of the subject’s box as a share of the frame, where the background has one colour',
  worst: 'fail',
  judge: ({ file: { backdrop }, market }) => {
    const { rule, least, most, made } = market.fill;
    if (least === 0) return undefined;
    const limit = most < 1 ? `${percent(least)} to ${percent(most)}` : percent(least);
    if (backdrop.fill === undefined)
      return {
        severity: 'info',
        limit,
        message: 'how much of the frame the product fills can’t be told here',
      };
    const value = percent(backdrop.fill);
    const fits = backdrop.fill >= least - 0.005 && backdrop.fill <= most + 0.005;
    if (fits) return { severity: 'pass', value, limit, message: `the product fills ${value} of the frame` };
    return {
      severity: rule === 'required' ? 'fail' : 'warn',
      value,
      limit,
      message: `the product fills ${value} of the frame; ${limit} ${rule === 'required' ? 'is asked for' : 'is advised'}`,
      fix: `heroshot enhance --for ${market.name} --cutout fills ${percent(made[0])} to ${percent(made[1])}`,
    };
  },
};

const frame: Check<'frame'> = {
  code: 'frame',
  about: 'a line of one colour, not white, around the picture',
  worst: 'fail',
  judge: ({ file: { frame: found }, market }) => {
    const rule = market.overlays.border;
    if (rule === 'allowed') return undefined;
    if (!found) return { severity: 'pass', message: 'there is no frame around the picture' };
    const colour = found.colour.map(Math.round).join(', ');
    return {
      severity: rule === 'refused' ? 'fail' : 'warn',
      value: `${found.thickness} px`,
      limit: 'none',
      message: `a frame of ${found.thickness} px in ${colour} is around the picture`,
      fix: 'needs the picture without its frame: crop it',
    };
  },
};

/** Checks of what is where in the frame. */
export const COMPOSITION_CHECKS = [aspectRatio, whiteBorder, whiteBackground, fill, frame] as const;
