import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from '../../engine/pool/pool.js';
import { sha256 } from '../cache/entry.js';
import { memoryCache } from '../cache/memory.js';
import type { Picture, PictureKey } from '../cache/picture.js';
import { WorkQueue } from '../enhancer/work-queue.js';
import { asEdgeError } from '../errors.js';
import { SingleFlight } from '../flight/single-flight.js';
import { checkPresets } from '../grammar/grammar.js';
import type { EdgeFormat } from '../grammar/options.js';
import type { Headers } from '../negotiation/hints.js';
import { checkRules } from '../signature.js';
import { openSources } from '../sources/sources.js';
import { type Arrival, type EdgeAnswer, errorAnswer, pictureAnswer } from './answer.js';
import { BoundedMap } from './bounded-map.js';
import { FetchLines } from './fetch-lines.js';
import { type EdgeServerOptions, LIFE } from './options.js';
import { checkOrigins, differByOrigin, originHeaders } from './origins.js';
import { type CheckedRequest, checkRequest, keyOf } from './request.js';
import { SourceDesk } from './source-desk.js';
import { type Order, Studio } from './studio.js';
import type { Answered, Stages } from './watch.js';

/** Serves pictures; knows HTTP's words but no web framework. */
export interface EdgeServer {
  /**
   * Answer a request. Never rejects.
   *
   * @param url path and query as they were sent, without what the server is mounted at
   */
  answer(url: string, headers: Headers): Promise<EdgeAnswer>;
  /** Forget everything that was made of a source, named as in an address: `local:///bag.jpg`. */
  purge(source: string): Promise<void>;
  /** The line before the network: how long it is, and when it is idle. */
  readonly enhancing: Pick<WorkQueue, 'waiting' | 'running' | 'whenIdle'>;
  close(): Promise<void>;
}

/** Milliseconds in which an enhancement that failed is not tried again. */
const FAILED_FOR = 60_000;

/** Share of the WebP's bytes that an AVIF must stay below to be worth keeping. */
const WORTH = 0.9;

/**
 * Make a server of on-the-fly pictures.
 *
 * @throws {HeroshotError} `bad_option`; {@link EdgeError} for presets that no address could use
 */
