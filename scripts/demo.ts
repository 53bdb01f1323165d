/** `npm run demo [-- --out DIR]`: enhance the example pictures with the command line that was just built. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { out } = parseArgs({ options: { out: { type: 'string', default: 'heroshot-out' } } }).values;
console.log('Enhancing the pictures in examples/ …\n');
const command = ['bin/heroshot.js', 'enhance', 'examples', '--scale', '4', '--out', out];
const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
if (status === 0) {
  console.log(`\nThe enhanced pictures are in ${resolve(out)}`);
  console.log(`Open ${resolve(out, 'report.html')} in a browser to compare before and after.`);
}
process.exitCode = status ?? 1;
