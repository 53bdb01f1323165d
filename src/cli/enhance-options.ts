import { type Command, Option } from 'commander';
import { FORMATS, type OutputFormat } from '../engine/encode/formats.js';
import { TIERS, type Tier } from '../engine/network/registry.js';
import type { Asked } from '../recipe/asked.js';
import type { PaperSize } from '../recipe/print.js';
import { dial, numberBetween, scale } from './dials.js';
import type { RecipeFlags } from './recipe-options.js';

/** What a person can say about enhancing; what is not said is the recipe's own. */
export interface EnhanceFlags {
  scale?: 1 | 2 | 4 | 'auto';
  tier?: Tier;
  restore?: number | 'auto';
  sharpen?: number | 'auto';
  detail?: number;
  format?: OutputFormat | 'keep';
  quality?: number;
  dpi?: number;
  guard: boolean;
}

/** Add the options of the network and of the encoded file. */
export function addEnhanceOptions(command: Command): Command {
  return command
    .option(
      '--scale <1|2|4|auto>',
      'enlargement; auto: 4× up to 1,000 px, 2× up to 2,000 px (default)',
      scale,
    )
    .addOption(
      new Option(
        '--tier <tier>',
        'network; edge: about 5× less work, softer, for previews and on-the-fly delivery',
      ).choices(TIERS),
    )
    .option(
      '--restore <auto|0..1>',
      'how much compression and noise to clean; auto (default) measures it',
      dial,
    )
    .option('--sharpen <auto|0..1>', 'how much softness to undo; auto (default) measures it', dial)
    .option(
      '--detail <0..1>',
      'texture and crispness before exactness, at 4×; 0 (default): the faithful network alone',
      numberBetween(0, 1),
    )
    .addOption(
      new Option(
        '--format <format>',
        'format of the results; keep (default): as the input, PNG for GIF',
      ).choices(['keep', ...Object.keys(FORMATS)]),
    )
    .option('--quality <n>', 'JPEG, WebP or AVIF quality, 1 to 100', numberBetween(1, 100, true))
    .option('--dpi <n>', "dots per inch to write; default is the input's", numberBetween(1, 10_000))
    .option('--no-guard', "don't hold the mean colour of every region to the input's");
}

/** What was said, as everything below the command line takes it. */
export function askedFor(flags: EnhanceFlags & RecipeFlags & { size?: PaperSize }): Asked {
  const { scale, tier, restore, sharpen, detail, format, quality, dpi, guard } = flags;
  const { for: markets, focus, cutout, background, shadow, matteModel, size } = flags;
  const { handOff, handOffAs, handOffTimeout } = flags;
  const enhance = { scale, tier, restore, sharpen, detail, format, quality, dpi };
  const later = { for: markets, focus, cutout, background, shadow, matteModel, size };
  const handedOff = { handOff, handOffAs, handOffTimeout };
  const said = Object.entries({ ...enhance, ...later, ...handedOff }).filter(
    ([, value]) => value !== undefined,
  );
  return { ...Object.fromEntries(said), ...(guard ? {} : { guard }) };
}
