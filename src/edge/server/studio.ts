import { readSource } from '../../engine/decode/source.js';
import { DEFAULT_LIMITS } from '../../engine/limits.js';
import type { Tier } from '../../engine/network/registry.js';
import type { Raster } from '../../engine/raster.js';
import { longestSide } from '../../marketplaces/marketplace.js';
import { marketplace } from '../../marketplaces/marketplaces.js';
import { sha256 } from '../cache/entry.js';
import type { Making, Picture } from '../cache/picture.js';
import type { Enhancer } from '../enhancer/enhancer.js';
import type { Urgency, WorkQueue } from '../enhancer/work-queue.js';
import { asEdgeError } from '../errors.js';
import { SingleFlight } from '../flight/single-flight.js';
import type { EdgeFormat, EdgeOptions } from '../grammar/options.js';
import type { Outcome } from '../negotiation/negotiation.js';
import { type Geometry, planGeometry, reachOf } from '../render/geometry.js';
import { type EdgeThreads, type Rendered, render } from '../render/render.js';
import { RecentWorks } from './recent-works.js';
import type { OpenedSource } from './source-desk.js';
import type { EdgeWatch, Stages } from './watch.js';

/** What is to be made of a source. */
export interface Order {
  /** Hex digest of the source's place. */
  source: string;
  opened: OpenedSource;
  options: EdgeOptions;
  outcome: Outcome;
}

export interface StudioOptions {
  enhancer: Enhancer | undefined;
  tier: Tier;
  threads: EdgeThreads;
  /** The line before the network. */
  enhancing: WorkQueue;
  /** The line before everything else. */
  making: WorkQueue;
  now: () => number;
  watch?: EdgeWatch | undefined;
}

/** Bytes of what networks made that are kept for the other sizes of a picture: pixels, and files of cut-outs. */
const RASTERS = 96 * 2 ** 20;
const CUTOUTS = 32 * 2 ** 20;

/** A picture, and how long its stages took. */
export interface Done {
  picture: Picture;
  stages: Stages;
}

/** Makes pictures of sources: plain ones, and those that the network has a part in. */
export class Studio {
  readonly #rasters = new RecentWorks<Raster>(RASTERS);
  readonly #cutouts = new RecentWorks<Uint8Array>(CUTOUTS);
  readonly #enhancing = new SingleFlight<Raster>();
  readonly #treating = new SingleFlight<Uint8Array>();

  constructor(private readonly options: StudioOptions) {}

  /** The way to an ordered picture. @throws {EdgeError} `result_too_large` */
  plan({ opened, options, outcome }: Order): Geometry {
    return planGeometry(opened.source, options, outcome.size, reachOf(options, outcome.original));
  }

  /** Whether arithmetic alone makes the picture as it is meant. */
  isPlain(order: Order): boolean {
    return !isTreated(order.options) && (!this.options.enhancer || this.plan(order).network === 0);
  }

  /** The picture as it is meant. @throws {EdgeError} `busy`, or what the network throws */
  async enhanced(order: Order, urgency: Urgency): Promise<Done> {
    if (isTreated(order.options)) return this.#treated(order, urgency);
    const geometry = this.plan(order);
    const stages: Stages = {};
    const raster = await this.#raster(order, geometry.network as 2 | 4, urgency, stages);
    return this.#rendered(order, geometry, order.opened, 'enhanced', raster, stages);
  }

  /** The picture by arithmetic alone: of the same size, as far as that can be known. */
  plain(order: Order): Promise<Done> {
    const { options, opened } = order;
    const standIn = options.for ? { ...order, ...likeMarketplace(order) } : order;
    return this.#rendered(standIn, { ...this.plan(standIn), network: 0 }, opened, 'plain');
  }

