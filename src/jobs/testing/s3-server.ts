import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Bucket, S3Refusal } from './s3-bucket.js';

/** A bucket behind S3's protocol: the calls that the store makes, and S3's answers to them. */
export interface S3Server {
  endpoint: string;
  /** What is in the bucket called `test`; there is no other. */
  bucket: S3Bucket;
  /** Answers in the server's stead where it gives a refusal; a promise that stays open lets a request hang. */
  refuse?: ((request: IncomingMessage) => S3Refusal | undefined | Promise<undefined>) | undefined;
  /** Where it is set, a removal of several objects removes none of them, and says this of each. */
  keep?: string;
  close(): Promise<void>;
}

/** The access key that is let in. */
export const ACCESS_KEY = 'TESTKEY';

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: Buffer | string;
}

/** Start a server on a free port of this machine. */
export async function s3Server(): Promise<S3Server> {
  const http = createServer((request, response) => {
    answer(server, request).then(
      (good) => send(response, request, good),
      (error: unknown) => send(response, request, refused(error)),
    );
  });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const server: S3Server = {
    endpoint: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    bucket: new S3Bucket(),
    async close() {
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
    },
  };
  return server;
}

async function answer(server: S3Server, request: IncomingMessage): Promise<Answer> {
  const { pathname, searchParams: query } = new URL(request.url ?? '', server.endpoint);
  const body = await bodyOf(request);
  const refusal = await server.refuse?.(request);
  if (refusal) throw refusal;
  const { authorization = '', 'x-amz-content-sha256': hash } = request.headers;
  if (!authorization.includes(`Credential=${ACCESS_KEY}/`)) throw new S3Refusal(403, 'InvalidAccessKeyId');
  if (hash !== createHash('sha256').update(body).digest('hex'))
    throw new S3Refusal(400, 'XAmzContentSHA256Mismatch');
  const [, bucket, ...parts] = pathname.split('/').map(decodeURIComponent);
  if (bucket !== 'test') throw new S3Refusal(404, 'NoSuchBucket');
  const key = parts.join('/');
  return key ? onObject(server.bucket, request, key, query, body) : onBucket(server, request, query, body);
}

/** A body that breaks off is no request: nothing comes of it. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function onObject(
  bucket: S3Bucket,
  { method, headers }: IncomingMessage,
  key: string,
  query: URLSearchParams,
  body: Buffer,
): Answer {
  const id = query.get('uploadId');
  switch (`${method}${id === null ? '' : ' part'}`) {
    case 'PUT':
      return { headers: { etag: bucket.put(key, body).etag } };
    case 'PUT part':
      return { headers: { etag: bucket.putPart(`${id}`, key, Number(query.get('partNumber')), body).etag } };
    case 'POST':
      return xml('InitiateMultipartUploadResult', element('UploadId', bucket.begin(key)));
    case 'POST part': {
      const listed = [...body.toString().matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part]) => ({
        number: Number(texts(part, 'PartNumber')[0]),
        etag: texts(part, 'ETag')[0],
      }));
      return xml(
        'CompleteMultipartUploadResult',
        element('ETag', bucket.complete(`${id}`, key, listed).etag),
      );
    }
    case 'DELETE part':
      bucket.abort(`${id}`, key);
      return { status: 204 };
    case 'DELETE':
      bucket.objects.delete(key);
      return { status: 204 };
    case 'GET':
    case 'HEAD':
      return object(bucket, key, headers.range);
    default:
      throw new S3Refusal(405, 'MethodNotAllowed');
  }
}

function object(bucket: S3Bucket, key: string, range?: string): Answer {
  const { body, etag, at } = bucket.get(key);
  const headers = { etag, 'last-modified': at.toUTCString() };
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === undefined) return { headers, body };
  if (Number(first) >= body.length) throw new S3Refusal(416, 'InvalidRange');
  const end = Math.min(last ? Number(last) : Infinity, body.length - 1);
  const contentRange = `bytes ${first}-${end}/${body.length}`;
  return {
    status: 206,
    headers: { ...headers, 'content-range': contentRange },
    body: body.subarray(Number(first), end + 1),
  };
}

function onBucket(
  { bucket, keep }: S3Server,
  { method }: IncomingMessage,
  query: URLSearchParams,
  body: Buffer,
): Answer {
  const prefix = query.get('prefix') ?? '';
  if (method === 'POST' && query.has('delete')) {
    const keys = texts(body.toString(), 'Key');
    if (keys.length === 0 || keys.length > 1000) throw new S3Refusal(400, 'MalformedXML');
    // "In quiet mode the response includes only keys where the delete action encountered an error."
    if (keep) {
      const errors = keys.map((key) => element('Error', element('Key', key) + element('Code', keep)));
      return xml('DeleteResult', errors.join(''));
    }
    for (const key of keys) bucket.objects.delete(key);
    return xml('DeleteResult', '');
  }
  if (method === 'GET' && query.has('uploads')) {
    const uploads = [...bucket.uploads].filter(([, { key }]) => key.startsWith(prefix));
    const rows = uploads.map(([id, { key, at }]) =>
      element(
        'Upload',
        element('Key', key) + element('UploadId', id) + element('Initiated', at.toISOString()),
      ),
    );
    return xml('ListMultipartUploadsResult', `${element('IsTruncated', 'false')}${rows.join('')}`);
  }
  if (method === 'GET' && query.get('list-type') === '2') {
    // "Objects are returned sorted in an ascending order of the respective key names", 1,000 at most.
    const limit = Math.min(1000, Number(query.get('max-keys') ?? 1000));
    const { keys, more } = bucket.list(prefix, query.get('continuation-token') ?? '', limit);
    const rows = keys.map((key) => {
      const { body, at } = bucket.get(key);
      const facts = element('Size', String(body.length)) + element('LastModified', at.toISOString());
      return element('Contents', element('Key', key) + facts);
    });
    const next = more ? element('NextContinuationToken', keys[keys.length - 1]) : '';
    return xml('ListBucketResult', element('IsTruncated', String(more)) + next + rows.join(''));
  }
  throw new S3Refusal(501, 'NotImplemented');
}

function refused(error: unknown): Answer {
  const { status, code } = error instanceof S3Refusal ? error : new S3Refusal(500, 'InternalError');
  return { ...xml('Error', element('Code', code) + element('Message', 'refused')), status };
}

function send(response: ServerResponse, request: IncomingMessage, { status = 200, headers, body }: Answer) {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body ?? ''), ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}

const xml = (name: string, content: string): Answer => ({
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>${element(name, content)}`,
});
const element = (name: string, content: string) => `<${name}>${content}</${name}>`;
const texts = (text: string, name: string) =>
  [...text.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, content]) =>
    content.replaceAll('&quot;', '"'),
  );
