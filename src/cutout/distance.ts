/** Units of a distance: 3 is one pixel (3-4 chamfer metric, Borgefors 1986), exact to 8 %. */
export const PIXEL = 3;

/**
 * Distance of every pixel to the nearest pixel of a set, in thirds of a pixel, at most 255 (85 pixels).
 *
 * @param distance `[height, width]`, 0 inside the set and 255 elsewhere; changed in place
 */
export function chamfer(distance: Uint8Array, width: number, height: number): void {
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      let d = distance[i];
      if (x > 0) d = Math.min(d, distance[i - 1] + 3);
      if (y > 0) {
        d = Math.min(d, distance[i - width] + 3);
        if (x > 0) d = Math.min(d, distance[i - width - 1] + 4);
        if (x < width - 1) d = Math.min(d, distance[i - width + 1] + 4);
      }
      distance[i] = d;
    }
  for (let y = height - 1, i = width * height - 1; y >= 0; y--)
    for (let x = width - 1; x >= 0; x--, i--) {
      let d = distance[i];
      if (x < width - 1) d = Math.min(d, distance[i + 1] + 3);
      if (y < height - 1) {
        d = Math.min(d, distance[i + width] + 3);
        if (x < width - 1) d = Math.min(d, distance[i + width + 1] + 4);
        if (x > 0) d = Math.min(d, distance[i + width - 1] + 4);
      }
      distance[i] = d;
    }
}
