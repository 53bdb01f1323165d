/** What is asked: a picture, and the longest side of its small copy in pixels. */
export interface ThumbAsked {
  id: number;
  file: Blob;
  side: number;
}

/** A small copy, and the size of the picture itself; without a copy where the browser can't read it. */
export interface ThumbMade {
  id: number;
  small?: Blob;
  width?: number;
  height?: number;
}

async function thumb({ id, file, side }: ThumbAsked): Promise<ThumbMade> {
  let bitmap: ImageBitmap | undefined;
  try {
    bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    const scale = Math.min(1, side / Math.max(width, height));
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(width * scale)),
      Math.max(1, Math.round(height * scale)),
    );
    const context = canvas.getContext('2d');
    if (!context) return { id, width, height };
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const small = await canvas.convertToBlob({ type: 'image/webp', quality: 0.85 });
    return { id, small, width, height };
  } catch {
    return { id };
  } finally {
    bitmap?.close();
  }
}

addEventListener('message', async ({ data }: MessageEvent<ThumbAsked>) => {
  postMessage(await thumb(data));
});
