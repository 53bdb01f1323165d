import type { OutputFormat } from '../engine/encode/formats.js';
import { HeroshotError } from '../engine/errors.js';
import type { RecipeReport } from './report.js';

/** How a picture is sent: JSON with the file in base64, or a form with the file as it is. */
export const HAND_OFF_BODIES = ['json', 'multipart'] as const;
export type HandOffBody = (typeof HAND_OFF_BODIES)[number];

/**
 * Post the picture and its report to another tool over HTTP and go on with the picture that it answers: the way to a model, a
 * retoucher's desk or a video service that a shop has already. docs/hand-off.md has the protocol.
 */
export interface HandOffStep {
  step: 'http';
  /** Where to; http or https, without user name or password. */
  url: string;
  /** `json` by default. */
  send?: HandOffBody;
  /** Seconds that the tool may take, 1..600; 120 by default. */
  timeout?: number;
}

/** Most hand-offs of a recipe. */
const MOST = 3;

/** What goes to another tool. */
export interface Parcel {
  step: HandOffStep;
  recipe: string;
  bytes: Uint8Array;
  format: OutputFormat;
  report: RecipeReport;
}

/** What came back. */
export interface HandedBack {
  /** The picture; absent where the tool wants nothing changed. */
  bytes?: Uint8Array;
  /** The message's id: the same for the same picture at the same tool, however often it is sent. */
  id: string;
  signed: boolean;
  attempts: number;
  milliseconds: number;
}

/** Brings parcels to tools; see `catalog/hand-off`. */
export type HandOff = (parcel: Parcel, signal?: AbortSignal) => Promise<HandedBack>;

/** @throws {HeroshotError} `bad_option` */
export function checkHandOffs(steps: readonly HandOffStep[]): void {
  const refuse = (message: string) => {
    throw new HeroshotError('bad_option', message);
  };
  if (steps.length > MOST) refuse(`a recipe hands off ${MOST} times at most, not ${steps.length}`);
  for (const { url, send = 'json', timeout = 1 } of steps) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:')
      refuse(`a hand-off goes to an http or https address, not ${url.slice(0, 200)}`);
    if (parsed?.username || parsed?.password)
      refuse(`the address of ${parsed.host} holds a user name or password; sign hand-offs instead`);
    if (!HAND_OFF_BODIES.includes(send))
      refuse(`a hand-off is sent as ${HAND_OFF_BODIES.join(' or ')}, not ${send}`);
    if (!(timeout >= 1 && timeout <= 600)) refuse(`a hand-off takes 1 to 600 seconds, not ${timeout}`);
  }
}
