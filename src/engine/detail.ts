import type { Model } from './network/registry.js';

/**
 * What a report says where detail was asked for and the picture's network has none, as with `scale: 'auto'`.
 *
 * @param model the picture's network; absent where it keeps its size
 */
export function detailNotes(detail: number, model: Model | undefined): string[] {
  if (detail === 0 || model?.detail) return [];
  const where = model ? `at ${model.scale}×` : 'on a picture that keeps its size';
  return [`detail ${detail} has no effect ${where}: the standard network for 4× alone has it.`];
}
