import type { ProblemBody } from '../api/schemas/problem.js';

/** A request that the service refused. */
export class HeroshotApiError extends Error {
  override readonly name = 'HeroshotApiError';
  /** Stable; see docs/problems.md. */
  readonly code: string;

  /** @param problem as the service sent it; absent where something between here and there answered */
  constructor(
    readonly status: number,
    readonly problem?: ProblemBody,
  ) {
    super(problem ? `${problem.detail}. ${problem.hint}` : `the service answered ${status}`);
    this.code = problem?.code ?? `http_${status}`;
  }
}
