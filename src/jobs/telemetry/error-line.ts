/** Causes below an error that are told. */
const DEEPEST = 4;

/** What a log says of an error. Whatever else hangs on it, a picture's bytes for instance, is left out. */
export interface ErrorLine {
  /** Class of the error. */
  name: string;
  code?: string;
  message: string;
  stack?: string;
  cause?: ErrorLine;
  /** Of an error that stands for several. */
  errors?: ErrorLine[];
}

/** An error with its code and its causes. */
export function errorLine(error: unknown, depth = 0): ErrorLine {
  if (!(error instanceof Error)) return { name: typeof error, message: textOf(error) };
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  const several = error instanceof AggregateError ? error.errors.slice(0, 5) : [];
  // Without a prototype it is taken for no error, nor for anything with a class, by whatever looks at it next.
  return Object.assign(Object.create(null) as object, {
    name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(cause !== undefined && depth < DEEPEST ? { cause: errorLine(cause, depth + 1) } : {}),
    ...(several.length > 0 && depth < DEEPEST
      ? { errors: several.map((one: unknown) => errorLine(one, depth + 1)) }
      : {}),
  });
}

function textOf(value: unknown): string {
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  return typeof value === 'object' ? Object.prototype.toString.call(value) : String(value).slice(0, 500);
}
