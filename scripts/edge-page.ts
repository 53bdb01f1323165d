import { edgeOptions } from '#heroshot/cli/edge-options.js';
import { EDGE_ERRORS } from '#heroshot/edge/errors.js';
import { OPERATIONS } from '#heroshot/edge/grammar/operations.js';
import { LADDER } from '#heroshot/edge/negotiation/ladder.js';
import { QUALITY } from '#heroshot/edge/render/encode.js';

const table = (head: string[], rows: (string | number)[][]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const code = (text: string) => `\`${text}\``;

/** Short forms repeat the arguments of what they stand for; the docs name them only. */
function argumentsOf({ write, name, arguments: rows }: (typeof OPERATIONS)[number]): string {
  if (!write && name !== 'preset') return rows.map((row) => row.name).join(':');
  return rows.map((row) => (row.name === name ? row.takes : `${row.name}: ${row.takes}`)).join('; ');
}

const OPTIONS = table(
  ['option', 'takes', 'what it does', 'without it', 'from'],
  OPERATIONS.map((row) => [
    [row.name, ...row.aliases].map(code).join(' '),
    argumentsOf(row).replaceAll('|', '\\|'),
    row.about,
    row.otherwise || 'as its parts',
    row.own ? 'heroshot' : 'imgproxy',
  ]),
);

const ERRORS = table(
  ['code', 'status', 'what to do'],
  Object.entries(EDGE_ERRORS).map(([name, { status, hint }]) => [code(name), status, hint]),
);

const SETTINGS = table(
  ['option', 'variable', 'what it says', 'without it'],
  edgeOptions().map(({ flags, envVar, description, defaultValue, defaultValueDescription, negate }) => [
    code(flags.replace('|', '\\|')),
    code(envVar ?? ''),
    description,
    negate || defaultValue === undefined ? '' : (defaultValueDescription ?? String(defaultValue)),
  ]),
);

/** docs/edge.md, without the line that says it is generated. */
export function edgePage(): string {
  return `# Pictures on the fly

Put heroshot behind your CDN as image origin: each visitor gets the size that suits the device, in the format that the browser
takes, and where the source is too small the enlargement is made by [the network](network.md). Nothing is stored per variant but
a cache.

    https://cdn.shop.example/edge/SIGNATURE/w:800/plain/local:///bags/red.jpg

Addresses and signatures are [imgproxy's](https://docs.imgproxy.net/usage/processing), so that its clients for many languages
build them. What imgproxy doesn't have is that a picture asked larger than its source is _enhanced_.

## Start it

\`heroshot serve --edge photos/\` says an address to open:

    $ heroshot serve --edge photos/
    … pictures on the fly: open this address
      http://127.0.0.1:8080/edge/6JC5uuOE…8ik/w:800/plain/local:///bags/red.jpg

Without a key in the environment it makes one, in \`edge.env\` of the data folder, which \`heroshot sign\` finds; nodes that share a database
need the same key and salt and are told so. The networks run in a process of their own; where it ends, plain pictures go on until it is back.
\`/readyz\` has a part \`edge\` that is ready once they are loaded.

${SETTINGS}

With \`--redis\` nodes enhance a picture once between them, and with \`--edge-cache-bucket\` keep it in one place. Jobs of the same machine
begin their next picture when no visitor waits for the network, but after ten seconds at the latest, and run at a lower priority.
sharp works on libuv's threads: on more than four cores set \`UV_THREADPOOL_SIZE\` to their number and one more.

## Addresses

    /SIGNATURE/OPTION:ARGUMENT:ARGUMENT/…/plain/SOURCE@EXTENSION
    /SIGNATURE/OPTION:ARGUMENT:ARGUMENT/…/BASE64SOURCE.EXTENSION

Options stand in any order; a later one wins. The source is percent-encoded after \`plain/\` (an \`@\` in it is \`%40\`), or URL-safe base64
that slashes may cut. A query is ignored. What is not in this table is refused, not skipped.

${OPTIONS}

Quality is ${QUALITY.jpeg} for JPEG and WebP and ${QUALITY.avif} for AVIF where the address says nothing.

**Enlarging.** imgproxy never enlarges without \`el:1\`. Here \`w:800\` of a 400-pixel source is 800 pixels, by the network, up to 4× of
the source; \`el:0\` keeps to the source as in imgproxy, \`el:1\` reaches the size whatever the source has (beyond 4× by exact bicubic).
While a visitor waits, the network makes at most 16 megapixels; above that the scale is smaller, or the enlargement plain.

**Stricter than imgproxy.** Numbers are plain decimals within bounds, \`el:yes\` is an error and not "no", one \`@\` is one format.

## Signatures

\`HEROSHOT_EDGE_KEY\` and \`HEROSHOT_EDGE_SALT\` hold a key and its salt in hex, several with commas between them: each pair is good, the
first signs. To change keys put the new pair first, and drop the old one when no page holds its addresses any more. A signature is
HMAC-SHA256 of salt and path, whole, as URL-safe base64; shorter ones are taken only where that is configured. Addresses that nobody
signed (\`unsafe\` in place of the signature) are served only with \`--edge-allow-unsafe\` (\`allowUnsafe\`): then anybody can make the
server work on any size of any source. Spaces and other signs that a browser escapes are escaped by \`heroshot sign\` before it signs.

    $ heroshot sign /w:800/plain/local:///bags/red.jpg --base https://cdn.shop.example/edge
    $ heroshot sign /plain/local:///bags/red.jpg --srcset 400,800,1200
    $ heroshot sign /rs:fill:80:80/plain/local:///bags/red.jpg --dpr 1,2,3
    $ heroshot sign /plain/local:///bags/red.jpg --srcset 400,800,1200 --picture --sizes "(width < 40em) 100vw, 50vw"

## Size, by the address or by the device

| the request | what it gets |
| --- | --- |
| \`w\` or \`h\` in the address, times \`dpr\` | that; no header changes it, so a \`srcset\` means what it says |
| \`dpr\` alone | the source times that |
| \`Sec-CH-Width\` | that, on the ladder |
| a window of 3840 device pixels or more (\`Sec-CH-Viewport-Width\` × \`Sec-CH-DPR\`) | 4× the source, at most the window |
| a mobile (\`Sec-CH-UA-Mobile\`) or a density of 2 or more | 2× the source, at most the window |
| none of these | the source's own size |
| \`Save-Data: on\`, an \`ECT\` below 4g, or a \`Downlink\` below 0.7 Mbit/s where there is no \`ECT\` | at density 1, at most the source's own pixels |

Headers lead to these widths and no others, so that they can't fill a cache: ${LADDER.join(', ')}.

Browsers send hints only where the _page_ asked for them, and to another host only where the page delegates them:

    Accept-CH: Sec-CH-DPR, Sec-CH-Width, Sec-CH-Viewport-Width
    Permissions-Policy: ch-dpr=("https://cdn.shop.example"), ch-width=("https://cdn.shop.example"), ch-viewport-width=("https://cdn.shop.example")

A picture that is smaller than asked (the source's limit, a visitor who saves data) is laid out smaller unless the page says its size: give
\`width\` and \`height\`, or CSS. \`Content-DPR\` tells the density that it came to, for those who read it; browsers stopped doing so.

## Format

An extension or \`f\` decides. Without one the browser's \`Accept\` does: AVIF where it is there already, else the smaller of WebP and JPEG as
they were encoded (a browser without WebP: JPEG), PNG in place of JPEG where something is transparent. An AVIF takes five to
twenty times as long as the others, so it is made behind a request, when nothing waits, and kept only if it has less than 90 % of
the other's bytes ([figures](decisions/0025-edge.md)).

## Waiting

| header | says |
| --- | --- |
| \`X-Heroshot: enhanced\` | made just now, by the network |
| \`X-Heroshot: plain\` | made by arithmetic alone |
| \`X-Heroshot: cached\` | from the cache; \`X-Heroshot-Picture\` says which of the two it is |
| \`X-Heroshot-Reason\` | why a plain picture stands in for an enhanced one: \`waiting\`, \`busy\`, \`off\`, \`failed\`, or an error code |
| \`Server-Timing\` | milliseconds of what was made: \`fetch\`, \`queue\` before the network, \`decode\`, \`network\`, \`encode\`; of a plain picture \`fetch\` and \`render\`, all in one pass |

With \`wait:0\` the first visitor gets the plain picture of the same size at once, with a life of seconds; the enhanced one is made behind it
and served from then on. Otherwise a visitor waits, for 10 s at most. The line before the network is bounded and has a deadline: when it is
full, plain pictures go on being served. A failed enhancement is tried again after a minute. However many ask at the same time, a picture is
made once: in the process, and with Redis over all nodes.

Caches are told \`max-age\` of a day and \`stale-while-revalidate\` of a week, and less where an address expires. Entity tags are of the bytes. A
source that changed is noticed after its kind's time (folder 10 s, bucket 1 min, HTTP 5 min), by version or entity tag; \`cb\` in the address is the
way to have it at once everywhere.

## Sources

| address | from |
| --- | --- |
| \`local:///path\`, or a path alone | the folder: nothing outside it, by path or link, nothing hidden |
| \`s3://bucket/key\` | buckets that are named |
| \`https://host/path\` | hosts on the list, redirects too; addresses are [guarded](decisions/0016-remote-pictures.md) against private networks |

A source has at most 32 MiB and 50 megapixels. What it is is told by its bytes.

## Looking after it

\`POST /v1/edge/purge\` with a key of the scope \`admin\` forgets everything that was made of some sources, on every node and in the shared
bucket:

    $ curl -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
        -d '{"sources": ["local:///bags/red.jpg"]}' http://127.0.0.1:8080/v1/edge/purge

The folder of the cache is one process's alone; what is used least goes first, and the order of use outlives a restart. Where its disk is full
or gone, pictures are served without being kept, and the log says so.

| \`/metrics\` | |
| --- | --- |
| \`heroshot_edge_pictures_total\` | pictures, \`from\` the cache or made, \`picture\` plain or enhanced |
| \`heroshot_edge_stand_ins_total\` | plain pictures that stood in for enhanced ones, by \`reason\` |
| \`heroshot_edge_enhancements_total\` | runs of the network: \`done\`, \`failed\`, \`busy\` |
| \`heroshot_edge_errors_total\` | requests without a picture, by \`code\` |
| \`heroshot_edge_stage_duration_seconds\` | the stages of \`Server-Timing\` |
| \`heroshot_edge_queue_waiting\`, \`_running\`, \`heroshot_edge_enhancer_up\`, \`heroshot_edge_sent_bytes_total\` | |

Any page may show pictures (\`Cross-Origin-Resource-Policy: cross-origin\`) and read them into a canvas (\`Access-Control-Allow-Origin: *\`, with
\`crossorigin\` on the \`<img>\`). \`--edge-allow-origin https://shop.example\` keeps reading to some pages, \`none\` keeps showing to the same site.

## How fast it is

FIGURES

## A server of your own

\`\`\`js
import fastify from 'fastify';
import { answerUnreadable, createEdge, diskCache, edgePlugin, keysFrom, remoteEnhancer } from 'heroshot';

const edge = createEdge({
  signatures: { keys: keysFrom(process.env) },
  sources: { folder: 'photos', origins: { hosts: ['img.shop.example'] } },
  cache: await diskCache({ folder: 'cache', maxBytes: 20e9 }),
  enhancer: remoteEnhancer(),
  presets: { thumb: 'rs:fill:300:300/bg:ffffff' },
  fallback: 'transparent',
});
const app = fastify({ frameworkErrors: answerUnreadable });
await app.register(edgePlugin, { prefix: '/edge', edge });
await app.listen({ port: 8080 });
\`\`\`

## In a page

\`\`\`html
<img src="…/w:800/…" srcset="…/w:400/… 400w, …/w:800/… 800w, …/w:1600/… 1600w"
     sizes="(width < 40em) 100vw, 50vw" width="800" height="1000" alt="Red bag" loading="lazy" decoding="async">
\`\`\`

The library makes them too: \`edgePath({ width: 800 }, 'local:///bags/red.jpg')\`, \`srcset\`, \`densities\` and \`pictureElement\`, each with
\`{ base, pair }\` to sign by. Addresses are signed where the page is made, never in the browser. A loader for Next.js, on the server or while building:

\`\`\`js
import { createHmac } from 'node:crypto';

const key = Buffer.from(process.env.HEROSHOT_EDGE_KEY, 'hex');
const salt = Buffer.from(process.env.HEROSHOT_EDGE_SALT, 'hex');

export function heroshotUrl(src, width, quality) {
  const source = Buffer.from(src).toString('base64url');
  const path = \`/w:\${width}\${quality ? \`/q:\${quality}\` : ''}/\${source}\`;
  const signature = createHmac('sha256', key).update(salt).update(path).digest('base64url');
  return \`https://cdn.shop.example/edge/\${signature}\${path}\`;
}

// next/image calls a loader in the browser too, where no key may be: give it addresses that were signed before.
export const signedWidths = (src, widths) => Object.fromEntries(widths.map((width) => [width, heroshotUrl(src, width)]));
export const heroshotLoader = (signed) => ({ width }) => signed[width];
\`\`\`

The page on the server gives \`signedWidths(src, [640, 750, 828, 1080, 1200, 1920, 2048, 3840])\` (the \`deviceSizes\` of next.config) to a component
of the client, which gives \`heroshotLoader(signed)\` to \`<Image>\`. \`@unpic/react/base\` and its sisters take
\`transformer={(src, { width, quality }) => heroshotUrl(src, width, quality)}\` where pages are rendered on a server. Everything else that speaks
imgproxy works with \`@imgproxy/imgproxy-node\` or the client of your language: the endpoint is \`https://cdn.shop.example/edge/\`.

## Behind a CDN

- Keep the path as it is: merged slashes after \`plain/\` are mended, decoded ones are not.
- \`Vary\` names what counted. A CDN that ignores it must not cache addresses without an extension, or must put \`Accept\` into its key (reduced to
  "avif", "webp", "other"). One that refuses to cache answers with more than \`Accept\` in \`Vary\` wants \`--no-edge-hints\` (\`negotiation: { hints: false }\`).
- Leave queries out of the key: they say nothing here.
- Purge at the CDN by source as well; heroshot's own cache forgets by \`POST /v1/edge/purge\` (\`edge.purge(source)\`).

## Errors

Errors are \`application/problem+json\` with a stable \`code\`, never a page; with \`--edge-fallback\` (\`fallback\`) those of sources and of the server
are a picture, with the code in \`X-Heroshot-Reason\`.

${ERRORS}
`;
}
