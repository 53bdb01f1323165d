// Types alone: what the service says is said once, in its own schemas.
export type { Audit } from '../../../src/api/schemas/audit.js';
export type { Batch, BatchList, BatchProgress } from '../../../src/api/schemas/batch.js';
export type { ClipRequest } from '../../../src/api/schemas/clip.js';
export type { Job, JobList, Output } from '../../../src/api/schemas/job.js';
export type { KeyList } from '../../../src/api/schemas/key.js';
export type { PresetList } from '../../../src/api/schemas/preset.js';
export type { ProblemBody } from '../../../src/api/schemas/problem.js';
export type { RecipeList } from '../../../src/api/schemas/recipe.js';
export type { Treatment } from '../../../src/api/schemas/treatment.js';
export type { Usage } from '../../../src/api/schemas/usage.js';
export type { WebhookDelivery, WebhookEndpoint } from '../../../src/api/schemas/webhook.js';
export type { Finding } from '../../../src/marketplaces/audit/finding.js';
export type { Marketplace } from '../../../src/marketplaces/marketplaces.js';
export type { OutputReport, RecipeReport } from '../../../src/recipe/report.js';
