import { parseArgs } from 'node:util';
import { chaos } from './chaos.js';

const HELP = `npm run chaos -- [--kind embedded|shared|both] [--jobs 200] [--blows 24] [--seed N]

Submits jobs while processes are killed (SIGKILL), Redis is restarted empty and connections to PostgreSQL are cut; ends with
exit code 1 where a job was lost, done twice or left half, a webhook event did not arrive, or a file belongs to nobody.
PostgreSQL must answer on its usual port (HEROSHOT_TEST_POSTGRES says otherwise) and redis-server be installed.`;

const { values } = parseArgs({
  options: {
    kind: { type: 'string', default: 'both' },
    jobs: { type: 'string', default: '200' },
    blows: { type: 'string', default: '24' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
    help: { type: 'boolean' },
  },
});
if (values.help) console.log(HELP);
else {
  const kinds = values.kind === 'both' ? (['embedded', 'shared'] as const) : [values.kind as 'embedded'];
  for (const kind of kinds) {
    console.log(`${kind}: ${values.jobs} jobs, ${values.blows} blows, seed ${values.seed}`);
    const numbers = { jobs: Number(values.jobs), blows: Number(values.blows), seed: Number(values.seed) };
    const found = await chaos({ kind, ...numbers, say: (line) => console.log(`  ${line}`) });
    for (const fault of found) console.error(`  FAULT ${fault}`);
    if (found.length > 0) process.exitCode = 1;
    else console.log(`  ${kind}: every job ended once, every event arrived, no file is nobody's`);
  }
}

// Connections to processes that were killed may keep this one waiting for minutes.
process.exit();
