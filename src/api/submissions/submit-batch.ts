import type { FastifyReply, FastifyRequest } from 'fastify';
import { safeName } from '../../catalog/file-name.js';
import { parseColumns } from '../../catalog/tables/columns-option.js';
import { HeroshotError } from '../../engine/errors.js';
import type { BatchSource } from '../../jobs/batch.js';
import type { StoredBlob } from '../../jobs/blobs/blob-store.js';
import { newId } from '../../jobs/id.js';
import { addBatch, type NewBatch } from '../../jobs/store/batches.js';
import { callerOf } from '../auth/caller.js';
import { photoOf } from '../placement-work.js';
import {
  type Batch,
  type BatchOptions,
  BatchOptionsSchema,
  type BatchRequest,
  BatchRequestSchema,
} from '../schemas/batch.js';
import type { Services } from '../services.js';
import { treatmentOf, treatmentRecipe } from '../treatment-work.js';
import { readForm } from '../uploads/form.js';
import { checked, invalid } from '../validation.js';
import { batchView } from '../views/batch-view.js';
import { type Prepared, submit } from './submit.js';
import { refuseLarge } from './uploaded-picture.js';

const NONE = { total: 0, queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, review: 0 };

/** Submit a batch: its list is stored as it came, and read by a worker. */
export async function submitBatch(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Batch> {
  const submitted = await submit(services, request, reply, () => prepare(services, request));
  if ('told' in submitted) return submitted.told;
  const url = `${services.options.publicUrl}/v1/batches/${submitted.subjectId}`;
  reply.code(202).headers({ location: url, 'retry-after': '1' });
  return JSON.parse(submitted.body) as Batch;
}

async function prepare(services: Services, request: FastifyRequest): Promise<Prepared> {
  const { store, blobs, options } = services;
  const id = newId('bat');
  const blob = `batches/${id}/list`;
  const discard = () => blobs.removeAll(`batches/${id}/`);
  try {
    const list = request.isMultipart()
      ? await listFile(services, request, blob)
      : await listed(services, request.body, blob);
    const { metadata = {}, priority = 'bulk' } = list.said;
    const treatment = treatmentOf(list.said);
    const photo = photoOf(treatment, options.allowPrivate);
    const batch: NewBatch = {
      id,
      keyId: callerOf(request).keyId,
      priority,
      work: { kind: 'recipe', recipe: treatmentRecipe(treatment, options), ...(photo ? { photo } : {}) },
      source: list.source,
      metadata,
    };
    const now = Date.now();
    const born = { ...batch, state: 'reading', error: null, createdAt: now, finishedAt: null } as const;
    return {
      asked: list.asked,
      discard,
      subjectId: id,
      tickets: [{ id, priority }],
      answer: batchView(born, NONE, options.publicUrl),
      write: (on) => addBatch(on, batch, now),
      isThere: async () => (await store.batches.known([id])).has(id),
    };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** A list that was received. */
interface List {
  said: Omit<BatchOptions, 'columns'>;
  source: BatchSource;
  asked: unknown;
}

async function listFile(
  { blobs, options: { maxBatchBytes } }: Services,
  request: FastifyRequest,
  blob: string,
): Promise<List> {
  refuseLarge(request, maxBatchBytes);
  let stored: (StoredBlob & { name: string }) | undefined;
  const fields = await readForm(request, BatchOptionsSchema as never, async (content, name) => {
    const written = await blobs.write(blob, content, { maxBytes: maxBatchBytes });
    stored = { ...written, name: safeName(name, 'list') };
  });
  if (!stored) throw invalid([{ pointer: '/file', detail: 'is missing' }]);
  if (stored.bytes === 0) throw new HeroshotError('empty_file', 'the file is empty');
  const { name, sha256 } = stored;
  const said: BatchOptions = checked(BatchOptionsSchema, fields);
  const { columns } = said;
  if (columns !== undefined) parseColumns(columns);
  const source: BatchSource = { blob, name, kind: 'file', ...(columns === undefined ? {} : { columns }) };
  return { said, source, asked: { file: sha256, name, options: said } };
}

/** One wrong address of many does not refuse the list: its reader makes it a job that failed, with the reason. */
async function listed({ blobs }: Services, body: unknown, blob: string): Promise<List> {
  const asked: BatchRequest = checked(BatchRequestSchema, body);
  const { items, ...said } = asked;
  await blobs.write(blob, Buffer.from(JSON.stringify(items)));
  return { said, source: { blob, name: 'items', kind: 'items' }, asked };
}
