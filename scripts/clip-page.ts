import { CLIP_TARGETS } from '#heroshot/compose/clip/sizes.js';
import { VIDEO_FORMATS } from '#heroshot/compose/clip/video-formats.js';
import { CLIP_FINDINGS } from '#heroshot/recipe/clip/findings.js';

const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** docs/clip.md, with its tables from the code's own. */
export function clipPage(): string {
  const targets = table(
    ['`--for`', 'size', 'where'],
    CLIP_TARGETS.map(({ name, title, width, height }) => [`\`${name}\``, `${width}×${height}`, title]),
  );
  const formats = table(
    ['`--format`', 'codec', 'encoder of ffmpeg', 'media type'],
    Object.entries(VIDEO_FORMATS).map(([name, { codec, encoder, mime }]) => [
      `\`${name}\``,
      codec,
      encoder,
      mime,
    ]),
  );
  const findings = table(
    ['code', 'what it says'],
    Object.entries(CLIP_FINDINGS).map(([code, text]) => [`\`${code}\``, text]),
  );
  return `# Clips

A product video of stills, for TikTok, Reels and Shopify. Each still is enhanced as far as the frames need it, framed around its subject,
and moved over; ffmpeg writes the frames as they are drawn. Before a plain backdrop the subject spans at most 86 % of the frame and the backdrop is
continued; a subject that the photograph's own border cuts may lose up to three tenths more where a scene fills the frame. All else
stays whole, and what the photograph lacks is continued as a blurred copy.

\`\`\`bash
heroshot clip photos/ --for tiktok,shopify
heroshot clip front.jpg side.jpg back.jpg --motion turn --seconds 5
heroshot clip bag.jpg --motion parallax --size 1080x1350 --fps 60
\`\`\`

A small one to look at first:

\`\`\`sh
heroshot clip photos/ --size 270x480 --seconds 2 --scale 1 --motion pan
\`\`\`

**ffmpeg** must be installed (Debian and Ubuntu: \`apt-get install ffmpeg\`, macOS: \`brew install ffmpeg\`), or named in \`HEROSHOT_FFMPEG\`.
heroshot starts it as a program of its own and brings none.

## What is made

\`<first still>-clip-1080x1920.mp4\`, beside it \`….poster.jpg\` (the first frame, so that nothing jumps when it starts to play) and one
\`<first still>-clip.report.json\`. With \`--out promo.mp4\` the one video has that name. Everything is whole or not there: Ctrl-C, a
full disk or an ffmpeg that dies leave nothing half-written. \`--json\` prints the report.

${targets}

Targets of one size share a file; \`--size\` takes any even sides from 64 to 2160. \`--fps\` is 25, 30 or 60.

${formats}

H.264 is High profile at constant quality 17, 4:2:0, its index before its pictures (\`+faststart\`). Colours are BT.709 of limited range, and
the file says so: heroshot converts the frames itself, and colours come back within 2 of 255.

## Motions

- \`zoom\`: closer to the subject, back in every second still. The subject is not cut.
- \`pan\`: along the longer side where the photograph is longer than the frame, else across it a little enlarged.
- \`parallax\`: the subject is [cut out](cutout.md) and grows and moves against its background, which is filled behind it from around it. It
  stays on the ground that it stands on: the ground moves with it, what is far behind doesn't. A subject that the border cuts never shows its cut
  edge.
- \`turn\`: views of one product led into each other by optical flow, as on a turntable. Views that are too
  different are cross-faded, and the report says so.
- \`auto\` (default): parallax in a scene with a sure subject; before a plain backdrop, or without one, a zoom or a pan.

\`--easing sine\` (default), \`cubic\` or \`linear\`; \`--transition fade\` (default), \`optical\` (as \`turn\`) or \`cut\`. \`--seconds\` is the length of
the whole; left out, 2.4 s for each still and at least 4.

Positions are fractions of a pixel, and frames are read at exactly these, with a kernel as wide as the reduction. A printed mark that
is found again in the decoded frames keeps within 0.1 px (RMS) of its ideal path. The same stills and options make the same frames, and with the
same ffmpeg the same file.

## What a still may have against it

${findings}

None of these stops a clip. A still that can't be read does, with its name and a [code](errors.md).

## In a program, and over REST

\`POST /v1/clips\` makes clips of finished jobs, or of pictures at addresses ([the API](api.md)); \`writeClip()\` is the same in the
[library](library.md). [What enhancing brings to frames](benchmarks.md#downstream) is measured.

## Memory

Three stills at most are held, and frames for each thread and one more: a clip of forty stills needs as much as one of three. While ffmpeg is
busy nothing is drawn ahead.
`;
}
