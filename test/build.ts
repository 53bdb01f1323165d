import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Pool threads and command-line tests run what is built; it must be the sources under test. */
export default function build(): void {
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin',
    'tsc',
  );
  for (const project of ['tsconfig.build.json', 'tsconfig.tools.json'])
    execFileSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' });
}