export function createEdge(options: EdgeServerOptions): EdgeServer {
  checkRules(options.signatures);
  const { presets = {}, negotiation = {}, now = Date.now, onFault = () => {}, fallback } = options;
  const { wait = true, patience = 10_000, tier = 'edge', enhancer, limits, watch } = options;
  const { allowOrigins = '*' } = options;
  checkOrigins(allowOrigins);
  checkPresets(presets);
  const life = { ...LIFE, ...options.life };
  const cores = availableParallelism();
  const enhancing = new WorkQueue({ atOnce: 1, waiting: 32, deadline: 10_000, ...options.enhancing });
  const making = new WorkQueue({ atOnce: renders(cores), waiting: 256, deadline: 15_000, ...options.making });
  const fetching = { atOnce: 8, waiting: 256, deadline: 15_000, ...options.fetching };
  const sources = openSources(options.sources);
  const cache = options.cache ?? memoryCache(64 * 2 ** 20);
  const ownThreads = options.threads ? undefined : new Pool(1);
  const threads = options.threads ?? (ownThreads as Pool);
  const desk = new SourceDesk(new FetchLines(fetching), now, limits);
  const studio = new Studio({ enhancer, tier, threads, enhancing, making, now, watch });
  const flight = options.flight ?? new SingleFlight<Picture>();
  const plainFlight = new SingleFlight<Picture>();
  const failed = new BoundedMap<{ reason: string; until: number }>(10_000);
  const notWorth = new BoundedMap<true>(50_000);
  const behind = new Set<Promise<unknown>>();
  const rules = { signatures: options.signatures, presets, negotiation, sources, now };
  let purges = 0;

  /** What nobody waits for. */
  const leave = (work: Promise<unknown>) => {
    const left = work.catch(onFault).finally(() => behind.delete(left));
    behind.add(left);
  };
  const flightKey = (key: PictureKey, version: string) => sha256(`${key.source} ${key.variant} ${version}`);

  async function kept(request: CheckedRequest, key: PictureKey): Promise<Picture | undefined> {
    const picture = await cache.get(key);
    if (!picture) return undefined;
    const standing = desk.standing(request.picture, picture);
    if (standing === 'outdated') return undefined;
    if (standing === 'stale')
      leave(
        desk.check(request.picture, picture.version).catch(async () => {
          await cache.purge(key.source);
        }),
      );
    return picture;
  }

  /** Keep what was made, unless it was purged or its source changed meanwhile. */
  async function keep(key: PictureKey, picture: Picture, at: number): Promise<Picture> {
    if (at === purges) await cache.put(key, picture);
    return picture;
  }

  async function answered(request: CheckedRequest): Promise<Arrival> {
    const { wanted, accepted } = request.outcome.format;
    // An AVIF takes too long to make while somebody waits: unless it is asked for by name, it is served once it is there.
    const soon: EdgeFormat = accepted && wanted === 'avif' ? 'webp' : wanted;
    const keys = [...new Set([wanted, soon])].map((format) =>
      keyOf(request, enhancer ? tier : 'none', format),
    );
    for (const key of keys) {
      const picture = await kept(request, key);
      if (!picture) continue;
      const arrival = { picture, cached: true, stages: {} };
      if (soon !== wanted && key !== keys[0]) avifBehind(request, keys[0], picture);
      return arrival;
    }
    return made(
      { ...request, outcome: { ...request.outcome, format: { wanted: soon, accepted } } },
      keys[keys.length - 1],
    );
  }

  async function made(request: CheckedRequest, key: PictureKey): Promise<Arrival> {
    const opened = await desk.open(request.picture);
    const order: Order = { source: key.source, opened, options: request.options, outcome: request.outcome };
    const at = purges;
    const flying = flightKey(key, opened.version);
    let stages: Stages = {};
    const plain = (kind: PictureKey) =>
      plainFlight.run(flightKey(kind, opened.version), async () => {
        const done = await studio.plain(order);
        stages = done.stages;
        return keep(kind, done.picture, at);
      });
    if (studio.isPlain(order)) return { picture: await plain(key), cached: false, stages };

    const standIn = async (reason: string): Promise<Arrival> => {
      const own = keyOf(request, 'none', request.outcome.format.wanted);
      const picture = (await kept(request, own)) ?? (await plain(own));
      return { picture, cached: false, standIn: reason, stages };
    };
    const reason = enhancer ? recentFailure(flying) : 'off';
    if (reason) return standIn(reason);
    const waits = request.options.wait ?? wait;
    const enhanced = flight.run(flying, async () => {
      const done = await studio.enhanced(order, waits ? 'awaited' : 'behind');
      stages = done.stages;
      return keep(key, done.picture, at);
    });
    const outcome = enhanced.then(
      (picture) => ({ picture }),
      (error: unknown) => ({ error }),
    );
    leave(outcome);
    const first = waits ? await firstOf(outcome) : undefined;
    if (!first) {
      void outcome.then((late) => 'error' in late && noteFailure(flying, late.error));
      return standIn('waiting');
    }
    if ('picture' in first) return { picture: await keptHere(key, first.picture, at), cached: false, stages };
    return standIn(noteFailure(flying, first.error));
  }

  /** What comes of it within a visitor's patience. */
  async function firstOf<T>(outcome: Promise<T>): Promise<T | undefined> {
    const settled = new AbortController();
    try {
      return await Promise.race([outcome, after(patience, settled.signal)]);
    } finally {
      settled.abort();
    }
  }

  /** A picture that another node made is kept here too. */
  async function keptHere(key: PictureKey, picture: Picture, at: number): Promise<Picture> {
    if (options.flight && !(await cache.get(key))) await keep(key, picture, at);
    return picture;
  }

  function recentFailure(name: string): string | undefined {
    const found = failed.get(name);
    return found && now() < found.until ? found.reason : undefined;
  }

  /** A failure in a word. What is only busy may be tried again by the next visitor. */
  function noteFailure(name: string, error: unknown): string {
    const { code } = asEdgeError(error);
    if (code === 'busy') return 'busy';
    onFault(error);
    const reason = code === 'internal' ? 'failed' : code;
    failed.set(name, { reason, until: now() + FAILED_FOR });
    return reason;
  }

  /** Make an AVIF for the next visitors, when nothing else is to be done, and keep it if it is worth its name. */
  function avifBehind(request: CheckedRequest, key: PictureKey, webp: Picture): void {
    const name = `${key.source}/${key.variant}`;
    if (request.options.for || request.options.cutout || notWorth.get(name) || plainFlight.has(name)) return;
    if (making.waiting > 0 || enhancing.waiting > 0) return;
    leave(
      plainFlight.run(name, async () => {
        const at = purges;
        const opened = await desk.open(request.picture);
        const format = { wanted: 'avif', accepted: true } as const;
        const order = {
          source: key.source,
          opened,
          options: request.options,
          outcome: { ...request.outcome, format },
        };
        const { picture } = await (studio.isPlain(order)
          ? studio.plain(order)
          : studio.enhanced(order, 'behind'));
        if (picture.body.length < WORTH * webp.body.length) return keep(key, picture, at);
        notWorth.set(name, true);
        return picture;
      }),
    );
  }

  function answerWith(request: CheckedRequest, arrival: Arrival, headers: Headers): EdgeAnswer {
    const { vary, size } = request.outcome;
    const { expires, dpr } = request.options;
    const ifNoneMatch = headers['if-none-match'];
    const asked = {
      vary: differByOrigin(allowOrigins) ? [...vary, 'Origin'] : vary,
      ifNoneMatch: typeof ifNoneMatch === 'string' ? ifNoneMatch : undefined,
      expires,
      dense: dpr !== undefined || size.dpr !== 1,
    };
    return pictureAnswer(arrival, asked, life, now());
  }

  /** The answer to a request, and what is told of it. */
  async function answerTo(
    url: string,
    headers: Headers,
  ): Promise<[answer: EdgeAnswer, told: Omit<Answered, 'status' | 'bytes'>]> {
    try {
      const request = checkRequest(url, headers, rules);
      const arrival = await answered(request);
      const { picture, cached, standIn, stages } = arrival;
      const told = { picture: { cached, making: picture.making, standIn }, stages };
      return [answerWith(request, arrival, headers), told];
    } catch (error) {
      const known = asEdgeError(error);
      if (known.status === 500) onFault(error);
      return [errorAnswer(known, fallback), { code: known.code, stages: {} }];
    }
  }

  return {
    enhancing,
    async answer(url, headers) {
      const [answer, told] = await answerTo(url, headers);
      Object.assign(answer.headers, originHeaders(allowOrigins, headers.origin));
      watch?.answered?.({ ...told, status: answer.status, bytes: answer.body?.length ?? 0 });
      return answer;
    },
    async purge(source) {
      const { id } = sources.picture(source);
      const name = sha256(id);
      purges++;
      desk.forget(id);
      studio.forget(name);
      await cache.purge(name);
    },
    async close() {
      await Promise.allSettled(behind);
      sources.close();
      await Promise.all([cache.close(), ownThreads?.close()]);
    },
  };
}

/**
 * Renderings at the same time. libuv's threads, on which sharp works, read files too (four, unless `UV_THREADPOOL_SIZE` says otherwise):
 * one is left for them, so that a kept picture never waits for others to be made.
 */
function renders(cores: number): number {
  const threads = Number(process.env.UV_THREADPOOL_SIZE) || 4;
  return Math.max(1, Math.min(cores, threads - 1));
}

/** Undefined, after a while. Cut off where nobody waits any more. */
function after(milliseconds: number, signal: AbortSignal): Promise<undefined> {
  return pause(milliseconds, undefined, { ref: false, signal }).catch(() => undefined);
}
