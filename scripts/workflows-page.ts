import { WORKFLOWS, type Workflow } from 'heroshot';

/** The page of the named workflows; names, words and marketplaces are the table's own. */
export function workflowsPage(): string {
  return `
# Workflows

Five recipes that a shop needs most. Each enhances a picture once; everything after that is a crop of that master, held
against what the marketplace asks for by [the audit](audit.md). Nothing is enlarged after the master: every output's report
lists its transforms, and a test holds them to that.

Results: \`<name>.<ext>\` is the master, \`<marketplace>/<name>.<ext>\` a file for each marketplace, \`<name>.report.json\` [what was
done](report.md), and \`report.html\` shows the run: before and after, a thumbnail of every file, green or red with its reasons.

${WORKFLOWS.map(section).join('\n\n')}

## Your own

Every option replaces what the recipe says: \`--for\` the marketplaces ([all of them](marketplaces.md), or \`all\`), \`--cutout\` and
\`--background\` [cut the subject out](cutout.md), \`--scale\`, \`--restore\`, \`--sharpen\`, \`--format\`, \`--quality\`. The same options on
\`heroshot enhance\` make a recipe of your own:

\`\`\`sh
heroshot enhance photos/ --for amazon,shopify,instagram
heroshot enhance bag.jpg --scale 2 --for all
\`\`\`

A marketplace that wants pure white gets the subject cut out and laid on white, also without \`--cutout\`. How sure that outline is
stands in the report, and where it is not sure, the picture is one to review.
`;
}

/** What a person should know before using a workflow, and a command to try. */
const WORDS: Record<string, { advice: string; command: string }> = {
  supplier: {
    advice: `Suppliers ship 600×800 JPEGs; Amazon zooms from 1,000 px. Up to 1,000 px are enlarged 4×, up to 2,000 px 2×.`,
    command: 'heroshot recipe supplier photos/',
  },
  repurpose: {
    advice: `A photograph before one colour is laid into the frame on more of that colour; a scene is cropped around its subject,
which the matte network finds, and which is never cut. Where the shape does not fit, the picture is continued by a blur of itself.`,
    command: 'heroshot recipe repurpose bag.jpg --out channels',
  },
  legacy: {
    advice: `A 300×400 source reaches 1,200×1,600: zoom yes, 2,000 px no. What a picture is too small for is a red line in the
report with its reason, never a further enlargement. The picture then counts as one to review.`,
    command: 'heroshot recipe legacy "feed/**/*.jpg"',
  },
  reviews: {
    advice: `The gate: where the fidelity verdict is \`review\`, the picture is done again with nothing cleaned; where that is not
enough, it keeps its size and its pixels. The report says which. Locations are never carried.`,
    command: 'heroshot recipe reviews old-scan.jpg',
  },
  print: {
    advice: `1,024×1,024 becomes 4,096×4,096: 13.65 inches at 300 dots an inch. With \`--size\` (inches, centimetres or millimetres;
one number for the longer side) the least enlargement that reaches it is taken, and what is too much is reduced. Fewer than 150
dots an inch are warned of.`,
    command: 'heroshot recipe print bag.jpg --size 20x25cm',
  },
};

function section({ name, title, about, steps }: Workflow): string {
  const markets = steps.flatMap((step) => (step.step === 'marketplaces' ? step.for : []));
  const made = markets.map((market) => `[${market}](marketplaces.md#${market})`).join(', ');
  const { advice, command } = WORDS[name];
  return `## ${title}

${about}

\`\`\`sh
${command}
\`\`\`

${advice}${made ? `\n\nFiles: the master, and one for ${made}.` : ''}`;
}
