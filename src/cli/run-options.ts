import { type Command, Option } from 'commander';
import { DEVICES, type Device } from '../engine/network/device.js';
import { PRECISIONS, type PrecisionOption } from '../engine/network/precision.js';
import { numberBetween } from './dials.js';

/** How a run over pictures is set up. */
export interface RunFlags {
  device: Device;
  precision: PrecisionOption;
  threads?: number;
  /** Folder of the results. */
  out: string;
  json?: boolean;
}

/**
 * Add the options of a run: where the network runs, where results go, what is printed.
 *
 * @param out what `--out` says where its default is not `heroshot-out`
 */
export function addRunOptions(
  command: Command,
  out = new Option('--out <folder>', 'folder of the results').default('heroshot-out'),
): Command {
  return command
    .addOption(
      new Option('--device <device>', 'where the network runs; auto: webgpu where it is faster, else cpu')
        .choices(DEVICES)
        .default('auto'),
    )
    .addOption(
      new Option(
        '--precision <precision>',
        'what the network computes with; auto: int8 where it is faster, else float32',
      )
        .choices(PRECISIONS)
        .default('auto'),
    )
    .option('--threads <n>', 'threads; default is one per processor', numberBetween(1, 256, true))
    .addOption(out)
    .option('--json', 'print one JSON object per picture on stdout');
}
