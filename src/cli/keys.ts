import { type Command, InvalidArgumentError } from 'commander';
import { type ApiKey, SCOPES, type Scope } from '../jobs/keys/keys.js';
import type { ServiceSettings } from '../service/settings.js';
import { numberBetween } from './dials.js';
import { addBackendOptions } from './service-options.js';

type Where = Pick<ServiceSettings, 'data' | 'database'>;

const HELP = `
A key is printed once; of it only a hash is kept.
Scopes: submit hands pictures in, read sees what came of them, admin sees and manages everybody's.

Examples:
  $ heroshot keys create --name shop
  $ heroshot keys create --name dashboard --scopes read --rate-limit 60
  $ heroshot keys list
  $ heroshot keys revoke key_01kb2x4v9e8x7m6y5z4w3q2r1t`;

/** `heroshot keys`: who may use the service. */
export function addKeysCommand(program: Command): void {
  const keys = program.command('keys').description('who may use the service').addHelpText('after', HELP);
  const create = keys
    .command('create')
    .description('make a key and print it, once')
    .option('--name <text>', 'what it is for', 'key')
    .option('--scopes <list>', `what it may do: ${SCOPES.join(', ')}`, scopes, ['submit', 'read'])
    .option(
      '--rate-limit <n>',
      'requests a minute; the service’s own otherwise',
      numberBetween(1, 1e9, true),
    );
  addBackendOptions(create).action(async ({ name, scopes: given, rateLimit, ...where }: Where & Made) => {
    const { key, secret } = await onKeys(where, (all) =>
      all.create({ name, scopes: given, ...(rateLimit ? { rateLimit } : {}) }),
    );
    console.log(secret);
    console.error(`${key.id} (${key.scopes.join(', ')}): keep it, it is not shown again`);
  });
  const list = keys
    .command('list')
    .description('every key, newest first')
    .option('--json', 'one JSON object each');
  addBackendOptions(list).action(async ({ json, ...where }: Where & { json?: boolean }) => {
    const all = await onKeys(where, (keysThere) => keysThere.list());
    for (const key of all) console.log(json ? JSON.stringify(key) : line(key));
    if (all.length === 0 && !json) console.error('no keys yet: heroshot keys create --name shop');
  });
  const revoke = keys
    .command('revoke')
    .description('end a key; every node has noticed within five seconds')
    .argument('<id>', 'key_…, from heroshot keys list');
  addBackendOptions(revoke).action(async (id: string, where: Where) => {
    const revoked = await onKeys(where, (all) => all.revoke(id));
    console.error(revoked ? `${id} is revoked` : `there is no key ${id} that could be revoked`);
    if (!revoked) process.exitCode = 1;
  });
}

interface Made {
  name: string;
  scopes: Scope[];
  rateLimit?: number;
}

/** Loaded here alone: other commands have no use for a database. */
async function onKeys<T>(
  where: Where,
  work: (keys: import('../jobs/keys/keys.js').Keys) => Promise<T>,
): Promise<T> {
  const [{ Keys }, { openStore }, { storeAt }] = await Promise.all([
    import('../jobs/keys/keys.js'),
    import('../jobs/store/open-store.js'),
    import('../service/settings.js'),
  ]);
  const store = await openStore(storeAt(where));
  try {
    return await work(new Keys(store.db));
  } finally {
    await store.close();
  }
}

function scopes(text: string): Scope[] {
  const given = text.split(',').map((word) => word.trim());
  const bad = given.find((word) => !(SCOPES as readonly string[]).includes(word));
  if (bad !== undefined)
    throw new InvalidArgumentError(`It can be ${SCOPES.join(', ')}, with commas between.`);
  return given as Scope[];
}

function line({ id, name, hint, scopes: may, lastUsedAt, revokedAt }: ApiKey): string {
  const used = lastUsedAt ? `last used ${new Date(lastUsedAt).toISOString().slice(0, 16)}` : 'never used';
  return `${id}  ${hint}…  ${name}  ${may.join(',')}  ${revokedAt ? 'revoked' : used}`;
}
