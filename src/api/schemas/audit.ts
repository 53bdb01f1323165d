import Type, { type Static } from 'typebox';
import { ErrorSchema, nullable } from './job.js';
import { oneOf } from './one-of.js';
import { MetadataSchema } from './submission.js';
import { MARKETS } from './treatment.js';

export const AuditOptionsSchema = Type.Object(
  {
    for: MARKETS,
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    metadata: Type.Optional(MetadataSchema),
  },
  { title: 'AuditOptions', additionalProperties: false },
);
/** What an audit needs beside its file. */
export type AuditOptions = Static<typeof AuditOptionsSchema>;

const FindingSchema = Type.Object(
  {
    code: Type.String({ description: 'See docs/audit.md.' }),
    severity: Type.String(),
    source: Type.String({ description: 'The marketplace’s own page.' }),
  },
  { title: 'Finding', additionalProperties: true },
);

export const AuditSchema = Type.Object(
  {
    object: Type.Literal('audit'),
    id: Type.String({ description: 'The job’s id.' }),
    state: oneOf(['succeeded', 'failed', 'cancelled']),
    name: Type.String(),
    verdict: nullable(oneOf(['pass', 'warn', 'fail'], { description: 'The worst of all.' })),
    error: nullable(ErrorSchema),
    audits: Type.Array(
      Type.Object(
        {
          marketplace: Type.String(),
          verdict: oneOf(['pass', 'warn', 'fail']),
          findings: Type.Array(FindingSchema),
        },
        { title: 'MarketplaceAudit', additionalProperties: true },
      ),
    ),
    url: Type.String(),
  },
  { title: 'Audit', description: 'A file held against marketplaces’ rules.' },
);
/** A file held against marketplaces' rules. */
export type Audit = Static<typeof AuditSchema>;
