import sharp from 'sharp';

/** A supplier's JPEG: structure, gradients and a little noise, always the same. */
export async function supplierPicture(width = 600, height = 800): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  let seed = 1;
  for (let i = 0; i < data.length; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    const wave = 60 * Math.sin(x / 3.7) * Math.cos(y / 5.1);
    const disc = Math.hypot(x - width / 2, y - height / 2) < 0.37 * width ? -50 : 60;
    data[i] = Math.max(0, Math.min(255, 140 + wave + disc + (seed >>> 28) - 8));
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 80 })
    .toBuffer();
}
