import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import type { RgbPicture } from '../../reduce-bicubic.js';

/** Trained data of the development package: nothing is downloaded. */
const LANGUAGE = join(
  dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json')),
  '4.0.0_best_int',
);

/**
 * Tesseract's LSTM for single lines, without its word lists: what counts is which letters can be seen, not which could be
 * guessed.
 */
export async function openReader(): Promise<Worker> {
  const worker = await createWorker(
    'eng',
    OEM.LSTM_ONLY,
    { langPath: LANGUAGE, cacheMethod: 'none', gzip: true },
    {
      load_system_dawg: '0',
      load_freq_dawg: '0',
      load_unambig_dawg: '0',
      load_punc_dawg: '0',
      load_number_dawg: '0',
      load_bigram_dawg: '0',
    },
  );
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_LINE, user_defined_dpi: '300' });
  return worker;
}

/** The text of a picture of one line; light text is made dark before, for polarity is not what is measured. */
export async function readLine(reader: Worker, picture: RgbPicture, light: boolean): Promise<string> {
  const { width, height, data } = picture;
  const image = sharp(data, { raw: { width, height, channels: 3 } });
  const png = await (light ? image.negate() : image).png({ compressionLevel: 1 }).toBuffer();
  return (await reader.recognize(png)).data.text.trim();
}
