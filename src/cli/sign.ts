import { type Command, InvalidArgumentError, Option } from 'commander';
import { EdgeError } from '../edge/errors.js';
import type { KeyPair } from '../edge/signature.js';
import { picture } from '../edge/snippets/picture.js';
import { checkedPath, densities, signedAddress, srcset } from '../edge/snippets/srcset.js';
import { HeroshotError } from '../engine/errors.js';
import { edgeKeys } from '../service/edge/keys.js';

interface Options {
  data: string;
  base?: string;
  srcset?: number[];
  dpr?: number[];
  sizes?: string;
  picture?: boolean;
  alt?: string;
}

const EXAMPLES = `
Examples:
  $ heroshot sign /w:800/plain/local:///bag.jpg
  $ heroshot sign /w:800/plain/local:///bag.jpg --base https://cdn.shop.example/edge
  $ heroshot sign /plain/local:///bag.jpg --srcset 400,800,1200
  $ heroshot sign /rs:fill:80:80/plain/local:///bag.jpg --dpr 1,2,3
  $ heroshot sign /rs:fill:400:400/plain/local:///bag.jpg --picture --srcset 400,800 --sizes "(width < 40em) 100vw, 50vw"

The first pair of HEROSHOT_EDGE_KEY and HEROSHOT_EDGE_SALT (hex, commas between several) signs; without them the pair that
heroshot serve --edge made in its data folder.`;

/** `heroshot sign`: addresses of on-the-fly pictures with their signature. */
export function addSignCommand(program: Command): void {
  program
    .command('sign')
    .description('sign the path of an on-the-fly picture, as a srcset or a <picture> too')
    .argument('<path>', '/option:argument/…/source, as docs/edge.md has it')
    .option('--base <url>', 'what stands before the path')
    .addOption(
      new Option('--data <folder>', 'data folder of the service, whose key signs')
        .default('heroshot-data')
        .env('HEROSHOT_DATA'),
    )
    .option('--srcset <widths>', 'a srcset of these widths, separated by commas', readWidths)
    .option('--dpr <densities>', 'a srcset of these densities, for pictures of one size', readDensities)
    .option('--picture', 'a <picture> with AVIF, WebP and JPEG of these widths')
    .option('--sizes <sizes>', 'the sizes attribute of the <picture>')
    .option('--alt <text>', 'the alt attribute of the <picture>')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: Options) => {
      const [pair] = await edgeKeys(process.env, options.data);
      console.log(asUsage(() => signed(path, pair, options)));
    });
}

function signed(path: string, pair: KeyPair | undefined, options: Options): string {
  const { srcset: widths, dpr, picture: inFull, base, sizes, alt, data } = options;
  if (!pair)
    throw new HeroshotError(
      'bad_option',
      `HEROSHOT_EDGE_KEY and HEROSHOT_EDGE_SALT are not set, and no service with --edge made a pair in ${data}; nothing can be signed`,
    );
  checkedPath(path);
  const signing = { base, pair };
  if (inFull && !widths) throw new HeroshotError('bad_option', '--picture needs the widths of --srcset');
  if (dpr && widths)
    throw new HeroshotError(
      'bad_option',
      '--dpr is for pictures of one size, --srcset for several: give one of them',
    );
  if (dpr) return densities(path, dpr, signing);
  if (!widths) return signedAddress(path, signing);
  return inFull ? picture(path, widths, { ...signing, sizes, alt }) : srcset(path, widths, signing);
}

function readWidths(text: string): number[] {
  const widths = text.split(',').map((part) => Number(part.trim()));
  if (!widths.every((width) => Number.isInteger(width) && width > 0))
    throw new InvalidArgumentError('Widths are whole numbers with commas between them: 400,800,1200.');
  return [...new Set(widths)].sort((a, b) => a - b);
}

function readDensities(text: string): number[] {
  const found = text.split(',').map((part) => Number(part.trim().replace(/x$/, '')));
  if (!found.every((dpr) => dpr >= 0.5 && dpr <= 8))
    throw new InvalidArgumentError('Densities are numbers from 0.5 to 8 with commas between them: 1,2,3.');
  return [...new Set(found)].sort((a, b) => a - b);
}

/** What the server would answer is wrong usage here. */
function asUsage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof EdgeError)
      throw new HeroshotError('bad_option', `${error.message} (${error.code})`, { cause: error });
    throw error;
  }
}
