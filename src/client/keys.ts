import type { KeyList, MadeKey, NewKey } from '../api/schemas/key.js';
import type { Transport } from './transport.js';

/** Who may use the service; making and ending keys needs one with the scope `admin`. */
export class Keys {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Every key for an administrator, else the one that asks. */
  list(): Promise<KeyList> {
    return this.#transport.json({ method: 'GET', path: '/v1/keys' });
  }

  /** The key itself is in `secret`, this once. */
  create(key: NewKey): Promise<MadeKey> {
    return this.#transport.json({ method: 'POST', path: '/v1/keys', body: key });
  }

  async revoke(id: string): Promise<void> {
    await this.#transport.send({ method: 'DELETE', path: `/v1/keys/${encodeURIComponent(id)}` });
  }
}
