import Type, { type Static, type TSchema, type TUnsafe } from 'typebox';

/** One of some texts; an `enum` in the document. */
export const oneOf = <T extends string>(values: readonly T[], more: object = {}): TUnsafe<T> =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], ...more });

/** One of some kinds of answers. */
export const oneOfSchemas = <T extends TSchema>(schemas: readonly T[]): TUnsafe<Static<T>> =>
  Type.Unsafe<Static<T>>({ anyOf: [...schemas] });
