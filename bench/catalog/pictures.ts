import sharp from 'sharp';

/** Small, so that a thousand are done in minutes. */
const SMALL = { width: 300, height: 400 };

/** A supplier's small JPEG, different for every number and the same for the same one: waves, an ellipse and a little noise. */
export async function syntheticPicture(number: number, { width, height } = SMALL): Promise<Uint8Array> {
  const data = Buffer.alloc(width * height * 3);
  let seed = number * 2654435761 + 1;
  const [across, down] = [2 + (number % 7), 3 + (number % 5)];
  const ink = [40 + ((number * 37) % 150), 40 + ((number * 91) % 150), 40 + ((number * 53) % 150)];
  for (let i = 0; i < data.length; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    const inside = Math.hypot(x - width / 2, (y - height / 2) / 1.3) < 0.3 * width + (number % 20);
    const wave = 30 * Math.sin(x / across) * Math.cos(y / down);
    data[i] = Math.max(0, Math.min(255, (inside ? ink[i % 3] + wave : 235) + (seed >>> 28) - 8));
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 82 })
    .toBuffer();
}
