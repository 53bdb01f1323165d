/** Statements that are kept: the service has some fifty, and more only where lists of ids differ in length. */
const MOST = 200;

/**
 * Prepared statements by their text, the least used ones forgotten: preparing costs as much as a short statement itself.
 * SQLite prepares one again by itself where the tables have changed.
 */
export class StatementCache<Statement> {
  readonly #kept = new Map<string, Statement>();

  constructor(private readonly prepare: (text: string) => Statement) {}

  /** @throws what preparing throws; nothing is kept of it */
  get(text: string): Statement {
    const statement = this.#kept.get(text) ?? this.prepare(text);
    this.#kept.delete(text);
    this.#kept.set(text, statement);
    if (this.#kept.size > MOST) this.#kept.delete(this.#kept.keys().next().value as string);
    return statement;
  }
}
