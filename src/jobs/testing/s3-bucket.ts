import { createHash, randomBytes } from 'node:crypto';

/** An S3 error: its code and the status of the answer. */
export class S3Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

interface StoredObject {
  body: Buffer;
  etag: string;
  at: Date;
}

interface BegunUpload {
  key: string;
  at: Date;
  parts: Map<number, StoredObject>;
}

/** "Each part must be at least 5 MB in size, except the last part." */
const SMALLEST_PART = 5 * 1024 * 1024;

const stored = (body: Buffer): StoredObject => ({
  body,
  etag: `"${createHash('md5').update(body).digest('hex')}"`,
  at: new Date(),
});

/** A bucket in memory, with S3's rules for uploads in parts. */
export class S3Bucket {
  readonly objects = new Map<string, StoredObject>();
  readonly uploads = new Map<string, BegunUpload>();

  put(key: string, body: Buffer): StoredObject {
    const object = stored(body);
    this.objects.set(key, object);
    return object;
  }

  get(key: string): StoredObject {
    const object = this.objects.get(key);
    if (!object) throw new S3Refusal(404, 'NoSuchKey');
    return object;
  }

  /** Keys under a prefix, after a key, in the order of their bytes; and whether there are more. */
  list(prefix: string, after: string, limit: number): { keys: string[]; more: boolean } {
    const found = [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    return { keys: found.slice(0, limit), more: found.length > limit };
  }

  begin(key: string): string {
    const id = randomBytes(16).toString('hex');
    this.uploads.set(id, { key, at: new Date(), parts: new Map() });
    return id;
  }

  private upload(id: string, key: string): BegunUpload {
    const upload = this.uploads.get(id);
    if (upload?.key !== key) throw new S3Refusal(404, 'NoSuchUpload');
    return upload;
  }

  putPart(id: string, key: string, number: number, body: Buffer): StoredObject {
    if (!(number >= 1 && number <= 10_000)) throw new S3Refusal(400, 'InvalidArgument');
    const part = stored(body);
    this.upload(id, key).parts.set(number, part);
    return part;
  }

  complete(id: string, key: string, listed: readonly { number: number; etag: string }[]): StoredObject {
    const { parts } = this.upload(id, key);
    if (listed.length === 0) throw new S3Refusal(400, 'MalformedXML');
    const bodies = listed.map(({ number, etag }, i) => {
      const part = parts.get(number);
      if (part?.etag !== etag) throw new S3Refusal(400, 'InvalidPart');
      if (i > 0 && number <= listed[i - 1].number) throw new S3Refusal(400, 'InvalidPartOrder');
      const last = i === listed.length - 1;
      if (!last && part.body.length < SMALLEST_PART) throw new S3Refusal(400, 'EntityTooSmall');
      return part.body;
    });
    this.uploads.delete(id);
    return this.put(key, Buffer.concat(bodies));
  }

  abort(id: string, key: string): void {
    this.upload(id, key);
    this.uploads.delete(id);
  }
}
