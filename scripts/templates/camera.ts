/** A pinhole camera: where it stands, what it looks at, and its focal length in picture heights. */
export interface CameraSet {
  from: readonly [number, number, number];
  at: readonly [number, number, number];
  focal: number;
  width: number;
  height: number;
}

export interface Camera {
  from: readonly [number, number, number];
  /** Unit ray through a pixel of the picture, fractions allowed. */
  ray(x: number, y: number): [number, number, number];
  /** The picture's place of a point. */
  project(x: number, y: number, z: number): [number, number];
}

type Vector = [number, number, number];

const unit = (v: readonly number[]): Vector => {
  const length = Math.hypot(v[0], v[1], v[2]);
  return [v[0] / length, v[1] / length, v[2] / length];
};
const cross = (a: readonly number[], b: readonly number[]): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

export function camera({ from, at, focal, width, height }: CameraSet): Camera {
  const ahead = unit([at[0] - from[0], at[1] - from[1], at[2] - from[2]]);
  const right = unit(cross(ahead, [0, 1, 0]));
  const up = cross(right, ahead);
  const dot = (v: readonly number[], w: readonly number[]) => v[0] * w[0] + v[1] * w[1] + v[2] * w[2];
  return {
    from,
    ray(x, y) {
      const [u, v] = [(x - width / 2) / height / focal, (height / 2 - y) / height / focal];
      return unit([0, 1, 2].map((i) => ahead[i] + u * right[i] + v * up[i]));
    },
    project(x, y, z) {
      const p = [x - from[0], y - from[1], z - from[2]];
      const far = dot(p, ahead);
      return [
        width / 2 + (dot(p, right) / far) * focal * height,
        height / 2 - (dot(p, up) / far) * focal * height,
      ];
    },
  };
}
