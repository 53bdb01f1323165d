/**
 * Give fully transparent pixels the colours of their visible neighbours (push-pull: averages of visible pixels are
 * handed down a pyramid and fill the holes on the way back up).
 *
 * What lies under alpha 0 is arbitrary, often black, and would darken the outline as soon as anything is interpolated.
 *
 * @param samples `[height, width, 4]`, changed in place
 */
export function bleedColours(samples: Uint8Array | Uint16Array, width: number, height: number): void {
  const levels: Level[] = [];
  let level = firstLevel(samples, width, height);
  levels.push(level);
  while (level.width > 1 || level.height > 1) {
    level = halve(level);
    levels.push(level);
  }
  for (let i = levels.length - 2; i >= 0; i--) fill(levels[i], levels[i + 1]);
  const [half] = levels;
  for (let y = 0, s = 0; y < height; y++)
    for (let x = 0; x < width; x++, s += 4) {
      if (samples[s + 3] !== 0) continue;
      const from = ((y >> 1) * half.width + (x >> 1)) * 3;
      for (let c = 0; c < 3; c++) samples[s + c] = half.colours[from + c] + 0.5;
    }
}

/** Mean visible colours `[height, width, 3]` and whether there were any. */
interface Level {
  width: number;
  height: number;
  colours: Float32Array;
  weights: Float32Array;
}

function emptyLevel(width: number, height: number): Level {
  const size = Math.ceil(width / 2) * Math.ceil(height / 2);
  return {
    width: Math.ceil(width / 2),
    height: Math.ceil(height / 2),
    colours: new Float32Array(size * 3),
    weights: new Float32Array(size),
  };
}

function normalise(level: Level): Level {
  for (let i = 0; i < level.weights.length; i++)
    if (level.weights[i] > 0) for (let c = 0; c < 3; c++) level.colours[i * 3 + c] /= level.weights[i];
  return level;
}

/** Half-size colours of the samples, weighted by alpha. */
function firstLevel(samples: Uint8Array | Uint16Array, width: number, height: number): Level {
  const level = emptyLevel(width, height);
  for (let y = 0, s = 0; y < height; y++)
    for (let x = 0; x < width; x++, s += 4) {
      const to = (y >> 1) * level.width + (x >> 1);
      const alpha = samples[s + 3];
      level.weights[to] += alpha;
      for (let c = 0; c < 3; c++) level.colours[to * 3 + c] += samples[s + c] * alpha;
    }
  return normalise(level);
}

function halve(level: Level): Level {
  const next = emptyLevel(level.width, level.height);
  for (let y = 0, i = 0; y < level.height; y++)
    for (let x = 0; x < level.width; x++, i++) {
      if (level.weights[i] === 0) continue;
      const to = (y >> 1) * next.width + (x >> 1);
      next.weights[to] += 1;
      for (let c = 0; c < 3; c++) next.colours[to * 3 + c] += level.colours[i * 3 + c];
    }
  return normalise(next);
}

function fill(level: Level, coarse: Level): void {
  for (let y = 0, i = 0; y < level.height; y++)
    for (let x = 0; x < level.width; x++, i++) {
      if (level.weights[i] > 0) continue;
      const from = ((y >> 1) * coarse.width + (x >> 1)) * 3;
      level.weights[i] = 1;
      for (let c = 0; c < 3; c++) level.colours[i * 3 + c] = coarse.colours[from + c];
    }
}
