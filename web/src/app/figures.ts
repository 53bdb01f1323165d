const BYTES = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `0.6 MB`; thousands as the field has them. */
export function bytesText(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < BYTES.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1;
  return `${value.toFixed(digits)} ${BYTES[unit]}`;
}

const NUMBER = new Intl.NumberFormat('en');
export const countText = (count: number): string => NUMBER.format(count);

export const sizeText = ({ width, height }: { width: number; height: number }): string =>
  `${countText(width)} × ${countText(height)}`;

/** `3.4 s`, `2 min 5 s`, `1 h 20 min`. */
export function durationText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}

const TIME = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
export const timeText = (iso: string): string => TIME.format(new Date(iso));

export const percentText = (share: number): string => `${Math.round(share * 100)} %`;
