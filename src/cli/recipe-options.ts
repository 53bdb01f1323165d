import { type Command, InvalidArgumentError } from 'commander';
import { HeroshotError } from '../engine/errors.js';
import { MARKETPLACES, marketplacesOf } from '../marketplaces/marketplaces.js';
import { type Background, background } from '../recipe/background.js';
import { type Focus, focusOf } from '../recipe/focus.js';
import { addHandOffOptions, type HandOffFlags } from './hand-off.js';

/** What a person can say about the steps after enhancing. */
export interface RecipeFlags extends HandOffFlags {
  for?: string[];
  focus?: Focus;
  cutout?: boolean;
  background?: Background;
  shadow?: boolean;
  matteModel?: string;
}

/** Add the options of the steps after enhancing. */
export function addRecipeOptions(command: Command): Command {
  const described = command
    .option(
      '--for <marketplaces>',
      'a file for each, audited: amazon,shopify,… or all',
      said(marketplaceNames),
    )
    .option(
      '--focus <x,y>',
      'crop those files around this point, 0..1 across and down, or one each: instagram=0.5,0.3;shopify=0.2,0.5',
      said(focusOf),
    )
    .option('--cutout', 'cut the subject out; without --background it stands on nothing (PNG, WebP)')
    .option('--background <colour>', 'behind the subject: white, transparent or #rrggbb', said(background))
    .option(
      '--shadow',
      'a soft contact shadow below the subject, except where a marketplace wants pure white',
    )
    .option(
      '--matte-model <file.onnx>',
      'another network that finds the subject (IS-Net or BiRefNet layout)',
    );
  return addHandOffOptions(described);
}

/** `all`, or names with commas between. */
function marketplaceNames(text: string): string[] {
  const rows = text.trim().toLowerCase() === 'all' ? MARKETPLACES : marketplacesOf(text);
  return rows.map(({ name }) => name);
}

/** A parser whose error is wrong usage with the parser's own words. */
function said<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof HeroshotError) throw new InvalidArgumentError(`${error.message}.`);
      throw error;
    }
  };
}
