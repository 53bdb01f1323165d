import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Pool threads and command-line tests run what is built; it must be the sources under test. */
export default function build(): void {
  const packages = createRequire(import.meta.url);
  const compiler = join(dirname(packages.resolve('typescript/package.json')), 'bin', 'tsc');
  for (const project of ['tsconfig.build.json', 'tsconfig.tools.json'])
    execFileSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' });
  const vite = join(dirname(packages.resolve('vite/package.json')), 'bin', 'vite.js');
  // As it ships: the test runner's own NODE_ENV would bring React's slower half.
  const env = { ...process.env, NODE_ENV: 'production' };
  for (const folder of ['web', 'web/hero-img'])
    execFileSync(process.execPath, [vite, 'build', folder, '--logLevel', 'warn'], { stdio: 'inherit', env });
}
