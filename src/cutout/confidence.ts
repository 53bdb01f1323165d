import type { Size } from '../engine/raster.js';
import { type Finding, finding } from './findings.js';

/** What speaks for and against an outline. */
export interface Doubts {
  /** The network's answer, 0..1, `[H, W]`. */
  map: Float32Array;
  /** The outline that was found, 1 = subject. */
  mask: Uint8Array;
  size: Size;
  /** Intersection over union of the network's two looks. */
  agreement: number;
  /** The network's surest answer, 0..1. */
  peak: number;
  /** ΔE to a uniform background, where there is one. */
  distance?: Float32Array;
}

/** Below this a person should look at the outline. */
export const SURE = 0.75;

/** Two looks that agree less than this are two opinions. */
const AGREE = 0.8;

/** A subject of less than this share of the picture may be a mark on the real one. */
const SMALL = 0.05;

/** Share of the outline within reach of the background's colour from which the edge is a guess, and that reach in ΔE. */
const ALIKE = 0.25;
const REACH = 6;

/**
 * How sure an outline is, 0..1: how well the network's two looks agree, times how sure it was at its surest, times how much
 * of what it saw the outline kept, less for many half-transparent answers, and less for a speck: where a product fills the whole
 * frame the network may see only the print on it.
 */
export function judge(doubts: Doubts): { confidence: number; findings: Finding[] } {
  const { agreement, peak } = doubts;
  const findings: Finding[] = [];
  const kept = Math.min(1, overlap(doubts) / AGREE);
  const clear = 1 - Math.min(1, Math.max(0, undecided(doubts) - 0.15) / 0.5);
  const speck = Math.min(1, areaShare(doubts) / SMALL);
  let confidence = agreement * Math.min(1, peak / 0.9) * kept * clear * speck;
  if (agreement < AGREE) findings.push(finding('second_look_differs'));
  if (alikeShare(doubts) > ALIKE) {
    findings.push(finding('like_background'));
    confidence *= 0.7;
  }
  if (touchesAllBorders(doubts)) {
    findings.push(finding('touches_all_borders'));
    confidence = Math.min(confidence, 0.5);
  }
  if (confidence < SURE) findings.push(finding('low_confidence'));
  return { confidence: Math.round(confidence * 1000) / 1000, findings };
}

/** Intersection over union of the outline and the network's answer. */
function overlap({ map, mask }: Doubts): number {
  let [both, either] = [0, 0];
  for (let i = 0; i < mask.length; i++) {
    const seen = map[i] > 0.5;
    if (seen && mask[i]) both++;
    if (seen || mask[i]) either++;
  }
  return either === 0 ? 0 : both / either;
}

/** Half-transparent answers as a share of the subject. */
function undecided({ map, mask }: Doubts): number {
  let [half, subject] = [0, 0];
  for (let i = 0; i < mask.length; i++) {
    if (map[i] > 0.2 && map[i] < 0.8) half++;
    subject += mask[i];
  }
  return subject === 0 ? 1 : half / subject;
}

/** Share of the outline's inner pixels whose colour the uniform background could have, too. */
function alikeShare({ mask, distance, size: { width, height } }: Doubts): number {
  if (!distance) return 0;
  let [alike, edge] = [0, 0];
  for (let y = 2; y < height - 2; y++)
    for (let x = 2; x < width - 2; x++) {
      const i = y * width + x;
      if (!mask[i] || (mask[i - 1] && mask[i + 1] && mask[i - width] && mask[i + width])) continue;
      edge++;
      // Two pixels further in: the edge itself is a mixture of both.
      const inwards = Math.max(
        distance[i - 2],
        distance[i + 2],
        distance[i - 2 * width],
        distance[i + 2 * width],
      );
      if (Math.max(distance[i], inwards) < REACH) alike++;
    }
  return edge === 0 ? 0 : alike / edge;
}

const areaShare = ({ mask }: Doubts) => mask.reduce((sum, value) => sum + value, 0) / mask.length;

function touchesAllBorders({ mask, size: { width, height } }: Doubts): boolean {
  const along = (from: number, step: number, count: number) => {
    let touched = 0;
    for (let k = 0, i = from; k < count; k++, i += step) touched += mask[i];
    return touched > 0.02 * count;
  };
  return (
    along(0, 1, width) &&
    along((height - 1) * width, 1, width) &&
    along(0, width, height) &&
    along(width - 1, width, height)
  );
}
