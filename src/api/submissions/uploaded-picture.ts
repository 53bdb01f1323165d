import type { Readable } from 'node:stream';
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
  /** A second picture, where the form had one. */
  second?: { picture: ReceivedPicture; key: string };
  discard(): Promise<void>;
}

/**
 * Receive a form with a picture, which is stored as the input of job `id`; where anything is wrong, nothing stays.
 *
 * @param secondField name of a second file that the form may have
 *
 * @throws {Problem} `validation`, `bad_multipart`, `too_large`
 * @throws {HeroshotError} as {@link receivePicture}
 */
export async function uploadedPicture<T>(
  { blobs, options: { maxUploadBytes } }: Services,
  request: FastifyRequest,
  schema: TSchema,
  id: string,
  secondField?: string,
): Promise<Uploaded<T>> {
  refuseLarge(request, secondField ? 2 * maxUploadBytes : maxUploadBytes);
  const key = `jobs/${id}/input`;
  const discard = () => blobs.removeAll(`jobs/${id}/`);
  let received: { picture: ReceivedPicture; name: string } | undefined;
  let second: Uploaded<T>['second'];
  try {
    const takeFile = async (content: Readable, name: string, field: string) => {
      const own = field === 'file' ? key : `jobs/${id}/${field}`;
      const picture = await receivePicture(content, blobs, own, maxUploadBytes);
      if (field === 'file') received = { picture, name: safeName(name) };
      else second = { picture, key: own };
    };
    const files = secondField ? ['file', secondField] : ['file'];
    const fields = await readForm(request, schema as never, takeFile, files);
    if (!received) throw invalid([{ pointer: '/file', detail: 'is missing' }]);
    return {
      options: checked(schema, fields) as T,
      ...received,
      key,
      ...(second ? { second } : {}),
      discard,
    };
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
