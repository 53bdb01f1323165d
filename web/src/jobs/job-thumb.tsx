import { useEffect, useRef, useState } from 'react';
import { askBlob } from '../api/ask.js';
import type { Job } from '../api/types.js';
import { Icon } from '../parts/icon.js';
import { thumbOf } from '../worker/thumbs.js';

/** Pixels of a row's small copy, for screens of two device pixels a CSS pixel. */
const SIDE = 120;

/** Small copies that are fetched at the same time; each is a whole file for a moment. */
const AT_ONCE = 2;
const waiting: (() => Promise<void>)[] = [];
let working = 0;

function inTurn(work: () => Promise<void>): void {
  waiting.push(work);
  next();
}

function next(): void {
  const work = working < AT_ONCE ? waiting.pop() : undefined;
  if (!work) return;
  working += 1;
  void work().finally(() => {
    working -= 1;
    next();
  });
}

interface Props {
  job: Job;
  /** Which of its files, by name; the smallest by default. */
  output?: string | undefined;
  large?: boolean;
}

/** A small copy of a job's file, made when its row comes into sight. */
export function JobThumb({ job: { id, outputs }, output, large = false }: Props) {
  const place = useRef<HTMLSpanElement>(null);
  const [url, setUrl] = useState<string>();
  const pictures = outputs.filter(({ type }) => type.startsWith('image/'));
  const shown = output ?? pictures.sort((a, b) => a.bytes - b.bytes)[0]?.name;
  useEffect(() => {
    const element = place.current;
    if (!element || !shown) return;
    const abort = new AbortController();
    let made: string | undefined;
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      observer.disconnect();
      inTurn(async () => {
        if (abort.signal.aborted) return;
        try {
          const path = `/v1/jobs/${id}/outputs/${encodeURIComponent(shown)}`;
          const { small } = await thumbOf(await askBlob(path, abort.signal), SIDE);
          if (!small || abort.signal.aborted) return;
          made = URL.createObjectURL(small);
          setUrl(made);
        } catch {
          // The row says what it is without a picture, too.
        }
      });
    });
    observer.observe(element);
    return () => {
      abort.abort();
      observer.disconnect();
      if (made) URL.revokeObjectURL(made);
    };
  }, [id, shown]);
  return (
    <span className={large ? 'thumb' : 'thumb thumb-small'} ref={place}>
      {url ? <img src={url} alt="" decoding="async" /> : <Icon name="picture" />}
    </span>
  );
}
