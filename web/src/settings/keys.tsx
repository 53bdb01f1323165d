import { useCallback, useEffect, useState } from 'react';
import { client } from '../api/client.js';
import { asFault } from '../api/fault.js';
import { forgetKey, savedKey, wantKey } from '../api/key.js';
import type { KeyList } from '../api/types.js';
import { timeText } from '../app/figures.js';
import { noteClick } from '../developers/clicked.js';
import { Icon } from '../parts/icon.js';
import { TableHead } from '../parts/table-head.js';
import { TEXTS } from '../texts.js';

const words = TEXTS.config;
const SCOPES = ['submit', 'read', 'admin'] as const;
type Scope = (typeof SCOPES)[number];

/** Who may use the service: this browser's key, and all of them for an administrator. */
export function KeysCard() {
  const [keys, setKeys] = useState<KeyList['data']>();
  const [wrong, setWrong] = useState<string>();
  const [secret, setSecret] = useState<string>();
  const own = savedKey();
  const look = useCallback(async () => {
    try {
      setKeys((await client().keys.list()).data);
    } catch (error) {
      setWrong(asFault(error).message);
    }
  }, []);
  useEffect(() => void look(), [look]);
  const run = async (work: () => Promise<unknown>) => {
    setWrong(undefined);
    setSecret(undefined);
    try {
      await work();
      await look();
    } catch (error) {
      setWrong(asFault(error).message);
    }
  };
  const admin = !own || keys?.some(({ current, scopes }) => current && scopes.includes('admin'));
  return (
    <section className="card" aria-label={words.keys}>
      <div className="card-head">
        <h2>{words.keys}</h2>
        <span className="hint">{own ? words.keySet : words.keyOpen}</span>
        <button type="button" className="button" onClick={wantKey}>
          <Icon name="key" />
          {words.keyChange}
        </button>
        {own && (
          <button
            type="button"
            className="button"
            onClick={() => {
              forgetKey();
              location.reload();
            }}
          >
            {words.keyForget}
          </button>
        )}
      </div>
      {wrong && (
        <p className="fault" role="alert">
          {wrong}
        </p>
      )}
      {admin && (
        <NewKey
          onMake={(name, scopes) =>
            run(async () => {
              noteClick({ what: 'key', name, scopes });
              setSecret((await client().keys.create({ name, scopes })).secret);
            })
          }
        />
      )}
      {secret && (
        <p className="secret" role="status">
          {words.keySecret} <code>{secret}</code>
        </p>
      )}
      {keys?.length === 0 && <p className="hint">{words.keysNone}</p>}
      {keys && keys.length > 0 && (
        <div className="table-box">
          <table className="table table-tight">
            <caption className="unseen">{words.keys}</caption>
            <TableHead titles={Object.values(words.keyColumns)} />
            <tbody>
              {keys.map(({ id, name, hint, scopes, last_used_at, revoked_at, current }) => (
                <tr key={id}>
                  <th scope="row">
                    {name} <span className="hint">{`${hint}…`}</span>
                  </th>
                  <td>{scopes.join(', ')}</td>
                  <td className="table-figures">{last_used_at ? timeText(last_used_at) : words.keyUnused}</td>
                  <td>
                    {revoked_at ? (
                      <span className="state-chip tone-plain">{words.keyRevoked}</span>
                    ) : current ? (
                      <span className="state-chip tone-pass">{words.keyCurrent}</span>
                    ) : (
                      admin && (
                        <button
                          type="button"
                          className="link"
                          aria-label={words.keyRevokeOne(name)}
                          onClick={() =>
                            run(() => {
                              noteClick({ what: 'keyRevoke', id });
                              return client().keys.revoke(id);
                            })
                          }
                        >
                          {words.keyRevoke}
                        </button>
                      )
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function NewKey({ onMake }: { onMake(name: string, scopes: Scope[]): void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['submit', 'read']);
  return (
    <form
      className="key-form"
      onSubmit={(event) => {
        event.preventDefault();
        onMake(name.trim(), [...scopes]);
        setName('');
      }}
    >
      <label className="field">
        <span>{words.keyName}</span>
        <input
          type="text"
          required
          maxLength={200}
          placeholder={words.keyNameHint}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <fieldset className="key-scopes">
        <legend className="unseen">{words.keyScopes}</legend>
        {SCOPES.map((scope) => (
          <label key={scope} className="check" title={words.scopes[scope]}>
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={(event) =>
                setScopes(
                  SCOPES.filter((one) => (one === scope ? event.target.checked : scopes.includes(one))),
                )
              }
            />
            <span>{scope}</span>
          </label>
        ))}
      </fieldset>
      <button type="submit" className="button" disabled={scopes.length === 0 || name.trim() === ''}>
        {words.keyMake}
      </button>
    </form>
  );
}
