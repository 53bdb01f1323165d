import Type, { type Static } from 'typebox';

/** A marketplace's rules as data; see docs/marketplaces.md. */
export const PresetSchema = Type.Object(
  {
    name: Type.String({ examples: ['amazon-main'] }),
    title: Type.String(),
    source: Type.String({ description: 'The marketplace’s own page.' }),
    checkedOn: Type.String({ description: 'When the row was last held against its sources.' }),
    confidence: Type.String(),
  },
  { title: 'Preset', additionalProperties: true, description: 'What one marketplace asks of pictures.' },
);
export type Preset = Static<typeof PresetSchema>;

export const PresetListSchema = Type.Object(
  { object: Type.Literal('list'), data: Type.Array(PresetSchema) },
  { title: 'PresetList' },
);
export type PresetList = Static<typeof PresetListSchema>;
