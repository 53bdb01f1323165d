import type { FastifyBaseLogger } from 'fastify';

/** How the API is set up; everything has a default. */
export interface ApiOptions {
  /** Address under which others reach this service, without a slash at the end; addresses in answers begin with it. */
  publicUrl?: string;
  /** No key is needed, and whoever asks may do everything: for one's own machine. Off by default. */
  open?: boolean;
  /** Addresses of pictures may lead into private networks. Off by default. */
  allowPrivate?: boolean;
  /** Bytes of one uploaded picture; 64 MiB by default. */
  maxUploadBytes?: number;
  /** Bytes of one uploaded batch; 2 GiB by default. */
  maxBatchBytes?: number;
  /** Seconds that a request may wait for its job; 30 by default. */
  maxWaitS?: number;
  /** Jobs that may wait before new ones are refused; 10,000 by default. */
  queueLimit?: number;
  /** Requests a minute for each key (for each address in open mode), unless the key says otherwise; 600 by default. */
  rateLimit?: number;
  /** Buckets whose events `POST /v1/hooks/upload` takes; none by default. */
  hookBuckets?: readonly string[];
  /** Addresses or networks of proxies whose `X-Forwarded-For` is believed; none by default. */
  trustProxy?: boolean | string | string[];
  /** Event streams that may be open at the same time; 200 by default. */
  maxStreams?: number;
  /** Seconds between heartbeats of an event stream; 15 by default. */
  heartbeatS?: number;
  /** Milliseconds between looks at the database for those who wait; 250 by default. */
  pollMs?: number;
  /** Seconds that a JSON body may take, and within which an upload must make progress; 30 by default. */
  bodyTimeoutS?: number;
  /** Where requests and faults are logged; nowhere by default. */
  logger?: FastifyBaseLogger;
}

/** With every default filled in; what may stay away stays away. */
export type CheckedApiOptions = Required<Omit<ApiOptions, 'logger' | 'trustProxy'>> &
  Pick<ApiOptions, 'logger' | 'trustProxy'>;

const MIB = 2 ** 20;

export function checkedOptions(options: ApiOptions): CheckedApiOptions {
  return {
    open: false,
    allowPrivate: false,
    maxUploadBytes: 64 * MIB,
    maxBatchBytes: 2048 * MIB,
    maxWaitS: 30,
    queueLimit: 10_000,
    rateLimit: 600,
    hookBuckets: [],
    maxStreams: 200,
    heartbeatS: 15,
    pollMs: 250,
    bodyTimeoutS: 30,
    ...options,
    publicUrl: (options.publicUrl ?? '').replace(/\/+$/, ''),
  };
}
