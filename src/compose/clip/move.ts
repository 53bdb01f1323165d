import type { Box, Size } from '../../engine/raster.js';
import type { Layers } from './layers.js';
import type { Plane } from './resample.js';
import type { Scene } from './scene.js';
import { endsInside, TOUCHES } from './shown.js';
import { type View, viewAt, wholeView, zoomed } from './view.js';

/** How a still is moved over. */
export const MOTIONS = ['pan', 'zoom', 'turn', 'parallax'] as const;
export type Motion = (typeof MOTIONS)[number];

/** The way of a view over a plate, and of a subject against it. */
export interface Move {
  from: View;
  to: View;
  depth?: Depth;
}

/** How a subject grows and moves against its background from start to end. */
export interface Depth {
  /** The point that stays where it is on the ground: below the subject's middle. */
  pivot: { x: number; y: number };
  /** How much larger the subject is at the end. */
  grow: number;
  /** How far it has moved to the right by then, in plate pixels. */
  sway: number;
  /** Row above which nothing moves with it. */
  far: number;
}

/** The most that a still is zoomed, and the least where its subject leaves no room. */
const ZOOM = { most: 1.18, least: 1.05 };
/** Zoom of a pan over a plate of the frame's own shape. */
const PAN = 1.12;
/** A subject's own growth (the least where there is no room) and sway (a share of the plate's width), and the camera's zoom meanwhile. */
const DEPTH = { grow: 0.045, leastGrow: 0.015, sway: 0.012, zoom: [1.03, 1.08] } as const;

interface Still extends Size {
  subject?: Box | undefined;
}

const middle = ({ left, top, width, height }: Box) => ({ x: left + width / 2, y: top + height / 2 });

/** How far a still can be zoomed with its whole subject in the frame. */
function room(whole: View, { subject }: Still): number {
  if (!subject) return ZOOM.most;
  const fits = 0.96 * Math.min(whole.width / subject.width, whole.height / subject.height);
  return Math.min(ZOOM.most, Math.max(ZOOM.least, fits));
}

/**
 * Plan the motion over a plate.
 *
 * @param index which still: every second zoom goes out, every second pan back
 */
export function planMove(motion: Motion, index: number, still: Still, frame: Size): Move {
  const whole = wholeView(still, frame);
  const { x, y } = still.subject ? middle(still.subject) : middle(whole);
  const turned = (from: View, to: View): Move => (index % 2 === 0 ? { from, to } : { from: to, to: from });
  if (motion === 'turn') return { from: whole, to: whole };
  if (motion === 'zoom') return turned(whole, zoomed(whole, still, room(whole, still), x, y));
  if (motion === 'pan') {
    const [across, down] = [still.width - whole.width, still.height - whole.height];
    if (Math.max(across / whole.width, down / whole.height) > PAN - 1)
      return across >= down
        ? turned({ ...whole, left: 0 }, { ...whole, left: across })
        : turned({ ...whole, top: 0 }, { ...whole, top: down });
    const zoom = Math.min(PAN, room(whole, still));
    return turned(
      zoomed(whole, still, zoom, -still.width, y),
      zoomed(whole, still, zoom, 2 * still.width, y),
    );
  }
  return planDepth(index, still, whole);
}

/** How far a subject can grow and the camera come near with the whole subject in the frame; what a border cuts already sets no limit. */
function depthRoom(box: Box, { width, height }: Size, whole: View): { grow: number; zoom: [number, number] } {
  const across = endsInside(box.left, box.width, width) ? whole.width / box.width : Number.POSITIVE_INFINITY;
  const down = endsInside(box.top, box.height, height) ? whole.height / box.height : Number.POSITIVE_INFINITY;
  const fits = 0.97 * Math.min(across, down);
  const grow = Math.min(DEPTH.grow, Math.max(DEPTH.leastGrow, fits - 1));
  const most = Math.max(1, fits / (1 + grow));
  const [start, end] = DEPTH.zoom;
  return { grow, zoom: [Math.min(start, most), Math.min(end, most)] };
}

function planDepth(index: number, still: Still, whole: View): Move {
  const box = still.subject ?? { left: 0, top: 0, width: still.width, height: still.height };
  const pivot = { x: box.left + box.width / 2, y: box.top + box.height };
  // Where a subject is cut by the border, its cut edge must not come into the picture.
  const slack = (touches: boolean) => (touches ? (DEPTH.grow * box.width) / 2 : Number.POSITIVE_INFINITY);
  const toRight = slack(box.left < TOUCHES * still.width);
  const toLeft = slack(box.left + box.width > (1 - TOUCHES) * still.width);
  const wanted = DEPTH.sway * still.width;
  const right = index % 2 === 0;
  const { grow, zoom } = depthRoom(box, still, whole);
  const sway = right ? Math.min(wanted, toRight) : -Math.min(wanted, toLeft);
  const { x, y } = middle(box);
  const [start, end] = zoom;
  // The camera follows half of the way, so that both layers move.
  return {
    from: zoomed(whole, still, start, x - sway / 2, y),
    to: zoomed(whole, still, end, x + sway / 2, y),
    depth: { pivot, grow, sway, far: pivot.y - 0.6 * box.height },
  };
}

/** A still's pixels: a plate, and its layers where it has depth. Samples lie on shared memory. */
export interface Pixels {
  plate: Plane;
  layers?: Layers | undefined;
}

/** What is seen of a still. @param t how far its motion is, 0..1, eased */
export function sceneAt({ from, to, depth }: Move, { plate, layers }: Pixels, t: number): Scene {
  const view = viewAt(from, to, t);
  if (!depth || !layers) return { kind: 'flat', plate, view };
  const { pivot, grow, sway, far } = depth;
  const times = 1 + grow * t;
  const moved = sway * t;
  const { background, subject, box } = layers;
  return {
    kind: 'deep',
    background,
    view,
    subject,
    origin: { left: box.left, top: box.top },
    subjectView: {
      left: pivot.x + (view.left - pivot.x - moved) / times,
      top: pivot.y + (view.top - pivot.y) / times,
      width: view.width / times,
      height: view.height / times,
    },
    ground: { near: pivot.y, far, sway: moved },
  };
}
