import { external, useExternal } from './external.js';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const PLACE = 'heroshot-theme';
const theme = external<Theme>(THEMES.find((one) => one === localStorage.getItem(PLACE)) ?? 'auto');

function show(chosen: Theme): void {
  if (chosen === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}
show(theme.get());

export const useTheme = (): Theme => useExternal(theme);

export function setTheme(chosen: Theme): void {
  localStorage.setItem(PLACE, chosen);
  theme.set(chosen);
  show(chosen);
}
