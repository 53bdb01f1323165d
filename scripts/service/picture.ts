import sharp from 'sharp';

/** A small picture, different for each number. */
export async function picture(seed: number, side = 24): Promise<Blob> {
  const data = Buffer.alloc(side * side * 3);
  for (let i = 0; i < data.length; i++)
    data[i] = 90 + ((i * (seed + 3)) % 71) + 40 * Math.sin(i / (5 + (seed % 7)));
  const jpeg = await sharp(data, { raw: { width: side, height: side, channels: 3 } })
    .jpeg()
    .toBuffer();
  return new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' });
}
