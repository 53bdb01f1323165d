import type { Treatment } from '../api/types.js';

/** What is said to the service. */
export interface Said {
  url: string;
  file: string;
  address?: string;
  /** A key is asked for. */
  keyed: boolean;
  treatment: Treatment;
}

/** In single quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The same request by curl. */
export function curlOf({ url, file, address, keyed, treatment }: Said): string {
  const key = keyed ? ['-H "Authorization: Bearer $HEROSHOT_KEY"'] : [];
  const options = JSON.stringify(treatment);
  const body = address
    ? [
        '-H "Content-Type: application/json"',
        `-d ${quoted(JSON.stringify({ source_url: address, ...treatment }))}`,
      ]
    : [...(options === '{}' ? [] : [`-F options=${quoted(options)}`]), `-F ${quoted(`file=@${file}`)}`];
  return [`curl ${url}/v1/images`, ...key, '-H "Prefer: wait=20"', ...body].join(' \\\n  ');
}

/** The same request by the client. */
export function typescriptOf({ url, file, address, keyed, treatment }: Said): string {
  const options = JSON.stringify(treatment, null, 2).replace(/^( *)"(\w+)":/gm, '$1$2:');
  const key = keyed ? ', key: process.env.HEROSHOT_KEY' : '';
  const picture = address
    ? `{ sourceUrl: ${JSON.stringify(address)} }`
    : `await readFile(${JSON.stringify(file)})`;
  return `${address ? '' : "import { readFile } from 'node:fs/promises';\n"}import { HeroshotClient } from 'heroshot/client';

const client = new HeroshotClient({ url: ${JSON.stringify(url)}${key} });
const { id } = await client.submit(${picture}, ${options});
const job = await client.waitFor(id);
for (const { name } of job.outputs) await client.download(id, name);
`;
}
