import { useEffect, useState } from 'react';
import type { Picture } from '../enhance/picture.js';
import { sourceFile } from '../enhance/source.js';
import { lookAt, type Seen } from '../worker/look.js';

/** What a look at a picture found, with the outline as an address. */
export type Looked = Omit<Seen, 'mask'> & { mask?: string };

/** Look at a picture once it is chosen; undefined until then, or where it can't be read here. */
export function useSeen(picture: Picture | undefined): Looked | undefined {
  const [state, setState] = useState<{ key: string; seen: Looked }>();
  const { key, file, kept, name = '', unreadable } = picture ?? {};
  useEffect(() => {
    if (!key || unreadable) return;
    let here = true;
    let mask: string | undefined;
    (async () => {
      const blob = await sourceFile({ name, ...(file ? { file } : {}), ...(kept ? { kept } : {}) });
      const found = blob && (await lookAt(blob));
      if (!here || !found) return;
      const { mask: drawn, ...seen } = found;
      mask = drawn && URL.createObjectURL(drawn);
      setState({ key, seen: { ...seen, ...(mask ? { mask } : {}) } });
    })().catch(() => {
      // The sketch shows what is known without it.
    });
    return () => {
      here = false;
      if (mask) URL.revokeObjectURL(mask);
    };
  }, [key, file, kept, name, unreadable]);
  return state && state.key === key ? state.seen : undefined;
}
