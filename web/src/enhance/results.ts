import { useEffect, useState } from 'react';
import { askBlob } from '../api/ask.js';
import { asFault, type Fault } from '../api/fault.js';

/** Files that are kept in memory at the same time; what is looked at is never dropped. */
const MOST = 8;

interface Kept {
  users: number;
  used: number;
  url: Promise<string>;
}

const kept = new Map<string, Kept>();
let clock = 0;

/** An object URL of a file of the service, fetched with the key. Who takes it gives it back. */
function take(path: string): Kept {
  let entry = kept.get(path);
  if (!entry) {
    entry = { users: 0, used: 0, url: askBlob(path).then((blob) => URL.createObjectURL(blob)) };
    entry.url.catch(() => kept.delete(path));
    kept.set(path, entry);
  }
  entry.users += 1;
  entry.used = ++clock;
  return entry;
}

function giveBack(entry: Kept): void {
  entry.users -= 1;
  const idle = [...kept].filter(([, one]) => one.users === 0).sort(([, a], [, b]) => a.used - b.used);
  for (const [path, one] of idle.slice(0, Math.max(0, kept.size - MOST))) {
    kept.delete(path);
    one.url.then(URL.revokeObjectURL, () => {});
  }
}

/** A file of the service as an address that an `<img>` takes. */
export function useFile(path: string | undefined): { url?: string; fault?: Fault } {
  const [state, setState] = useState<{ path?: string; url?: string; fault?: Fault }>({});
  useEffect(() => {
    if (!path) return;
    const entry = take(path);
    let here = true;
    entry.url.then(
      (url) => here && setState({ path, url }),
      (error) => here && setState({ path, fault: asFault(error) }),
    );
    return () => {
      here = false;
      giveBack(entry);
    };
  }, [path]);
  return state.path === path ? state : {};
}

/** A file that a person brought, as an address. */
export function useLocal(file: Blob | undefined): string | undefined {
  const [state, setState] = useState<{ file?: Blob; url?: string }>({});
  useEffect(() => {
    if (!file) return;
    const url = URL.createObjectURL(file);
    setState({ file, url });
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return file && state.file === file ? state.url : undefined;
}
