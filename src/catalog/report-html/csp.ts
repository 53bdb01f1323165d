import { createHash } from 'node:crypto';

/** The CSP source expression that allows exactly this inline block. */
export function inlineHash(block: string): string {
  return `'sha256-${createHash('sha256').update(block, 'utf8').digest('base64')}'`;
}

/**
 * The page's policy: nothing may be loaded but pictures inside the page or beside it, and no style or script may run but ours.
 * A page opened from a disk has an opaque origin, for which `'self'` matches nothing; `file:` stands for its own folder.
 *
 * @param loads whether our script may load further ones from beside the page; none that stands in the markup ever runs
 */
export function contentSecurityPolicy(style: string, script: string, loads = false): string {
  return [
    "default-src 'none'",
    "img-src data: file: 'self'",
    `style-src ${inlineHash(style)}`,
    `script-src ${inlineHash(script)}${loads ? " 'strict-dynamic'" : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
