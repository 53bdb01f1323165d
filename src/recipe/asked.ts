import { HeroshotError } from '../engine/errors.js';
import { checkOptions, type EnhanceOptions } from '../engine/options.js';
import type { Background } from './background.js';
import { checkRecipe } from './check.js';
import type { Focus } from './focus.js';
import type { HandOffBody, HandOffStep } from './hand-off.js';
import type { PlaceStep } from './place/place-step.js';
import type { PaperSize } from './print.js';
import type { CutoutStep, Recipe, Step } from './recipe.js';
import type { Workflow } from './recipes.js';

/** What a person can say about a picture's treatment at any door; what is not said is the workflow's own, or the default. */
export interface Asked extends Omit<EnhanceOptions, 'signal' | 'onProgress' | 'onMaster'> {
  /** Marketplaces to make a file for. */
  for?: readonly string[];
  /** What those files are cropped around; absent = what is found to be the subject. */
  focus?: Focus;
  /** Cut the subject out. */
  cutout?: boolean;
  background?: Background;
  /** A natural contact shadow below what was cut out. */
  shadow?: boolean;
  /** An .onnx file with another matte network. */
  matteModel?: string;
  /** Post the picture to this address and go on with what it answers, before files for marketplaces are made. */
  handOff?: string;
  /** How it is sent; `json` by default. */
  handOffAs?: HandOffBody;
  /** Seconds that it may take. */
  handOffTimeout?: number;
  /** The largest size on paper. */
  size?: PaperSize;
  /** Lay the result on another photograph. */
  place?: Omit<PlaceStep, 'step'>;
}

/**
 * The recipe that was asked for: a workflow with what was said in place of its own words, or enhancing with what was said.
 *
 * @throws {HeroshotError} `bad_option`, `unknown_marketplace`
 */
export function askedRecipe(asked: Asked, workflow?: Workflow): Recipe {
  const { for: markets, focus, cutout, background, shadow, matteModel, size, place, ...rest } = asked;
  const { handOff, handOffAs, handOffTimeout, ...options } = rest;
  checkOptions(options);
  const [enhance, ...planned] = workflow?.steps ?? ([{ step: 'enhance' }] as const);
  const paper = size ?? enhance.paper;
  const recipe: Recipe = {
    name: workflow?.name ?? 'enhance',
    steps: [{ ...enhance, ...options, ...(paper ? { paper } : {}) }, ...laterSteps(asked, planned)],
  };
  checkRecipe(recipe);
  return recipe;
}

/** The steps after enhancing, in their order; `planned` are the workflow's own. */
function laterSteps(asked: Asked, planned: readonly Step[]): Step[] {
  const { cutout, background, shadow, matteModel } = asked;
  const own = planned.find((step) => step.step === 'cutout');
  const steps: Step[] = [];
  if (cutout || own)
    steps.push({
      ...(own as CutoutStep | undefined),
      step: 'cutout',
      ...(background ? { background } : {}),
      ...(shadow ? { shadow } : {}),
      ...(matteModel ? { matteModel } : {}),
    });
  else {
    const said = Object.entries({ background, shadow, 'matte-model': matteModel }).find(([, value]) => value);
    if (said)
      throw new HeroshotError(
        'bad_option',
        `--${said[0]} says how to cut out, and nothing is cut out; add --cutout`,
      );
  }
  steps.push(...handOffs(asked));
  const markets = planned.find((step) => step.step === 'marketplaces');
  const { focus } = asked;
  const files = asked.for ?? markets?.for;
  if (files) steps.push({ ...markets, step: 'marketplaces', for: files, ...(focus ? { focus } : {}) });
  else if (focus)
    throw new HeroshotError(
      'bad_option',
      '--focus says what files for marketplaces are cropped around, and none is made; add --for',
    );
  const place = planned.find((step) => step.step === 'place');
  if (asked.place) steps.push({ ...asked.place, step: 'place' });
  else if (place) steps.push(place);
  return steps;
}

/** The hand-off that was asked for; it sees the picture as it is cut out, and files are made of what comes back. */
function handOffs({ handOff, handOffAs, handOffTimeout }: Asked): HandOffStep[] {
  if (handOff === undefined) {
    const said =
      handOffAs !== undefined ? '--hand-off-as' : handOffTimeout !== undefined && '--hand-off-timeout';
    if (said)
      throw new HeroshotError('bad_option', `${said} says how to hand off; add --hand-off with an address`);
    return [];
  }
  const how = {
    ...(handOffAs ? { send: handOffAs } : {}),
    ...(handOffTimeout ? { timeout: handOffTimeout } : {}),
  };
  return [{ step: 'http', url: handOff, ...how }];
}
