/** `npm run demo`: enhance the example pictures with the command line that was just built. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const out = 'heroshot-out';
console.log('Enhancing the pictures in examples/ …\n');
const { status } = spawnSync(process.execPath, ['bin/heroshot.js', 'enhance', 'examples', '--scale', '4', '--out', out], {
  stdio: 'inherit',
});
if (status === 0) {
  console.log(`\nThe enhanced pictures are in ${resolve(out)}`);
  console.log(`Open ${resolve(out, 'report.html')} in a browser to compare before and after.`);
}
process.exitCode = status ?? 1;
