import { PROBLEM_ROWS } from '#heroshot/api/problem-page.js';

/** The body of docs/problems.md: every code that an answer of the API can have. */
export function problemsPage(): string {
  const rows = PROBLEM_ROWS.map(
    ({ code, status, title, hint }) => `## ${code}\n\n${status} · ${title}\n\n${hint}`,
  ).join('\n\n');
  return `
# Problems

What [the API](api.md) says where it can't answer as it was meant: \`application/problem+json\` (RFC 9457) with a stable \`code\`,
a \`detail\` about this very request, a \`hint\`, the request's id as \`instance\`, and for wrong fields \`errors\` with JSON pointers.
The status is that of an answer; the same code in a job's \`error\` says why that job failed.

${rows}
`;
}
