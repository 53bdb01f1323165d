import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEVICES } from '../engine/network/device.js';
import { PRECISIONS } from '../engine/network/precision.js';
import { numberBetween } from './dials.js';

/** Add what every command of the service must know: where the database, the queue and the files are. */
export function addBackendOptions(command: Command): Command {
  const said = (flags: string, text: string, variable: string) => new Option(flags, text).env(variable);
  return command
    .addOption(
      said('--data <folder>', 'database and files of a service on its own', 'HEROSHOT_DATA').default(
        'heroshot-data',
      ),
    )
    .addOption(
      said('--database <address>', 'many machines: postgres://user:password@host/name', 'HEROSHOT_DATABASE'),
    )
    .addOption(said('--redis <address>', 'many machines: redis://host:6379', 'HEROSHOT_REDIS'))
    .addOption(
      said(
        '--blobs <place>',
        'many machines: s3://bucket/prefix?endpoint=…&region=…, or a folder that all see',
        'HEROSHOT_BLOBS',
      ),
    );
}

/** Add how pictures are done. */
export function addEngineOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--device <device>', 'where the network runs')
        .choices(DEVICES)
        .default('auto')
        .env('HEROSHOT_DEVICE'),
    )
    .addOption(
      new Option('--precision <precision>', 'what the network computes with')
        .choices(PRECISIONS)
        .default('auto')
        .env('HEROSHOT_PRECISION'),
    )
    .addOption(
      new Option('--threads <n>', 'threads of the engine; default is one per processor')
        .argParser(numberBetween(1, 256, true))
        .env('HEROSHOT_THREADS'),
    )
    .addOption(
      new Option('--at-work <n>', 'pictures at work at the same time, as memory allows')
        .argParser(numberBetween(1, 64, true))
        .default(2)
        .env('HEROSHOT_AT_WORK'),
    )
    .addOption(
      new Option('--grace <seconds>', 'time to finish what is at work when stopped; the rest is handed back')
        .argParser(numberBetween(0, 3600))
        .default(30)
        .env('HEROSHOT_GRACE'),
    )
    .addOption(
      new Option('--allow-private', 'pictures from, and webhooks to, private addresses too').env(
        'HEROSHOT_ALLOW_PRIVATE',
      ),
    )
    .addOption(
      new Option('--buckets <names>', 'S3 buckets whose uploads may be named by events, with commas between')
        .argParser((text) =>
          text
            .split(',')
            .map((name) => name.trim())
            .filter(Boolean),
        )
        .default([])
        .env('HEROSHOT_BUCKETS'),
    );
}

const UNITS: Record<string, number> = { '': 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };

/** Bytes as people write them: `500MB`, `1.5 TB`. */
export function bytes(text: string): number {
  const [, number, unit = ''] = /^([\d.]+)\s*([kmgt]b)?$/i.exec(text.trim()) ?? [];
  const value = Number(number) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  if (!(value > 0)) throw new InvalidArgumentError('It is a size like 500MB, 50GB or 1.5TB.');
  return Math.round(value);
}
