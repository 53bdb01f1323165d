import Type, { type Static } from 'typebox';
import { SCOPES } from '../../jobs/keys/keys.js';
import { nullable, TimeSchema } from './job.js';
import { oneOf } from './one-of.js';

const time = nullable(TimeSchema);

export const KeySchema = Type.Object(
  {
    id: Type.String({ examples: ['key_01kb2x4v9e8x7m6y5z4w3q2r1t'] }),
    name: Type.String(),
    hint: Type.String({ description: 'Its first characters, to tell keys apart.' }),
    scopes: Type.Array(oneOf(SCOPES)),
    rate_limit: Type.Union([Type.Integer(), Type.Null()], {
      description: 'Requests a minute; null: the service’s own limit.',
    }),
    created_at: TimeSchema,
    last_used_at: time,
    revoked_at: time,
    current: Type.Boolean({ description: 'The request was sent with it.' }),
  },
  { title: 'ApiKey' },
);
/** A key without its secret. */
export type KeyView = Static<typeof KeySchema>;

export const KeyListSchema = Type.Object({ data: Type.Array(KeySchema) }, { title: 'ApiKeyList' });
/** Keys. */
export type KeyList = Static<typeof KeyListSchema>;

export const NewKeySchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    scopes: Type.Optional(
      Type.Array(oneOf(SCOPES), { minItems: 1, description: 'submit and read by default.' }),
    ),
    rate_limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1e9 })),
  },
  { title: 'NewApiKey', additionalProperties: false },
);

/** What a key is made of. */
export type NewKey = Static<typeof NewKeySchema>;

export const MadeKeySchema = Type.Intersect(
  [KeySchema, Type.Object({ secret: Type.String({ description: 'The key itself; told this once.' }) })],
  { title: 'ApiKeyWithSecret' },
);
/** A new key with its secret. */
export type MadeKey = Static<typeof MadeKeySchema>;
