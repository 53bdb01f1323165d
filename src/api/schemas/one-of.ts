import Type, { type TUnsafe } from 'typebox';

/** One of some texts; an `enum` in the document. */
export const oneOf = <T extends string>(values: readonly T[], more: object = {}): TUnsafe<T> =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], ...more });
