import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { HeroshotError, writeError } from '../engine/errors.js';

/**
 * Hold a data folder for this process alone. The lock is an SQLite file's, which ends with the process however that ends;
 * a file with a process number in it would outlive a kill.
 *
 * @returns how to give it up
 * @throws {HeroshotError} `data_in_use`, `not_writable`
 */
export async function lockData(folder: string): Promise<() => void> {
  let file: Database.Database | undefined;
  try {
    await mkdir(folder, { recursive: true });
    file = new Database(join(folder, 'service.lock'), { timeout: 5000 });
    file.exec('PRAGMA locking_mode = EXCLUSIVE');
    file.exec('BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held (pid INTEGER); COMMIT');
    const held = file;
    return () => held.close();
  } catch (error) {
    file?.close();
    if (/locked|BUSY/.test(`${(error as { code?: string }).code} ${(error as Error).message}`))
      throw new HeroshotError('data_in_use', `another service is at work in ${folder}`, { cause: error });
    throw writeError(error, folder);
  }
}
