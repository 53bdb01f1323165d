import { createEngine, MODELS, type Model, type Precision } from 'heroshot';
import { isClean, modelFor, readWeights, weightsFor, weightsOf } from '#heroshot/engine/network/registry.js';
import type { Enlarge, Method } from './method.js';
import { openNetwork } from './onnx-network.js';
import { decodeRgb } from './truth.js';

/** `standard-x4` alone where there is one precision, else `standard-x4 int8`. */
const label = (model: Model, precision: Precision) => (model.int8 ? `${model.id} ${precision}` : model.id);

/** The network alone in one piece, told the true damage; of its weights those that the damage asks for. */
function told(model: Model, precision: Precision, weights: () => Promise<Uint8Array>): Method {
  return {
    name: `${label(model, precision)}, told`,
    family: 'heroshot',
    weights,
    async open(threads) {
      const any = await openNetwork(await weights(), threads);
      if (!model.clean) return any;
      const clean = await openNetwork(await readWeights(weightsFor(model.clean, precision)), threads);
      return (input) => (isClean(input.condition) ? clean : any)(input);
    },
  };
}

/** What a user gets: the file through the engine on the processor with its own estimate, tiles and guard. */
function auto(model: Model, precision: Precision, weights: () => Promise<Uint8Array>, detail = 0): Method {
  const { scale, tier } = model;
  return {
    name: detail ? `${model.id} detail ${detail}, auto` : `${label(model, precision)}, auto`,
    family: 'heroshot',
    weights,
    async open(threads): Promise<Enlarge> {
      const engine = createEngine({ threads, precision, device: 'cpu' });
      return async ({ file }) =>
        decodeRgb((await engine.enhance(file, { scale, tier, detail, format: 'png' })).bytes);
    },
    async openAsDelivered(threads) {
      const engine = createEngine({ threads, precision, device: 'cpu' });
      return ({ file }) => engine.enhance(file, { scale, tier, detail });
    },
  };
}

/**
 * The networks that ship with heroshot, in every precision that they have, each told the true damage and left to itself.
 * A new row of the registry is a new row of the tables. The engine runs the first row of a scale and tier; others are
 * only told.
 *
 * @param ids rows of the registry; all without it
 * @param shares of detail at which those that have it are left to themselves as well
 */
export function shippedMethods(
  scale: number,
  ids?: readonly string[],
  shares: readonly number[] = [],
): Method[] {
  const rows = MODELS.filter((model) => model.scale === scale && (!ids || ids.includes(model.id)));
  return rows.flatMap((model) => [
    ...weightsOf(model).flatMap(([precision, file]) => {
      const weights = () => readWeights(file);
      const first = modelFor(model.scale, model.tier).id === model.id;
      return [told(model, precision, weights), ...(first ? [auto(model, precision, weights)] : [])];
    }),
    ...(model.detail ? shares : []).map((share) => auto(model, 'float32', () => readWeights(model), share)),
  ]);
}
