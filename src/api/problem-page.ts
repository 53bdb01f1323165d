import { ERRORS, type ErrorCode } from '../engine/errors.js';
import { PROBLEMS, type ProblemCode, problemRow } from './problems.js';

/** Every code that an answer can have, the API's own first; statuses are those of answers, not of jobs that failed. */
export const PROBLEM_ROWS = [
  ...Object.keys(PROBLEMS),
  ...Object.keys(ERRORS).filter((code) => !Object.hasOwn(PROBLEMS, code)),
].map((code) => ({ code, ...problemRow(code as ProblemCode | ErrorCode) }));

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const ROWS = PROBLEM_ROWS.map(
  ({ code, status, title, hint }) =>
    `<h2 id="${code}">${code}</h2><p>${status} · ${escaped(title)}</p><p>${escaped(hint)}</p>`,
).join('\n');

/** The page to which a problem's `type` leads. */
export const PROBLEM_HTML = `<!doctype html><html lang="en"><meta charset="utf-8"><title>heroshot: problems</title><h1>Problems</h1>\n${ROWS}\n</html>\n`;
