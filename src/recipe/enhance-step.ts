import { autoScale } from '../engine/advice.js';
import type { Engine } from '../engine/engine.js';
import type { EnhanceOptions } from '../engine/options.js';
import type { EnhanceResult } from '../engine/stages.js';
import { type PaperSize, type PrintPlan, planPrint } from './print.js';

/** Enlarge and clean: always the first step, because everything after it only reduces. */
export interface EnhanceStep extends Omit<EnhanceOptions, 'signal' | 'onProgress' | 'onMaster'> {
  step: 'enhance';
  /** The most that `scale: 'auto'` may choose. */
  atMost?: 2 | 4;
  /** Choose scale and density for paper: a largest size, or `any` to print as large as 4× allows. */
  paper?: PaperSize | 'any';
  /**
   * Deliver nothing that a person would have to look at: where the verdict is `review`, the picture is done again
   * with nothing cleaned, and where that is not enough either, it keeps its size and its pixels.
   */
  gate?: boolean;
}

/** How a picture came through the fidelity gate. */
export interface Gate {
  /** Runs that were needed. */
  attempts: number;
  text: string;
}

/** What the step leaves for the others. */
export interface Enhanced {
  result: EnhanceResult;
  print?: PrintPlan;
  gate?: Gate;
}

/** What the gate tries, in order, each more cautious than the one before. */
const ATTEMPTS: readonly { options: EnhanceOptions; text: string }[] = [
  { options: {}, text: 'passed the fidelity gate' },
  {
    options: { restore: 0, sharpen: 0, guard: true },
    text: 'passed the fidelity gate in a second run that cleaned nothing',
  },
  {
    options: { scale: 1 },
    text: 'did not pass the fidelity gate: it keeps its size and its pixels, only orientation and metadata were put right',
  },
];

type Hooks = Pick<EnhanceOptions, 'signal' | 'onProgress' | 'onMaster'>;

/**
 * Run the step.
 *
 * @throws {HeroshotError} as `Engine.enhance`
 */
export async function runEnhance(
  input: string | Uint8Array,
  step: EnhanceStep,
  engine: Pick<Engine, 'enhance' | 'inspect'>,
  hooks: Hooks,
): Promise<Enhanced> {
  const { step: _step, atMost, paper, gate, ...given } = step;
  const options: EnhanceOptions = { ...given, ...hooks };
  let print: PrintPlan | undefined;
  if (paper || (atMost && (given.scale ?? 'auto') === 'auto')) {
    const source = await engine.inspect(input);
    if (paper) {
      const chosen = given.scale === 2 || given.scale === 4 ? given.scale : undefined;
      print = planPrint(source, paper === 'any' ? undefined : paper, given.dpi, chosen);
      Object.assign(options, { scale: print.scale, dpi: print.dpi });
    } else options.scale = lesser(autoScale(Math.max(source.width, source.height)), atMost);
  }
  const printed = print ? { print } : {};
  let attempts = 0;
  for (;;) {
    const { options: caution, text } = ATTEMPTS[attempts++];
    const result = await engine.enhance(input, { ...options, ...caution });
    if (!gate) return { result, ...printed };
    if (result.report.fidelity.verdict === 'pass' || attempts === ATTEMPTS.length)
      return { result, gate: { attempts, text }, ...printed };
  }
}

function lesser(scale: 1 | 2 | 4, atMost: 2 | 4 | undefined): 1 | 2 | 4 {
  return atMost && scale > atMost ? atMost : scale;
}
