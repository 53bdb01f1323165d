/**
 * The tables of the service, the same in SQLite and PostgreSQL. Times are milliseconds since 1970, truths 0 or 1, and
 * lists and objects JSON in text columns: what both engines hold alike.
 */
export interface Schema {
  job: JobTable;
  batch: BatchTable;
  /** The outbox: what happened, written in the transaction in which it did. */
  event: EventTable;
  api_key: ApiKeyTable;
  idempotency: IdempotencyTable;
  webhook_endpoint: WebhookEndpointTable;
  webhook_delivery: WebhookDeliveryTable;
  webhook_attempt: WebhookAttemptTable;
  /** Rows of one line each: the schema's version, turns of work that one node at a time may do. */
  setting: { name: string; value: string; expires_at: number | null };
}

/** See `Job` for what the fields mean. */
export interface JobTable {
  id: string;
  key_id: string | null;
  batch_id: string | null;
  ordinal: number | null;
  state: string;
  priority: string;
  name: string;
  work: string;
  source: string;
  input_bytes: number | null;
  metadata: string;
  attempts: number;
  worker: string | null;
  heartbeat_at: number | null;
  cancel_requested: number;
  progress: number;
  error_code: string | null;
  error_message: string | null;
  outputs: string;
  output_bytes: number;
  verdict: string | null;
  report: string | null;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
}

/** See `Batch`. */
export interface BatchTable {
  id: string;
  key_id: string | null;
  state: string;
  priority: string;
  work: string;
  source: string;
  metadata: string;
  /** While it is read: as a job's. */
  attempts: number;
  worker: string | null;
  heartbeat_at: number | null;
  error_code: string | null;
  error_message: string | null;
  created_at: number;
  finished_at: number | null;
}

export interface EventTable {
  id: string;
  /** `job.succeeded`, `job.failed`, `job.cancelled`, `batch.completed`, … */
  type: string;
  key_id: string | null;
  job_id: string | null;
  batch_id: string | null;
  created_at: number;
  /** 1 once a delivery stands for every endpoint that wants it. */
  fanned_out: number;
}

export interface ApiKeyTable {
  id: string;
  name: string;
  /** SHA-256 of the key in hex. A key has 256 random bits, so a slow hash would add nothing. */
  hash: string;
  /** The first characters, for people to tell keys apart. */
  hint: string;
  /** JSON list of `submit`, `read`, `admin`. */
  scopes: string;
  /** Requests a minute; null: the service's own limit. */
  rate_limit: number | null;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
}

export interface IdempotencyTable {
  /** Key of the submitter, `open` in open mode, and the client's own key. */
  key_id: string;
  idempotency_key: string;
  /** SHA-256 of what was asked for. */
  fingerprint: string;
  /** Job or batch that came of it; null while the first request is under way. */
  subject_id: string | null;
  status: number | null;
  body: string | null;
  created_at: number;
}

export interface WebhookEndpointTable {
  id: string;
  key_id: string | null;
  url: string;
  description: string;
  /** JSON list of event types; empty: all. */
  events: string;
  /** `whsec_…`; needed in clear to sign. */
  secret: string;
  /** The secret before the last rotation, which still signs until it expires. */
  old_secret: string | null;
  old_secret_expires_at: number | null;
  enabled: number;
  disabled_reason: string | null;
  /** Since when every attempt has failed; null after one that did not. */
  failing_since: number | null;
  created_at: number;
}

export interface WebhookDeliveryTable {
  id: string;
  event_id: string;
  endpoint_id: string;
  /** `pending`, `delivered`, `failed`. */
  state: string;
  /** Since it was last made due by hand; the log goes on. */
  attempts: number;
  /** When it is due; also the lease of whoever sends it now. */
  next_at: number | null;
  /** The body, made once: every attempt sends the same bytes. */
  body: string;
  created_at: number;
  finished_at: number | null;
}

export interface WebhookAttemptTable {
  delivery_id: string;
  attempt: number;
  at: number;
  milliseconds: number;
  /** HTTP status; null where there was no answer. */
  status: number | null;
  error: string | null;
}
