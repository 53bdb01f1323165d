import { useCallback, useEffect, useState } from 'react';
import { client } from '../api/client.js';
import { asFault } from '../api/fault.js';
import type { WebhookDelivery, WebhookEndpoint } from '../api/types.js';
import { timeText } from '../app/figures.js';
import { noteClick } from '../developers/clicked.js';
import { TableHead } from '../parts/table-head.js';
import { TEXTS } from '../texts.js';

/** Addresses that are told of events. */
export function Hooks() {
  const words = TEXTS.config;
  const [endpoints, setEndpoints] = useState<WebhookEndpoint[]>();
  const [off, setOff] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [secret, setSecret] = useState<string>();
  const [url, setUrl] = useState('');
  const look = useCallback(async () => {
    try {
      setEndpoints((await client().webhooks.list({ limit: 100 })).data);
    } catch (error) {
      const fault = asFault(error);
      if (fault.status === 404) setOff(true);
      else setWrong(fault.message);
    }
  }, []);
  useEffect(() => void look(), [look]);
  const run = async (work: () => Promise<unknown>) => {
    setWrong(undefined);
    try {
      await work();
      await look();
    } catch (error) {
      const { message, hint } = asFault(error);
      setWrong(hint ? `${message}. ${hint}` : message);
    }
  };
  return (
    <section className="card" aria-label={words.hooks}>
      <h2>{words.hooks}</h2>
      <p className="hint">{off ? words.hooksOff : words.hooksAbout}</p>
      {!off && (
        <form
          className="hook-form"
          onSubmit={(event) => {
            event.preventDefault();
            void run(async () => {
              noteClick({ what: 'webhook', url: url.trim() });
              setSecret((await client().webhooks.create({ url: url.trim() })).secret);
              setUrl('');
            });
          }}
        >
          <label className="field">
            <span>{words.hookUrl}</span>
            <span className="field-row">
              <input
                type="url"
                required
                placeholder="https://shop.example/hooks/heroshot"
                value={url}
                onChange={(event) => setUrl(event.target.value)}
              />
              <button type="submit" className="button">
                {words.hookAdd}
              </button>
            </span>
          </label>
        </form>
      )}
      {wrong && (
        <p className="fault" role="alert">
          {wrong}
        </p>
      )}
      {secret && (
        <p className="secret" role="status">
          {words.hookSecret} <code>{secret}</code>
        </p>
      )}
      {endpoints?.length === 0 && <p className="hint">{words.hooksNone}</p>}
      {endpoints?.map((endpoint) => (
        <Endpoint key={endpoint.id} endpoint={endpoint} run={run} />
      ))}
    </section>
  );
}

function Endpoint({
  endpoint,
  run,
}: {
  endpoint: WebhookEndpoint;
  run(work: () => Promise<unknown>): Promise<void>;
}) {
  const words = TEXTS.config;
  const [log, setLog] = useState<WebhookDelivery[]>([]);
  const look = useCallback(
    () =>
      client()
        .webhooks.deliveries(endpoint.id, { limit: 10 })
        .then(({ data }) => setLog(data)),
    [endpoint.id],
  );
  useEffect(() => {
    const again = () => void look().catch(() => {});
    again();
    const timer = setInterval(again, 4000);
    return () => clearInterval(timer);
  }, [look]);
  return (
    <div className="endpoint">
      <div className="endpoint-head">
        <code>{endpoint.url}</code>
        <span className={`state-chip tone-${endpoint.enabled ? 'pass' : 'plain'}`}>
          {endpoint.enabled ? words.enabled : words.disabled}
        </span>
        <button
          type="button"
          className="button"
          onClick={() =>
            run(() => {
              noteClick({ what: 'webhookTest', id: endpoint.id });
              return client().webhooks.test(endpoint.id).then(look);
            })
          }
        >
          {words.hookTest}
        </button>
        <button
          type="button"
          className="button"
          onClick={() =>
            run(() => {
              noteClick({ what: 'webhookDelete', id: endpoint.id });
              return client().webhooks.delete(endpoint.id);
            })
          }
        >
          {words.hookRemove}
        </button>
      </div>
      <h3 className="endpoint-log">{words.hookLog}</h3>
      {log.length === 0 ? (
        <p className="hint">{words.hookLogNone}</p>
      ) : (
        <div className="table-box">
          <table className="table table-tight">
            <caption className="unseen">{words.hookLog}</caption>
            <TableHead titles={Object.values(words.hookColumns)} />
            <tbody>
              {log.map((delivery) => (
                <DeliveryRow
                  key={delivery.id}
                  delivery={delivery}
                  onAgain={() => run(() => client().webhooks.redeliver(delivery.id).then(look))}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function DeliveryRow({ delivery, onAgain }: { delivery: WebhookDelivery; onAgain(): void }) {
  const words = TEXTS.config;
  const { type, state, attempts, created_at } = delivery;
  const last = attempts.at(-1);
  const tone = state === 'delivered' ? 'pass' : state === 'failed' ? 'fail' : 'plain';
  return (
    <tr>
      <th scope="row">{type}</th>
      <td>
        <span className={`state-chip tone-${tone}`}>{words.hookStates[state] ?? state}</span>{' '}
        {state === 'failed' && (
          <button type="button" className="link" onClick={onAgain}>
            {words.hookRetry}
          </button>
        )}
      </td>
      <td>
        {last && (last.status ?? last.error)}
        {attempts.length > 0 && <span className="hint"> {words.hookAttempts(attempts.length)}</span>}
      </td>
      <td className="table-figures">{timeText(created_at)}</td>
    </tr>
  );
}
