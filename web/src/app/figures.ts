import { TEXTS } from '../texts.js';

const { locale, units } = TEXTS;

/** `0.6 MB`; thousands as the field has them. */
export function bytesText(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < units.bytes.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1;
  return `${value.toFixed(digits)} ${units.bytes[unit]}`;
}

const NUMBER = new Intl.NumberFormat(locale);
export const countText = (count: number): string => NUMBER.format(count);

export const sizeText = ({ width, height }: { width: number; height: number }): string =>
  `${countText(width)} × ${countText(height)}`;

/** `3.4 s`, `2 min 5 s`, `1 h 20 min`. */
export function durationText(seconds: number): string {
  if (seconds < 10) return units.seconds(seconds.toFixed(1));
  const whole = Math.round(seconds);
  if (whole < 60) return units.seconds(String(whole));
  if (whole < 3600) return units.minutes(Math.floor(whole / 60), whole % 60);
  return units.hours(Math.floor(whole / 3600), Math.floor((whole % 3600) / 60));
}

const TIME = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
export const timeText = (iso: string): string => TIME.format(new Date(iso));

export const percentText = (share: number): string => units.percent(Math.round(share * 100));
