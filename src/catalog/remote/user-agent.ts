import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

/** How heroshot names itself to other servers. */
export const USER_AGENT = `heroshot/${version}`;
