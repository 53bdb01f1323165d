import { interpolations, type Method } from './method.js';
import { networksIn } from './peers.js';
import { shippedMethods } from './shipped.js';
import { upscalerMethods } from './upscaler/method.js';

/** Which methods take part. Plain data: it crosses to threads and child processes. */
export interface MethodChoice {
  /** Folder of peer networks. */
  peers?: string;
  /** Folder of further networks under heroshot's contract. */
  models?: string;
  /** Rows of the registry; all without it. */
  networks?: string[];
  /** Shares of texture, more than 0 to 1, at which networks that have it are measured as well. */
  detail?: number[];
  /** Also UpscalerJS from npm in its own runtime. */
  upscaler?: boolean;
  /** Regular expression that names match. */
  methods: string;
}

/** The methods for a scale, in the order of the tables. */
export async function methodsFor(scale: number, choice: MethodChoice): Promise<Method[]> {
  const { peers, models, networks, detail, upscaler, methods } = choice;
  const all = [
    ...interpolations(scale),
    ...(peers ? await networksIn(peers, scale, 'peer') : []),
    ...(upscaler ? upscalerMethods(scale) : []),
    ...shippedMethods(scale, networks, detail),
    ...(models ? await networksIn(models, scale, 'heroshot') : []),
  ];
  return all.filter(({ name }) => new RegExp(methods, 'i').test(name));
}
