import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { safeName } from '../../catalog/file-name.js';
import { Problem } from '../problem.js';
import type { Services } from '../services.js';
import { readForm } from '../uploads/form.js';
import { type ReceivedPicture, receivePicture } from '../uploads/picture.js';
import { checked, invalid } from '../validation.js';

/** An upload: the stored picture, its name, and the options as they were said. */
export interface Uploaded<T> {
  options: T;
  picture: ReceivedPicture;
  name: string;
  key: string;
  discard(): Promise<void>;
}

/**
 * Receive a form with a picture, which is stored as the input of job `id`; where anything is wrong, nothing stays.
 *
 * @throws {Problem} `validation`, `bad_multipart`, `too_large`
 * @throws {HeroshotError} as {@link receivePicture}
 */
export async function uploadedPicture<T>(
  { blobs, options: { maxUploadBytes } }: Services,
  request: FastifyRequest,
  schema: TSchema,
  id: string,
): Promise<Uploaded<T>> {
  refuseLarge(request, maxUploadBytes);
  const key = `jobs/${id}/input`;
  const discard = () => blobs.removeAll(`jobs/${id}/`);
  let received: { picture: ReceivedPicture; name: string } | undefined;
  try {
    const fields = await readForm(request, schema as never, async (content, name) => {
      received = {
        picture: await receivePicture(content, blobs, key, maxUploadBytes),
        name: safeName(name),
      };
    });
    if (!received) throw invalid([{ pointer: '/file', detail: 'is missing' }]);
    return { options: checked(schema, fields) as T, ...received, key, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** Room for the fields and frames of a form beside its file. */
const FORM_BYTES = 2 ** 20;

/** Refuse a body whose header already says that it is too large, before it is sent. */
export function refuseLarge(request: FastifyRequest, maxBytes: number): void {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > maxBytes + FORM_BYTES)
    throw new Problem('too_large', `a file can have ${maxBytes} bytes at most`);
}
