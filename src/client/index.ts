export type { Audit, AuditOptions } from '../api/schemas/audit.js';
export type { Batch, BatchItem, BatchList, BatchOptions, BatchProgress } from '../api/schemas/batch.js';
export type { HookAnswer } from '../api/schemas/hook.js';
export type { DryRun, Job, JobList, Output } from '../api/schemas/job.js';
export type { KeyList, MadeKey, NewKey } from '../api/schemas/key.js';
export type { Preset, PresetList } from '../api/schemas/preset.js';
export type { ProblemBody } from '../api/schemas/problem.js';
export type { RecipeList } from '../api/schemas/recipe.js';
export type { ImageOptions } from '../api/schemas/submission.js';
export type {
  NewWebhookEndpoint,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEndpointChange,
} from '../api/schemas/webhook.js';
export { HeroshotApiError } from './api-error.js';
export type { Batches } from './batches.js';
export { HeroshotClient, type Listing, type Submitting } from './client.js';
export type { Keys } from './keys.js';
export type { Picture } from './picture.js';
export type { ClientOptions } from './transport.js';
export type { Webhooks } from './webhooks.js';
