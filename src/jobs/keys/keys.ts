import { createHash, randomBytes } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { newId } from '../id.js';
import type { ApiKeyTable, Schema } from '../store/schema.js';

/** What a key may do: hand pictures in, look at its own, or see and manage everybody's. */
export const SCOPES = ['submit', 'read', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** A key without its secret. Times are milliseconds since 1970. */
export interface ApiKey {
  id: string;
  name: string;
  /** The first characters, for people to tell keys apart. */
  hint: string;
  scopes: Scope[];
  /** Requests a minute; null: the service's own limit. */
  rateLimit: number | null;
  createdAt: number;
  lastUsedAt: number | null;
  revokedAt: number | null;
}

/** What a key is made of. */
export interface NewKey {
  name: string;
  /** `submit` and `read` by default. */
  scopes?: readonly Scope[];
  /** Requests a minute. */
  rateLimit?: number;
}

/** How long a revoked key may still be taken for good by another process. */
export const KEY_CACHE_MS = 5000;
/** Keys that are remembered. */
const CACHED = 1000;
/** How often a key's last use is written down. */
const USED_MS = 60_000;
/** `hs_` and 32 random bytes in base64url. */
const FORM = /^hs_[A-Za-z0-9_-]{43}$/;

/** Keys in the database, hashed. */
export class Keys {
  /** By hash: the map's order is that of last use. */
  readonly #cache = new Map<string, { key: ApiKey; until: number }>();
  readonly #used = new Map<string, number>();

  constructor(private readonly db: Kysely<Schema>) {}

  /** @returns the key, and its secret, which is nowhere else and never told again */
  async create(
    { name, scopes = ['submit', 'read'], rateLimit }: NewKey,
    now = Date.now(),
  ): Promise<{ key: ApiKey; secret: string }> {
    const secret = `hs_${randomBytes(32).toString('base64url')}`;
    const row: Selectable<ApiKeyTable> = {
      id: newId('key', now),
      name: name.slice(0, 200),
      hash: hashOf(secret),
      hint: secret.slice(0, 7),
      scopes: JSON.stringify([...new Set(scopes)]),
      rate_limit: rateLimit ?? null,
      created_at: now,
      last_used_at: null,
      revoked_at: null,
    };
    await this.db.insertInto('api_key').values(row).execute();
    return { key: keyOf(row), secret };
  }

  /** Every key, newest first, the revoked ones too. */
  async list(): Promise<ApiKey[]> {
    const rows = await this.db.selectFrom('api_key').selectAll().orderBy('id', 'desc').execute();
    return rows.map(keyOf);
  }

  /** @returns false where there is no such key, or it is revoked already */
  async revoke(id: string, now = Date.now()): Promise<boolean> {
    this.#cache.clear();
    const row = await this.db
      .updateTable('api_key')
      .set({ revoked_at: now })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  }

  /** The key of a secret that was good a moment ago, without a look at the database. */
  remembered(secret: string, now = Date.now()): ApiKey | undefined {
    const found = this.#cache.get(hashOf(secret));
    return found && found.until > now ? found.key : undefined;
  }

  /**
   * The key of a secret; undefined where it is none, or revoked. Secrets are looked up by their hash: how long that takes
   * tells nothing of any secret.
   */
  async verify(secret: string, now = Date.now()): Promise<ApiKey | undefined> {
    if (!FORM.test(secret)) return undefined;
    const key = this.remembered(secret, now) ?? (await this.look(hashOf(secret), now));
    if (key) await this.noteUse(key, now);
    return key;
  }

  private async look(hash: string, now: number): Promise<ApiKey | undefined> {
    const row = await this.db
      .selectFrom('api_key')
      .selectAll()
      .where('hash', '=', hash)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    this.#cache.delete(hash);
    if (!row) return undefined;
    const key = keyOf(row);
    this.#cache.set(hash, { key, until: now + KEY_CACHE_MS });
    const oldest = this.#cache.keys().next().value;
    if (this.#cache.size > CACHED && oldest !== undefined) this.#cache.delete(oldest);
    return key;
  }

  private async noteUse({ id, lastUsedAt }: ApiKey, now: number): Promise<void> {
    if ((this.#used.get(id) ?? lastUsedAt ?? 0) > now - USED_MS) return;
    this.#used.set(id, now);
    await this.db.updateTable('api_key').set({ last_used_at: now }).where('id', '=', id).execute();
  }
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

function keyOf(row: Selectable<ApiKeyTable>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: JSON.parse(row.scopes) as Scope[],
    rateLimit: row.rate_limit,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}
