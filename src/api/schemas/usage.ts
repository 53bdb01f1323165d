import Type, { type Static } from 'typebox';

export const UsageSchema = Type.Object(
  {
    bytes: Type.Integer({ description: 'Bytes of all pictures that were handed in or made and are kept.' }),
    quota: Type.Union([Type.Integer(), Type.Null()], {
      description: 'Bytes that may be kept; null: any number.',
    }),
    keep_days: Type.Number({ description: 'Days after which a job’s files are removed.' }),
    pictures_last_hour: Type.Integer({ description: 'Pictures that were done in the last hour.' }),
  },
  { title: 'Usage' },
);
/** What the service holds. */
export type Usage = Static<typeof UsageSchema>;
