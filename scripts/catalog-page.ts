import { LAYOUTS } from '#heroshot/catalog/tables/layouts.js';
import { DEFAULT_LAYOUT, PLACEHOLDERS } from '#heroshot/catalog/work/layout.js';

const rows = (all: string[][]) => all.map((row) => `| ${row.join(' | ')} |`).join('\n');
const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
const some = (names: readonly string[], most = 4) =>
  names.length > most ? `${code(names.slice(0, most))}, …` : code(names);

/** The guide to catalogues; its tables say what the code's say. */
export function catalogPage(): string {
  const tables = LAYOUTS.map(({ title, sku, images }) => [
    title,
    some(sku),
    images.map(({ names, every }) => (every ? `${some(names)} and numbered ones` : some(names))).join('; '),
  ]);
  const words = Object.entries(PLACEHOLDERS).map(([word, meaning]) => [`\`{${word}}\``, meaning]);
  return `# Catalogues

A shop's whole picture collection through one [recipe](workflows.md), unattended: thousands of pictures that finish, tell the truth about each,
and can be stopped, killed and resumed.

\`\`\`sh
heroshot catalog photos/ --dry-run
heroshot catalog photos/ --out catalogue
heroshot catalog photos/ --out catalogue --resume
heroshot catalog products.csv --for shopify --out for-shopify
heroshot catalog feed.csv --columns "sku=Item no.,image=Photo" --pictures scans/ --scale 2 --out from-feed
heroshot catalog pictures.zip --scale 2 --layout "{sku}/{for}-{n}.{ext}" --out by-sku
\`\`\`

Every option of [enhance and recipe](command-line.md) works here too; \`--recipe supplier\` takes a whole workflow.

## Sources

- **A folder**, with everything below it. Its folders are kept in the results.
- **A ZIP**, read entry by entry and never unpacked. Names that lead out of it, encrypted entries and bombs are refused, each by itself.
- **A table** (CSV, TSV) as shop systems export it. Encoding and delimiter are found out, columns are recognised:

| table | product | pictures |
| --- | --- | --- |
${rows(tables)}

  Anything else: \`--columns "sku=Item no.,image=Photo"\`. Names of files are looked for beside the table, or below \`--pictures\`.
- **A list**: one path or address a line, \`#\` before remarks.

Pictures at addresses are fetched two at a time from each server, with limits on time and size; addresses in private networks are
refused, because a table comes from others. In your own network say \`--allow-private\`. See [why](decisions/0016-remote-pictures.md).

## What comes out

- **The files**, named by SKU and number (\`BAG-7-2.jpg\`) where a table tells SKUs, else as the picture was. Elsewhere: \`--layout\`, usually
  \`${DEFAULT_LAYOUT}\` with masters at the top.

| in a layout | stands for |
| --- | --- |
${rows(words)}

- **\`results.csv\`**: a line per picture with its row, column and SKU in your table, state, verdict, error code and reason, and every file.
- **\`import.csv\`**, for a table: your own file, character for character, with the new file names in the picture cells. \`--import-file shopify\`
  names the files for a marketplace, \`--url-base https://cdn.example.com/\` makes them addresses.
- **\`report.html\`** with a folder \`report\`: opens from the disk, fast at ten thousand pictures; search, filters by state, reason and marketplace.
- **\`manifest.sqlite\`**: what \`--resume\` goes by. Any SQLite tool opens it once the run has ended.

The same picture under two names is enhanced once; both names get its files.

## Stops, crashes, resuming

Each picture's row is in the manifest before work on it begins, and says "done" only when all its files are on the disk under their names. So
a run may end at any moment, by Ctrl-C, \`kill -9\` or a power cut: the same command with \`--resume\` goes on.

- What is done is skipped if its files are there and the picture's bytes are the same (pictures at addresses are not fetched again).
- Other options than last time are noticed, said, and the pictures done again.
- What failed is tried again. What the source no longer names is "gone" in the results; its files stay.
- The work is done in a process that another one watches over. If it is killed for want of memory or by a fault in a library, it is started
  again. A picture at which that happens comes last, and is given up (\`gave_up\`) after six times.
- **A full disk, or a source or output folder that is gone** (a drive pulled out, a share lost) pauses the run. It says so, looks every five
  seconds, and goes on by itself.

Without \`--resume\` a folder that holds a run is refused; two runs over one folder at a time as well.

## Before you begin

\`--dry-run\` looks at every picture and writes nothing: how many there are, which are too small (under 300 px) or need no enlarging, which
are double, which would fail and why; and, from a few that it really does on your machine, how long the run takes and how much disk it needs.

## How fast, how much memory

Two pictures are at work at a time on one pool of threads, one thread per processor; \`npm run bench:catalog\` compares other numbers, and measures
memory over a run ([figures](benchmarks.md#catalogues)).

With \`--json\` every event is a line on stdout: \`ready\`, \`picture\`, \`pause\`, \`go_on\`, \`summary\`. Exit code: 0 all done, 1 some failed, 2 wrong
usage, 130 stopped.
`;
}
