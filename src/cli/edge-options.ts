import { type Command, InvalidArgumentError, Option } from 'commander';
import { TIERS } from '../engine/network/registry.js';
import { numberBetween } from './dials.js';
import { bytes } from './service-options.js';

const list = (text: string) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

/** What an address bar gives is taken too: `https://img.shop.example/`. */
const hosts = (text: string) => list(text).map((one) => one.replace(/^https?:\/\//, '').replace(/\/$/, ''));

function yesOrNo(text: string): boolean {
  if (text !== '0' && text !== '1') throw new InvalidArgumentError('It is 0 or 1.');
  return text === '1';
}

/** Options of pictures on the fly, in the order of the help; docs/edge.md lists them from here. */
export const edgeOptions = (): Option[] => [
  new Option('--edge <folder>', 'serve pictures on the fly, of a folder').env('HEROSHOT_EDGE_FOLDER'),
  new Option('--edge-origins <hosts>', 'and of these HTTP hosts: img.shop.example, *.cdn.example')
    .argParser(hosts)
    .default([], 'none')
    .env('HEROSHOT_EDGE_ORIGINS'),
  new Option('--edge-buckets <places>', 'and of these S3 buckets: a name, or s3://name/prefix?endpoint=…')
    .argParser(list)
    .default([], 'none')
    .env('HEROSHOT_EDGE_BUCKETS'),
  new Option('--edge-prefix <path>', 'where they are').default('/edge').env('HEROSHOT_EDGE_PREFIX'),
  // A variable that says 0 must not open the door.
  new Option('--edge-allow-unsafe [0|1]', 'serve addresses that nobody signed: for trying out')
    .argParser(yesOrNo)
    .preset('1')
    .env('HEROSHOT_EDGE_ALLOW_UNSAFE'),
  new Option('--edge-cache <folder>', 'made pictures; edge-cache in the data folder').env(
    'HEROSHOT_EDGE_CACHE',
  ),
  new Option('--edge-cache-size <size>', 'bytes of that folder; what is used least goes first')
    .argParser(bytes)
    .default(10e9, '10GB')
    .env('HEROSHOT_EDGE_CACHE_SIZE'),
  new Option('--edge-memory <size>', 'bytes of the pictures asked for most, in memory')
    .argParser(bytes)
    .default(64e6, '64MB')
    .env('HEROSHOT_EDGE_MEMORY'),
  new Option('--edge-cache-bucket <place>', 'and a cache that all nodes share: s3://bucket/prefix').env(
    'HEROSHOT_EDGE_CACHE_BUCKET',
  ),
  new Option('--edge-wait <0|1>', 'whether the first visitor waits for an enhanced picture')
    .argParser(yesOrNo)
    .default(true, '1')
    .env('HEROSHOT_EDGE_WAIT'),
  new Option('--edge-patience <seconds>', 'and how long, until a plain one is sent')
    .argParser(numberBetween(0.1, 60))
    .default(10)
    .env('HEROSHOT_EDGE_PATIENCE'),
  new Option('--edge-queue <n>', 'pictures that may wait for the network; more are sent plain')
    .argParser(numberBetween(1, 10_000, true))
    .default(32)
    .env('HEROSHOT_EDGE_QUEUE'),
  new Option('--edge-tier <tier>', 'network that enlarges: edge is quick, standard five times the work')
    .choices(TIERS)
    .default('edge')
    .env('HEROSHOT_EDGE_TIER'),
  new Option('--no-edge-enhance', 'never enlarge by the network; resize alone').env(
    'HEROSHOT_EDGE_NO_ENHANCE',
  ),
  new Option('--edge-max-age <seconds>', 'how long browsers and CDNs may keep a picture')
    .argParser(numberBetween(0, 31_536_000, true))
    .default(86_400)
    .env('HEROSHOT_EDGE_MAX_AGE'),
  new Option('--edge-presets <file>', 'JSON of named options: { "thumb": "rs:fill:300:300" }').env(
    'HEROSHOT_EDGE_PRESETS',
  ),
  new Option(
    '--edge-fallback <file>',
    'what an <img> gets where its source fails: transparent, or a file',
  ).env('HEROSHOT_EDGE_FALLBACK'),
  new Option('--no-edge-hints', 'heed no Client Hints: for CDNs that keep no variants').env(
    'HEROSHOT_EDGE_NO_HINTS',
  ),
  new Option(
    '--edge-allow-origin <origins>',
    'pages whose scripts may read pictures: *, none, https://shop.example',
  )
    .argParser(list)
    .default(['*'], '*')
    .env('HEROSHOT_EDGE_ALLOW_ORIGIN'),
];

/** Add how pictures on the fly are served. */
export function addEdgeOptions(command: Command): Command {
  for (const option of edgeOptions())
    command.addOption(option.helpGroup('Pictures on the fly (docs/edge.md):'));
  return command;
}
