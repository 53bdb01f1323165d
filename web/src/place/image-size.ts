import { useEffect, useState } from 'react';
import type { Size } from '../../../src/engine/raster.js';

/** The size of a picture at an address; null where the browser can't show it, undefined until it is known. */
export function useImageSize(url: string | undefined): Size | null | undefined {
  const [state, setState] = useState<{ url: string; size: Size | null }>();
  useEffect(() => {
    if (!url) return;
    const image = new Image();
    let here = true;
    image.onload = () =>
      here && setState({ url, size: { width: image.naturalWidth, height: image.naturalHeight } });
    image.onerror = () => here && setState({ url, size: null });
    image.src = url;
    return () => {
      here = false;
    };
  }, [url]);
  return url && state?.url === url ? state.size : undefined;
}
