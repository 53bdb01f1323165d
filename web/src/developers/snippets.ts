import type { Clicked } from './clicked.js';

/** Where requests go, and whether a key is asked for. */
export interface Service {
  url: string;
  keyed: boolean;
}

/** A request as curl has it. */
interface Sent {
  method?: 'POST' | 'DELETE';
  path: string;
  json?: object;
  form?: { file: string; photo?: string | undefined; options: object };
  headers?: string[];
  /** Where the answer goes. */
  save?: string;
}

const jobs = (id: string) => `/v1/jobs/${id}`;
const batches = (id: string) => `/v1/batches/${id}`;
const output = (id: string, name: string) => `${jobs(id)}/outputs/${encodeURIComponent(name)}`;

/** What a click sent. */
function sent(clicked: Clicked): Sent {
  switch (clicked.what) {
    case 'enhance': {
      const { file, address, treatment } = clicked;
      const headers = ['Prefer: wait=20'];
      return address
        ? { path: '/v1/images', headers, json: { source_url: address, ...treatment } }
        : { path: '/v1/images', headers, form: { file: file ?? 'bag.jpg', options: treatment } };
    }
    case 'place': {
      const { file, address, photo, treatment } = clicked;
      return address
        ? { path: '/v1/images', json: { source_url: address, ...treatment } }
        : { path: '/v1/images', form: { file: file ?? 'bag.jpg', photo, options: treatment } };
    }
    case 'clip':
      return { path: '/v1/clips', json: clicked.request };
    case 'batch':
      return { path: '/v1/batches', form: clicked };
    case 'audit':
      return { path: '/v1/audits', form: clicked };
    case 'download':
      return { path: output(clicked.id, clicked.name), save: clicked.name };
    case 'cancel':
      return { method: 'POST', path: `${jobs(clicked.id)}/cancel` };
    case 'cancelBatch':
      return { method: 'POST', path: `${batches(clicked.id)}/cancel` };
    case 'results':
      return { path: `${batches(clicked.id)}/results.csv`, save: 'results.csv' };
    case 'webhook':
      return { path: '/v1/webhook-endpoints', json: { url: clicked.url } };
    case 'webhookTest':
      return { method: 'POST', path: `/v1/webhook-endpoints/${clicked.id}/test` };
    case 'webhookDelete':
      return { method: 'DELETE', path: `/v1/webhook-endpoints/${clicked.id}` };
    case 'key':
      return { path: '/v1/keys', json: { name: clicked.name, scopes: clicked.scopes } };
    case 'keyRevoke':
      return { method: 'DELETE', path: `/v1/keys/${clicked.id}` };
  }
}

/** In single quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The same request by curl. */
export function curlOf(clicked: Clicked, { url, keyed }: Service): string {
  const { method, path, json, form, headers = [], save } = sent(clicked);
  const options = form && JSON.stringify(form.options);
  return [
    `curl ${method ? `-X ${method} ` : ''}${quoted(url + path)}`,
    ...(keyed ? ['-H "Authorization: Bearer $HEROSHOT_KEY"'] : []),
    ...headers.map((field) => `-H ${quoted(field)}`),
    ...(json ? [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(json))}`] : []),
    ...(options && options !== '{}' ? [`-F ${quoted(`options=${options}`)}`] : []),
    ...(form ? [`-F ${quoted(`file=@${form.file}`)}`] : []),
    ...(form?.photo ? [`-F ${quoted(`photo=@${form.photo}`)}`] : []),
    ...(save ? [`-o ${quoted(save)}`] : []),
  ].join(' \\\n  ');
}

const literal = (value: unknown): string =>
  (JSON.stringify(value, null, 2) ?? '').replace(/^( *)"([A-Za-z_]\w*)":/gm, '$1$2:');
const text = (value: string): string => JSON.stringify(value);

/** What the client is told; `await readFile` stands for the file. */
function program(clicked: Clicked): string {
  const read = (file: string) => `await readFile(${text(file)})`;
  switch (clicked.what) {
    case 'enhance': {
      const { file, address, treatment } = clicked;
      const picture = address ? `{ sourceUrl: ${text(address)} }` : read(file ?? 'bag.jpg');
      return `const { id } = await client.submit(${picture}, ${literal(treatment)});
const job = await client.waitFor(id);
for (const { name } of job.outputs) await client.download(id, name);`;
    }
    case 'place': {
      const { file, address, photo, treatment } = clicked;
      const picture = address ? `{ sourceUrl: ${text(address)} }` : read(file ?? 'bag.jpg');
      const on = photo ? `, { photo: ${read(photo)} }` : '';
      return `const { id } = await client.submit(${picture}, ${literal(treatment)}${on});
const { outputs } = await client.waitFor(id);
for (const one of outputs) if (one.for === 'placed') await client.download(id, one.name);`;
    }
    case 'clip':
      return `const { id } = await client.clip(${literal(clicked.request)});
const job = await client.waitFor(id);
for (const { name } of job.outputs) await client.download(id, name);`;
    case 'batch':
      return `const batch = await client.batches.create(${read(clicked.file)}, ${literal({ fileName: clicked.file, ...clicked.options })});
for await (const { counts } of client.batches.events(batch.id)) console.log(counts);`;
    case 'audit':
      return `console.log(await client.audit(${read(clicked.file)}, ${literal(clicked.options)}));`;
    case 'download':
      return `const blob = await client.download(${text(clicked.id)}, ${text(clicked.name)});`;
    case 'cancel':
      return `await client.cancel(${text(clicked.id)});`;
    case 'cancelBatch':
      return `await client.batches.cancel(${text(clicked.id)});`;
    case 'results':
      return `console.log(await client.batches.results(${text(clicked.id)}));`;
    case 'webhook':
      return `const { secret } = await client.webhooks.create(${literal({ url: clicked.url })});`;
    case 'webhookTest':
      return `await client.webhooks.test(${text(clicked.id)});`;
    case 'webhookDelete':
      return `await client.webhooks.delete(${text(clicked.id)});`;
    case 'key':
      return `const { secret } = await client.keys.create(${literal({ name: clicked.name, scopes: clicked.scopes })});`;
    case 'keyRevoke':
      return `await client.keys.revoke(${text(clicked.id)});`;
  }
}

/** The same request by the client. */
export function typescriptOf(clicked: Clicked, { url, keyed }: Service): string {
  const code = program(clicked);
  const read = code.includes('readFile(') ? "import { readFile } from 'node:fs/promises';\n" : '';
  const key = keyed ? ', key: process.env.HEROSHOT_KEY' : '';
  return `${read}import { HeroshotClient } from 'heroshot/client';

const client = new HeroshotClient({ url: ${text(url)}${key} });
${code}
`;
}
