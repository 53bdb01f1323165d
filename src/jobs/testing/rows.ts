import { newId } from '../id.js';
import type { JobOutput, NewJob } from '../job.js';
import type { NewBatch } from '../store/batches.js';

const recipe = { name: 'enhance', steps: [{ step: 'enhance' }] } as const;

/** A job to be written down, as plain as can be. */
export const newJob = (more: Partial<NewJob> = {}): NewJob => ({
  id: newId('job'),
  keyId: null,
  priority: 'interactive',
  name: 'bag.jpg',
  work: { kind: 'recipe', recipe },
  source: { kind: 'blob', key: 'jobs/x/input' },
  metadata: {},
  ...more,
});

/** A batch to be written down. */
export const newBatch = (more: Partial<NewBatch> = {}): NewBatch => ({
  id: newId('bat'),
  keyId: null,
  priority: 'bulk',
  work: { kind: 'recipe', recipe },
  source: { blob: 'batches/x/input', name: 'list.csv', kind: 'file' },
  metadata: {},
  ...more,
});

/** A file that a job made. */
export const newOutput = (more: Partial<JobOutput> = {}): JobOutput => ({
  name: 'bag.jpg',
  for: 'master',
  blob: 'jobs/x/1/bag.jpg',
  format: 'jpeg',
  bytes: 10,
  width: 2,
  height: 2,
  sha256: 'ff',
  ...more,
});