  /** Forget what networks made of a source, by the hex digest of its place. */
  forget(source: string): void {
    for (const recent of [this.#rasters, this.#cutouts]) recent.forget(`${source}:`);
  }

  async #raster(order: Order, scale: 2 | 4, urgency: Urgency, stages: Stages): Promise<Raster> {
    const { tier } = this.options;
    const { bytes } = order.opened;
    const name = `${workName(order)}:${scale}`;
    return (
      this.#rasters.get(name) ??
      this.#enhancing.run(name, async () => {
        const raster = await this.#inLine(urgency, stages, (enhancer) =>
          enhancer.enhance(bytes, { scale, tier }),
        );
        const { decodeMs } = raster;
        if (decodeMs !== undefined && stages.network !== undefined) {
          stages.decode = decodeMs;
          stages.network -= decodeMs;
        }
        this.#rasters.keep(name, raster, raster.samples.byteLength);
        return raster;
      })
    );
  }

  /** Cut out or made for a marketplace; what was cut out is then resized like any source. */
  async #treated(order: Order, urgency: Urgency): Promise<Done> {
    const { tier } = this.options;
    const { opened, options, outcome } = order;
    const { for: market, cutout, background, quality } = options;
    const { network } = market ? { network: marketScale(opened.source, market) } : this.plan(order);
    const off = options.enhance === 'off' || outcome.original;
    const how = {
      cutout,
      scale: off ? 1 : network || 1,
      tier,
      // What is resized after it loses nothing on the way.
      format: market ? formatOf(order) : 'png',
      ...(background ? { background } : {}),
      ...(market ? { for: market } : {}),
      ...(market && quality ? { quality } : {}),
    } as const;
    const stages: Stages = {};
    const name = `${workName(order)}:${JSON.stringify(how)}`;
    const treat = () => this.#inLine(urgency, stages, (enhancer) => enhancer.treat(opened.bytes, how));
    const file = this.#cutouts.get(name) ?? (await this.#treating.run(name, treat));
    const source = await readSource(file, DEFAULT_LIMITS);
    if (market) {
      const { width, height, format } = source;
      const made = { body: file, width, height, format: format as EdgeFormat };
      return {
        picture: this.#picture(made, order, 1, 'enhanced'),
        stages: { fetch: opened.fetchMs, ...stages },
      };
    }
    this.#cutouts.keep(name, file, file.byteLength);
    const treated = { ...opened, bytes: file, source };
    const resized = { ...order, opened: treated, options: { ...options, enhance: 'off' as const } };
    return this.#rendered(resized, this.plan(resized), treated, 'enhanced', undefined, stages);
  }

  /** Let networks do something in their turn. */
  async #inLine<T>(urgency: Urgency, stages: Stages, work: (enhancer: Enhancer) => Promise<T>): Promise<T> {
    const { enhancer, enhancing, watch } = this.options;
    if (!enhancer) throw new RangeError('there is no enhancer');
    const asked = performance.now();
    try {
      const done = await enhancing.run(async () => {
        const began = performance.now();
        stages.queue = began - asked;
        const result = await work(enhancer);
        stages.network = performance.now() - began;
        return result;
      }, urgency);
      watch?.enhanced?.('done');
      return done;
    } catch (error) {
      watch?.enhanced?.(asEdgeError(error).code === 'busy' ? 'busy' : 'failed');
      throw error;
    }
  }

  async #rendered(
    order: Order,
    geometry: Geometry,
    { bytes, source, fetchMs }: OpenedSource,
    making: Making,
    enhanced?: Raster,
    before: Stages = {},
  ): Promise<Done> {
    const { options, outcome } = order;
    const began = performance.now();
    const job = { bytes, source, enhanced, geometry, options, format: outcome.format };
    const made = await this.options.making.run(() => render(job, this.options.threads));
    const picture = this.#picture(made, order, geometry.dpr, making);
    const stage = making === 'enhanced' ? 'encode' : 'render';
    return { picture, stages: { fetch: fetchMs, ...before, [stage]: performance.now() - began } };
  }

  #picture(made: Rendered, { opened }: Order, dpr: number, making: Making): Picture {
    return {
      ...made,
      dpr: Math.round(dpr * 100) / 100,
      making,
      version: opened.version,
      madeAt: this.options.now(),
      sha256: sha256(made.body),
    };
  }
}

/** What networks make depends on the source and its version. */
const workName = ({ source, opened }: Order) => `${source}:${sha256(opened.version)}`;

const isTreated = ({ cutout, for: market }: EdgeOptions) => cutout || market !== undefined;

/** A marketplace's own format, unless the address names one. */
const formatOf = ({ options, outcome }: Order): EdgeFormat => {
  if (options.format) return options.format;
  const own = options.for && marketplace(options.for).format;
  return own === 'jpeg' || own === 'png' || own === 'webp' || own === 'avif' ? own : outcome.format.wanted;
};

/** The least scale that fills a marketplace's canvas. */
function marketScale({ width, height }: { width: number; height: number }, market: string): 1 | 2 | 4 {
  const scale = longestSide(marketplace(market).canvas) / Math.max(width, height);
  return scale <= 1 ? 1 : scale <= 2 ? 2 : 4;
}

/** What stands in for a marketplace's file until it is made: the whole picture on a canvas of about that size. */
function likeMarketplace(order: Order): Pick<Order, 'options' | 'outcome'> {
  const { canvas } = marketplace(order.options.for ?? '');
  const [width, height] =
    canvas.kind === 'exact' ? [canvas.width, canvas.height] : [canvas.longest, canvas.longest];
  return {
    options: { ...order.options, width, height, extend: { type: 'ce', x: 0, y: 0 }, background: 'ffffff' },
    outcome: {
      ...order.outcome,
      size: { width, height, scale: 1, atMost: 0, dpr: 1 },
      format: { wanted: formatOf(order), accepted: false },
    },
  };
}
