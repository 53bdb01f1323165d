import sharp from 'sharp';

/** Size of the pictures: small, so that a thousand are done in minutes. */
const [WIDTH, HEIGHT] = [300, 400];

/** A supplier's small JPEG, different for every number and the same for the same one: waves, an ellipse and a little noise. */
export async function syntheticPicture(number: number): Promise<Uint8Array> {
  const data = Buffer.alloc(WIDTH * HEIGHT * 3);
  let seed = number * 2654435761 + 1;
  const [across, down] = [2 + (number % 7), 3 + (number % 5)];
  const ink = [40 + ((number * 37) % 150), 40 + ((number * 91) % 150), 40 + ((number * 53) % 150)];
  for (let i = 0; i < data.length; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const [x, y] = [Math.floor(i / 3) % WIDTH, Math.floor(i / 3 / WIDTH)];
    const inside = Math.hypot(x - 150, (y - 200) / 1.3) < 90 + (number % 20);
    const wave = 30 * Math.sin(x / across) * Math.cos(y / down);
    data[i] = Math.max(0, Math.min(255, (inside ? ink[i % 3] + wave : 235) + (seed >>> 28) - 8));
  }
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg({ quality: 82 })
    .toBuffer();
}
