import { lookup as systemLookup } from 'node:dns';
import { type AgentOptions, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, type LookupFunction, type NetConnectOpts } from 'node:net';
import { HeroshotError } from '../../engine/errors.js';
import { type AddressPolicy, checkAddress } from './address-guard.js';

/** Agents whose connections only ever go to addresses that were checked. */
export interface GuardedAgents {
  http: HttpAgent;
  https: HttpsAgent;
  /** Close kept connections. */
  close(): void;
}

/** How the agents resolve and keep connections. */
export interface GuardedAgentOptions extends AddressPolicy {
  /** Resolver of host names; the system's by default. It is asked for all addresses. */
  lookup?: LookupFunction | undefined;
}

/**
 * A `lookup` that fails unless every address of the name is allowed. It is asked once per connection and its answer is
 * what is connected to, so a name that changes its address in between gains nothing.
 */
export function guardedLookup({
  lookup = systemLookup,
  ...policy
}: GuardedAgentOptions = {}): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      try {
        const all = addresses as { address: string; family: number }[];
        if (all.length === 0) throw new HeroshotError('url_refused', `${host} has no address`);
        for (const { address } of all) checkAddress(address, host, policy);
        if (options.all) callback(null, all);
        else callback(null, all[0].address, all[0].family);
      } catch (refused) {
        callback(refused as Error, '', 0);
      }
    });
  };
}

/**
 * Agents for `node:http` and `node:https`: host names pass {@link guardedLookup}, and addresses that are written out, for
 * which Node never looks up anything, are checked as the connection is made. Whoever follows redirects with these agents
 * has each one checked.
 *
 * @example
 * const agents = guardedAgents();
 * https.request('https://shop.example/hook', { method: 'POST', agent: agents.https });
 */
export function guardedAgents(options: GuardedAgentOptions = {}): GuardedAgents {
  const shared: AgentOptions = { keepAlive: true, maxFreeSockets: 16, timeout: 30_000 };
  const pinned = { ...shared, lookup: guardedLookup(options) } as AgentOptions;
  const http = guarded(new HttpAgent(pinned), options);
  const https = guarded(new HttpsAgent(pinned), options);
  return {
    http,
    https,
    close: () => {
      http.destroy();
      https.destroy();
    },
  };
}

type Connect = (
  options: NetConnectOpts & { socketPath?: string },
  done?: (error: Error | null) => void,
) => unknown;

function guarded<A extends HttpAgent>(agent: A, policy: AddressPolicy): A {
  const connecting = agent as unknown as { createConnection: Connect };
  const connect = connecting.createConnection.bind(agent);
  connecting.createConnection = (options, done) => {
    try {
      const { host, socketPath } = options as { host?: string; socketPath?: string };
      if (socketPath) throw new HeroshotError('url_refused', 'local sockets are not connected to');
      if (host && isIP(host)) checkAddress(host, host, policy);
    } catch (refused) {
      // Thrown here it could come up in another request's event; handed over it is this request's error.
      process.nextTick(() => done?.(refused as Error));
      return undefined;
    }
    return connect(options, done);
  };
  return agent;
}
