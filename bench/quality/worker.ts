import { type Damage, degrade, trueCondition } from '../degrade.js';
import { type RgbPicture, reduceBicubic } from '../reduce-bicubic.js';
import { busiestWindow, enlargeNearest, type Strip } from './crops.js';
import type { Enlarge, Input, Method } from './method.js';
import { type MethodChoice, methodsFor } from './methods.js';
import { type Scores, scorer } from './metrics.js';
import { crop, cropToMultiple, decodeRgb, type Truth } from './truth.js';

/** One picture with every damage. */
export interface Job {
  truth: Truth;
  scale: 2 | 4;
  damages: Damage[];
  choice: MethodChoice;
  /** Bring back crops for the contact sheet. */
  crops: boolean;
}

/** What one method made of one damaged picture. */
export interface Row {
  set: string;
  picture: string;
  scale: number;
  damage: string;
  method: string;
  family: Method['family'];
  scores: Scores;
}

export interface JobResult {
  rows: Row[];
  strips: Strip[];
}

const opened = new Map<string, Promise<Enlarge>>();

/** The methods of this thread, each opened once, with one processor. */
async function openMethods({ scale, choice }: Job): Promise<[method: Method, enlarge: Enlarge][]> {
  const methods = await methodsFor(scale, choice);
  return Promise.all(
    methods.map(async (method): Promise<[Method, Enlarge]> => {
      const key = `${scale} ${method.name}`;
      const enlarge = opened.get(key) ?? method.open(1);
      opened.set(key, enlarge);
      return [method, await enlarge];
    }),
  );
}

/** Entry point of a thread of the bench: damage a picture, run and score every method. */
export default async function work(job: Job): Promise<JobResult> {
  const { truth, scale, damages } = job;
  const methods = await openMethods(job);
  const sharp = cropToMultiple(await decodeRgb(truth.path), scale);
  const score = scorer(sharp, scale);
  const window = busiestWindow(sharp, scale);
  const result: JobResult = { rows: [], strips: [] };
  for (const damage of damages) {
    const file = await degrade(sharp, scale, damage, reduceBicubic);
    const picture = await decodeRgb(file);
    const input: Input = { file, picture, condition: trueCondition(damage) };
    const strip: Strip = { title: `${truth.set} ${truth.name}, ${damage.name}, ${scale}×`, cells: [] };
    const keep = (label: string, whole: RgbPicture) => {
      const { left, top, side } = window;
      if (job.crops) strip.cells.push({ label, picture: crop(whole, left, top, side, side) });
    };
    keep('input', enlargeNearest(picture, scale));
    for (const [{ name: method, family }, enlarge] of methods) {
      const enlarged = await enlarge(input);
      const scores = score(enlarged);
      result.rows.push({
        set: truth.set,
        picture: truth.name,
        scale,
        damage: damage.name,
        method,
        family,
        scores,
      });
      keep(method, enlarged);
    }
    keep('truth', sharp);
    if (job.crops) result.strips.push(strip);
  }
  return result;
}
