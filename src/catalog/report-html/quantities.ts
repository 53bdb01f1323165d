const grouped = new Intl.NumberFormat('en-US');

/** A whole number with its thousands grouped: `12,400`. */
export function count(value: number): string {
  return grouped.format(Math.round(value));
}

/** A number of things with its noun: `1 picture`, `1,200 pictures`. */
export function countOf(value: number, noun: string): string {
  return `${count(value)} ${noun}${Math.round(value) === 1 ? '' : 's'}`;
}

/** Bytes as people read file sizes, decimal: `840 B`, `48 KB`, `3.1 MB`, `74 GB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return sized(bytes / 1e3, 'KB');
  return bytes < 999_500_000 ? sized(bytes / 1e6, 'MB') : sized(bytes / 1e9, 'GB');
}

function sized(value: number, unit: string): string {
  return `${value < 9.95 ? value.toFixed(1) : count(value)} ${unit}`;
}

/** Seconds on the clock: `0.8 s`, `42 s`, `2 min 10 s`, `3 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${count(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/** What a run does in an hour, of `things` in `seconds`; a dash where there is nothing to divide. */
export function perHour(things: number, seconds: number): string {
  return things > 0 && seconds > 0 ? count((things * 3600) / seconds) : '–';
}

/** A share 0..1 in percent. Only what is complete is called 100 %. */
export function percent(share: number): string {
  const tenths = share < 1 ? Math.min(99.9, share * 100) : 100;
  return `${tenths === 100 || tenths === 0 ? tenths : tenths.toFixed(1)} %`;
}

/** Width and height in pixels: `2,400 × 3,200`. */
export function dimensions({ width, height }: { width: number; height: number }): string {
  return `${count(width)} × ${count(height)}`;
}
