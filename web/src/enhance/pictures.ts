import type { Point } from '../../../src/recipe/focus.js';
import { external, useExternal } from '../app/external.js';
import { thumbOf } from '../worker/thumbs.js';
import { isBusy, type Picture } from './picture.js';

/** The pictures on the page, and the one that is looked at. */
interface Tray {
  pictures: readonly Picture[];
  chosen: string | null;
}

export const tray = external<Tray>({ pictures: [], chosen: null });
export const useTray = (): Tray => useExternal(tray);

const newKey = () => crypto.randomUUID();

export const pictureOf = (key: string): Picture | undefined =>
  tray.get().pictures.find((picture) => picture.key === key);

/** Change one picture; one that was removed meanwhile stays away. */
export function change(key: string, fields: Partial<Picture>): void {
  tray.set((before) => ({
    ...before,
    pictures: before.pictures.map((picture) => (picture.key === key ? { ...picture, ...fields } : picture)),
  }));
}

export function choose(key: string): void {
  tray.set((before) => ({ ...before, chosen: key }));
}

function add(pictures: Picture[]): void {
  if (pictures.length === 0) return;
  tray.set((before) => ({
    pictures: [...before.pictures, ...pictures],
    chosen: before.chosen ?? pictures[0]?.key ?? null,
  }));
}

/** Bring files; their small copies follow. What is wrong with one is told by the service, in its own words. */
export function addFiles(files: readonly File[]): void {
  const pictures = files.map(
    (file): Picture => ({ key: newKey(), name: file.name, file, state: 'ready', sent: 0, progress: 0 }),
  );
  add(pictures);
  for (const { key, file } of pictures) if (file) void look(key, file);
}

export function addAddress(address: string): void {
  const name = nameOf(address);
  add([{ key: newKey(), name, address, state: 'ready', sent: 0, progress: 0 }]);
}

/** The last part of an address; one that can't be read stays as it is written. */
function nameOf(address: string): string {
  const last = new URL(address).pathname.split('/').pop() || 'picture';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** Choose what a file is cropped around; `undefined` leaves it to the service. */
export function setFocus(key: string, markets: readonly string[], point: Point | undefined): void {
  const { focus = {} } = pictureOf(key) ?? {};
  const kept = Object.entries(focus).filter(([name]) => !markets.includes(name));
  const chosen = point ? markets.map((name) => [name, point] as const) : [];
  change(key, { focus: Object.fromEntries([...kept, ...chosen]) });
}

/** Put a job's picture on the page, where it isn't already, and look at it. */
export function bring(picture: Picture): void {
  const here = tray.get().pictures.find(({ job }) => job && job.id === picture.job?.id);
  if (!here) add([picture]);
  choose(here?.key ?? picture.key);
}

/** Pictures of jobs that were submitted before the page was loaded again. */
export function addKnown(pictures: Picture[]): void {
  add(pictures);
}

async function look(key: string, file: File): Promise<void> {
  const { small, width, height } = await thumbOf(file);
  if (!pictureOf(key)) return;
  change(key, {
    ...(small ? { thumb: URL.createObjectURL(small) } : { unreadable: true }),
    ...(width && height ? { width, height } : {}),
  });
}

/** Take pictures away; their object URLs go too. Those at work stay unless they were cancelled. */
export function remove(keys: readonly string[]): void {
  const gone = new Set(keys);
  tray.set(({ pictures, chosen }) => {
    for (const { key, thumb } of pictures) if (gone.has(key) && thumb) URL.revokeObjectURL(thumb);
    const left = pictures.filter(({ key }) => !gone.has(key));
    const still = left.some(({ key }) => key === chosen);
    return { pictures: left, chosen: still ? chosen : (left[0]?.key ?? null) };
  });
}

export const clearFree = (): void =>
  remove(
    tray
      .get()
      .pictures.filter((picture) => !isBusy(picture))
      .map(({ key }) => key),
  );
