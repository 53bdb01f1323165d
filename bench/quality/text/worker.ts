import { type Damage, degrade, trueCondition } from '../../degrade.js';
import { reduceBicubic } from '../../reduce-bicubic.js';
import type { Strip } from '../crops.js';
import type { Enlarge } from '../method.js';
import { type MethodChoice, methodsFor } from '../methods.js';
import { crop, decodeRgb } from '../truth.js';
import { type Font, type Ink, renderLabel } from './label.js';
import { levenshtein } from './levenshtein.js';
import { openReader, readLine } from './reader.js';

/** Enlargement of the bench. */
const SCALE = 4;

/** One label: what is written, how, and how small. */
export interface TextJob {
  texts: string[];
  font: Font;
  ink: Ink;
  /** x-height in pixels of the reduced picture. */
  height: number;
  damage: Damage;
  choice: MethodChoice;
  crops: boolean;
}

/** What one method made of one label. */
export interface TextRow {
  font: string;
  ink: string;
  height: number;
  method: string;
  /** Characters that were read wrongly, by Levenshtein. */
  edits: number;
  characters: number;
}

export interface TextResult {
  rows: TextRow[];
  strip?: Strip;
}

const reader = openReader();
const opened = new Map<string, Promise<Enlarge>>();

/** Entry point of a thread: render a label, reduce it, let every method enlarge it, read it. */
export default async function work(job: TextJob): Promise<TextResult> {
  const { texts, font, ink, height, damage } = job;
  const label = await renderLabel(texts, font, ink, height * SCALE);
  const file = await degrade(label.picture, SCALE, damage, reduceBicubic);
  const input = { file, picture: await decodeRgb(file), condition: trueCondition(damage) };
  const rows: TextRow[] = [];
  const strip: Strip = { title: `x-height ${height} px, ${font.name}, ${ink.name}`, cells: [] };
  const read = async (method: string, enlarge: Enlarge) => {
    const picture = await enlarge(input);
    let [edits, characters] = [0, 0];
    for (const { text, top, height: tall } of label.lines) {
      const line = crop(picture, 0, top, picture.width, tall);
      edits += levenshtein(text, await readLine(await reader, line, ink.name === 'light on dark'));
      characters += text.length;
    }
    rows.push({ font: font.name, ink: ink.name, height, method, edits, characters });
    const first = crop(
      picture,
      0,
      0,
      Math.min(picture.width, 420),
      Math.min(picture.height, label.lines.length * label.lines[0].height, 240),
    );
    if (job.crops) strip.cells.push({ label: method, picture: first });
  };
  for (const method of await methodsFor(SCALE, job.choice)) {
    const enlarge = opened.get(method.name) ?? method.open(1);
    opened.set(method.name, enlarge);
    await read(method.name, await enlarge);
  }
  await read('truth', async () => label.picture);
  return { rows, ...(job.crops ? { strip } : {}) };
}
