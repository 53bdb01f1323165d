import type { Master } from '../examples/canvas.js';

/** A drawn photo, at a multiple of the size that it is meant to have, and where a design goes on it. */
export interface Drawn {
  master: Master;
  width: number;
  height: number;
  place: {
    quad?: [number, number][];
    mesh?: { columns: number; rows: number; points: [number, number][] };
    aspect: number;
    fit: 'contain';
    displace: number;
    shade: number;
    gloss: number;
  };
}
