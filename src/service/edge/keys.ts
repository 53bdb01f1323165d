import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type KeyPair, keysFrom } from '../../edge/signature.js';
import { HeroshotError, readError, writeError } from '../../engine/errors.js';

type Environment = Record<string, string | undefined>;

/** Name of the file in the data folder that holds the pair of a service on its own, as an environment file. */
export const KEYS_FILE = 'edge.env';

/** Bytes of a key, and of a salt. */
const BYTES = 32;

/**
 * The pairs that sign addresses: those of the environment, else those that a service on its own keeps in its data folder.
 *
 * @throws {HeroshotError} `bad_option`, `unreadable`
 */
export async function edgeKeys(environment: Environment, data: string): Promise<KeyPair[]> {
  const said = keysFrom(environment);
  if (said.length > 0) return said;
  const file = join(data, KEYS_FILE);
  try {
    return keysFrom(parseEnv(await readFile(file, 'utf8')) as Environment);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error instanceof HeroshotError ? error : readError(error, file);
  }
}

/**
 * The pairs, with one that is made where there is none yet: readable by nobody else.
 *
 * @throws {HeroshotError} `bad_option`, `unreadable`, `not_writable`, `disk_full`
 */
export async function edgeKeysOrNew(environment: Environment, data: string): Promise<KeyPair[]> {
  const known = await edgeKeys(environment, data);
  if (known.length > 0) return known;
  const [key, salt] = [randomBytes(BYTES).toString('hex'), randomBytes(BYTES).toString('hex')];
  const file = join(data, KEYS_FILE);
  try {
    const text = `HEROSHOT_EDGE_KEY=${key}\nHEROSHOT_EDGE_SALT=${salt}\n`;
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw writeError(error, file);
  }
  return edgeKeys(environment, data);
}
