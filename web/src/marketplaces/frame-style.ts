/** Most that a frame is high, in CSS pixels. */
const HIGH = 380;

/** A frame's shape; a high one is narrower than its place rather than distorted. */
export const frameStyle = ({ width, height }: { width: number; height: number }) => ({
  aspectRatio: `${width} / ${height}`,
  width: `min(100%, ${Math.round((HIGH * width) / height)}px)`,
});
