/** Where the network runs in a browser. */
export type Device = 'wasm' | 'webgpu';

/** What a picture's damage is taken for, each 0..1: compression, noise, blur. */
export interface Told {
  compression: number;
  noise: number;
  blur: number;
}

/** A picture to enhance, as the page asks its worker. */
export interface Ask {
  id: number;
  /** Address of the plain picture. */
  url: string;
  /** Device pixels that it is shown across. */
  across: number;
  /** Most milliseconds that the network may take for it, by what was measured. */
  patience: number;
  device: 'auto' | Device;
  /** A constrained connection: the runtime is not fetched, only taken where the browser has it. */
  fromCacheOnly: boolean;
  /** Given by the page; measured where absent. */
  condition?: Told | undefined;
}

/** Milliseconds of each part of the work. */
export interface Timings {
  /** The plain picture's bytes and pixels. */
  decode: number;
  /** Runtime, weights and the measurement of the device; about 0 from the second picture on. */
  start: number;
  /** Condition, network and guard. */
  enhance: number;
  encode: number;
}

/** Why a picture stays as it is. */
export type PlainReason =
  /** It has the pixels that the screen can show. */
  | 'enough'
  /** The device would take longer than is worth waiting for. */
  | 'slow'
  /** It has more pixels than are enhanced in a browser. */
  | 'large'
  /** It is no still JPEG, PNG, WebP or AVIF. */
  | 'unsupported'
  /** The connection is constrained, and the runtime is not here yet. */
  | 'constrained'
  /** Something could not be fetched or run; `message` says what. */
  | 'failed';

/** How fast the device is. */
export interface Measured {
  /** Milliseconds for a megapixel of input. */
  pace: number;
  device: Device;
  threads: number;
}

/** What the worker answers. */
export type Answer = { id: number; measured?: Measured | undefined } & (
  | { enhanced: { blob: Blob; width: number; height: number; condition: Told; timings: Timings } }
  | { plain: PlainReason; message?: string }
);

/** What the worker is told. */
export type Message = { ask: Ask } | { cancel: number };
