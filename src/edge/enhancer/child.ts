/** The process behind `remoteEnhancer`: an engine that answers over IPC, and ends when its parent does. */
import { createEngine } from '../../engine/engine.js';
import { asHeroshotError } from '../../engine/errors.js';
import type { EngineOptions } from '../../engine/options.js';
import { engineEnhancer } from './engine-enhancer.js';
import type { Question, Reply } from './messages.js';

const options = JSON.parse(process.argv[2] ?? '{}') as EngineOptions;
const enhancer = engineEnhancer(createEngine(options));
const atWork = new Map<number, AbortController>();

// An ended parent hears nothing; what it asked for is then in vain.
const say = (reply: Reply) => process.connected && process.send?.(reply);

process.on('disconnect', () => process.exit());
// A terminal's Ctrl+C reaches the whole group: the parent decides when this process ends.
process.on('SIGINT', () => {});

process.on('message', async (question: Question) => {
  const { id } = question;
  if (question.do === 'cancel') return atWork.get(id)?.abort();
  const cancel = new AbortController();
  atWork.set(id, cancel);
  try {
    say({ id, value: await answer(question, cancel.signal) });
  } catch (error) {
    const { code, message } = asHeroshotError(error);
    say({ id, error: { code, message } });
  } finally {
    atWork.delete(id);
  }
});

async function answer(question: Exclude<Question, { do: 'cancel' }>, signal: AbortSignal) {
  if (question.do === 'treat') return enhancer.treat(question.bytes, question.how, signal);
  const raster = await enhancer.enhance(question.bytes, question.how, signal);
  // Memory that threads share can't leave the process.
  return { ...raster, samples: Uint8Array.from(raster.samples) };
}
