import { Problem } from '../problem.js';
import { invalid } from '../validation.js';

/** A picture that was put into a bucket. */
export interface UploadedObject {
  bucket: string;
  key: string;
  versionId?: string;
  /** Tells this upload from others of the same key: version, sequencer or entity tag. */
  mark: string;
}

/** What a body says. */
export type UploadEvent =
  | { kind: 'objects'; objects: UploadedObject[]; ignored: number }
  | { kind: 'url'; url: string }
  | { kind: 'test' };

/** Records of one event; S3 sends one, others bundle. */
const MOST_RECORDS = 1000;

type Json = Record<string, unknown>;
const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/**
 * Read an upload's event: S3's own form (and that of MinIO and others who speak it), EventBridge's, or `{url}`.
 *
 * @throws {Problem} `validation`
 */
export function readUploadEvent(body: unknown): UploadEvent {
  const event = object(body);
  // "When you configure an event notification on a bucket, Amazon S3 sends the following test message."
  if (event.Event === 's3:TestEvent') return { kind: 'test' };
  if (Array.isArray(event.Records)) return fromRecords(event.Records);
  if (event.detail !== undefined) return fromEventBridge(event);
  const url = text(event.url);
  if (url !== undefined) return { kind: 'url', url };
  throw invalid([
    { pointer: '', detail: 'must be an S3 event, an EventBridge event, or {"url": "https://…"}' },
  ]);
}

function fromRecords(records: unknown[]): UploadEvent {
  if (records.length > MOST_RECORDS)
    throw new Problem('too_large', `an event can have ${MOST_RECORDS} records at most`);
  const objects: UploadedObject[] = [];
  for (const [i, record] of records.entries()) {
    const { eventName, s3 } = object(record);
    if (!/^(s3:)?ObjectCreated:/.test(text(eventName) ?? 'ObjectCreated:')) continue;
    const found = object(object(s3).object);
    const at = `/Records/${i}/s3`;
    // "The object key name value is URL encoded", a blank as +.
    const key = decoded(text(found.key), `${at}/object/key`);
    const read = uploaded(at, object(object(s3).bucket), key, found, text(found.versionId), text(found.eTag));
    if (read) objects.push(read);
  }
  return { kind: 'objects', objects, ignored: records.length - objects.length };
}

function fromEventBridge(event: Json): UploadEvent {
  const detail = object(event.detail);
  const kind = text(event['detail-type']) ?? 'Object Created';
  const found = object(detail.object);
  const read =
    kind === 'Object Created' &&
    uploaded(
      '/detail',
      object(detail.bucket),
      text(found.key),
      found,
      text(found['version-id']),
      text(found.etag),
    );
  return { kind: 'objects', objects: read ? [read] : [], ignored: read ? 0 : 1 };
}

/** @returns undefined for what is no picture: folders, empty objects, and what this service wrote itself */
function uploaded(
  at: string,
  bucket: Json,
  key: string | undefined,
  { size, sequencer }: Json,
  versionId: string | undefined,
  etag: string | undefined,
): UploadedObject | undefined {
  const name = text(bucket.name);
  if (name === undefined || name.length > 255)
    throw invalid([{ pointer: `${at}/bucket/name`, detail: 'is missing' }]);
  if (key === undefined || key.length > 1024)
    throw invalid([{ pointer: `${at}/object/key`, detail: 'is missing, or longer than keys are' }]);
  // A result that came back as an upload would go round for ever.
  if (key.endsWith('/') || size === 0 || /(^|\/)(jobs\/job_|batches\/bat_|\.?checked\/)/.test(key))
    return undefined;
  const mark = versionId ?? text(sequencer) ?? etag ?? '';
  return { bucket: name, key, mark: mark.slice(0, 1024), ...(versionId ? { versionId } : {}) };
}

function decoded(key: string | undefined, pointer: string): string | undefined {
  try {
    return key && decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    throw invalid([{ pointer, detail: 'holds an escape sequence that is none' }]);
  }
}
