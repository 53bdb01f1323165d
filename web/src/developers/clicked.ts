import type { ClipRequest, Treatment } from '../api/types.js';
import { external, useExternal } from '../app/external.js';

/** A request that a person's click sent. */
export type Clicked =
  | { what: 'enhance'; file?: string; address?: string; treatment: Treatment }
  | { what: 'place'; file?: string; address?: string; photo?: string; treatment: Treatment }
  | { what: 'clip'; request: ClipRequest }
  | { what: 'batch'; file: string; options: object }
  | { what: 'audit'; file: string; options: object }
  | { what: 'download'; id: string; name: string }
  | { what: 'cancel'; id: string }
  | { what: 'cancelBatch'; id: string }
  | { what: 'results'; id: string }
  | { what: 'webhook'; url: string }
  | { what: 'webhookTest'; id: string }
  | { what: 'webhookDelete'; id: string }
  | { what: 'key'; name: string; scopes: string[] }
  | { what: 'keyRevoke'; id: string };

/** One of them, and when. */
export type Noted = Clicked & { at: string; key: string };

const PLACE = 'heroshot-clicked';
const MOST = 12;

function remembered(): Noted[] {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE) ?? '[]') as Noted[];
  } catch {
    return [];
  }
}

const clicks = external<readonly Noted[]>(remembered());
export const useClicks = (): readonly Noted[] => useExternal(clicks);

/** Write a click down, for the developers' part of the page; newest first. */
export function noteClick(clicked: Clicked): void {
  clicks.set((before) =>
    [{ ...clicked, at: new Date().toISOString(), key: crypto.randomUUID() }, ...before].slice(0, MOST),
  );
  sessionStorage.setItem(PLACE, JSON.stringify(clicks.get()));
}
