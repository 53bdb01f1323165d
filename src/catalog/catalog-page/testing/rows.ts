import type { MadeFile, PictureRow } from '../../manifest/row.js';

/** A file of a picture, made for a marketplace that it passes. */
export function madeFile(changes: Partial<MadeFile> = {}): MadeFile {
  return {
    for: 'amazon',
    path: 'amazon/bag.jpg',
    format: 'jpeg',
    bytes: 412_000,
    width: 2000,
    height: 2000,
    audit: 'pass',
    ...changes,
  };
}

/** A picture that was done. */
export function doneRow(changes: Partial<PictureRow> = {}): PictureRow {
  const master: MadeFile = {
    for: 'master',
    path: 'bag.jpg',
    format: 'jpeg',
    bytes: 1_800_000,
    width: 2400,
    height: 3200,
  };
  return {
    key: 'bags/bag.jpg',
    ordinal: 1,
    sku: 'BAG-1',
    position: 1,
    name: 'bag',
    folder: 'bags',
    source: 'bags/bag.jpg',
    row: 12,
    column: 'image_1',
    state: 'done',
    index: 1,
    attempts: 1,
    unfinished: 0,
    contentHash: 'ab'.repeat(32),
    recipeHash: 'cd'.repeat(32),
    sameAs: null,
    errorCode: null,
    errorMessage: null,
    verdict: 'pass',
    reasons: [],
    inputWidth: 600,
    inputHeight: 800,
    outputs: [master, madeFile()],
    report: 'bag.report.json',
    seconds: 8.2,
    finishedAt: '2026-01-02T03:04:05Z',
    ...changes,
  };
}

/** A picture that failed. */
export function failedRow(changes: Partial<PictureRow> = {}): PictureRow {
  return doneRow({
    key: 'bags/cut.jpg',
    name: 'cut',
    source: 'bags/cut.jpg',
    state: 'failed',
    verdict: null,
    errorCode: 'corrupt_image',
    errorMessage: 'cut.jpg ends early',
    outputs: [],
    report: null,
    inputWidth: null,
    inputHeight: null,
    ...changes,
  });
}

/** Pictures `p1` to `p<count>`, in order. */
export function manyRows(count: number): PictureRow[] {
  return Array.from({ length: count }, (_, i) => {
    const name = `p${i + 1}`;
    return doneRow({ key: name, name, source: `${name}.jpg`, sku: null, ordinal: i + 1 });
  });
}
