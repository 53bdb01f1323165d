/** What is seen of a picture: `scale` CSS pixels per picture pixel, its top left corner at `x`, `y` of the stage. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** A picture pixel is at most this many device pixels wide. */
const MOST = 8;

/** Room around a picture that is shown whole, in CSS pixels. */
const MARGIN = 0;

/** The scale at which the whole picture is seen; small ones are not enlarged. */
export function fitScale(picture: Size, stage: Size, density: number): number {
  const fit = Math.min((stage.width - MARGIN) / picture.width, (stage.height - MARGIN) / picture.height);
  return Math.max(Math.min(fit, MOST / density), 1e-4);
}

/** The scales that can be had. */
export function scaleRange(picture: Size, stage: Size, density: number): [least: number, most: number] {
  const fit = fitScale(picture, stage, density);
  return [Math.min(fit, 1 / density), Math.max(MOST / density, fit)];
}

/** The nearest view in which the picture lies well: in the middle where there is room, else without a gap. */
export function settled(view: View, picture: Size, stage: Size, density: number): View {
  const [least, most] = scaleRange(picture, stage, density);
  const scale = Math.min(most, Math.max(least, view.scale));
  const along = (at: number, length: number, room: number) => {
    const taken = length * scale;
    return taken <= room ? (room - taken) / 2 : Math.min(0, Math.max(room - taken, at));
  };
  return {
    scale,
    x: along(view.x, picture.width, stage.width),
    y: along(view.y, picture.height, stage.height),
  };
}

/** The whole picture. */
export const fitted = (picture: Size, stage: Size, density: number): View =>
  settled({ scale: fitScale(picture, stage, density), x: 0, y: 0 }, picture, stage, density);

/** Another scale; what lies at (`x`, `y`) of the stage stays there. */
export function zoomed(view: View, scale: number, x: number, y: number): View {
  const ratio = scale / view.scale;
  return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

/** Scales that steps lead to, in device pixels per picture pixel. */
const STEPS = [0.0625, 0.125, 0.25, 0.333, 0.5, 0.667, 1, 1.5, 2, 3, 4, 6, 8];

/** The next step up or down. */
export function steppedScale(scale: number, density: number, up: boolean): number {
  const now = scale * density;
  const next = up ? STEPS.find((step) => step > now * 1.01) : STEPS.findLast((step) => step < now * 0.99);
  return (next ?? (up ? MOST : now / 2)) / density;
}
