import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { type Gestures, useGestures } from './gestures.js';
import { CRISP_FROM, cut, lay } from './layers.js';
import { Loupe, type LoupeHandle } from './loupe.js';
import { CompareTools } from './tools.js';
import { useSize } from './use-size.js';
import { fitted, type Size, settled, steppedScale, type View, zoomed } from './view.js';

interface Props {
  /** Address of the original; none where it can't be shown. */
  before: string | undefined;
  after: string;
  /** Of the result, in pixels. */
  size: Size;
  /** What the picture is called. */
  name: string;
  /** What was made of the original, in a word. */
  made?: string;
  /** Share of the original that is shown at first, 0..1. */
  from?: number;
  /** Without tools, for a small place. */
  plain?: boolean;
}

const KEY_PAN = 60;

/**
 * Before and after, one over the other, with a divider between. Both lie in the same coordinates, those of the result, so
 * they can't drift apart; positions are written to the elements directly, and the browser's own decoders and compositor
 * do the pixels off the main thread.
 */
export function Compare({
  before,
  after,
  size,
  name,
  made = TEXTS.compare.after,
  from = 0.5,
  plain = false,
}: Props) {
  const stage = useRef<HTMLDivElement>(null);
  const beforeLayer = useRef<HTMLDivElement>(null);
  const afterLayer = useRef<HTMLDivElement>(null);
  const divider = useRef<HTMLDivElement>(null);
  const loupe = useRef<LoupeHandle>(null);
  const room = useSize(stage);
  const view = useRef<View>({ scale: 1, x: 0, y: 0 });
  const whole = useRef(true);
  const share = useRef(from);
  const [zoom, setZoom] = useState(0);
  const [shown, setShown] = useState(Math.round(from * 100));
  const [atFit, setAtFit] = useState(true);
  const [pixelated, setPixelated] = useState(false);
  const [glass, setGlass] = useState(false);
  const [held, setHeld] = useState(false);
  const [ready, setReady] = useState(false);

  const draw = useCallback(() => {
    if (!room) return;
    const { scale } = view.current;
    for (const layer of [beforeLayer.current, afterLayer.current]) {
      const picture = layer?.firstElementChild as HTMLElement | null | undefined;
      if (picture) lay(picture, view.current, size);
    }
    const picture = afterLayer.current?.firstElementChild;
    picture?.classList.toggle('crisp', scale * devicePixelRatio >= CRISP_FROM);
    const at = before ? share.current * room.width : 0;
    if (beforeLayer.current) cut(beforeLayer.current, { to: held ? room.width : at }, room);
    if (afterLayer.current) cut(afterLayer.current, { from: held ? room.width : at }, room);
    if (divider.current) divider.current.style.transform = `translateX(${at}px)`;
    setZoom(Math.round(scale * devicePixelRatio * 100));
  }, [room, size, before, held]);

  const show = useCallback(
    (next: View, isWhole = false) => {
      if (!room) return;
      view.current = settled(next, size, room, devicePixelRatio);
      const fit = fitted(size, room, devicePixelRatio);
      whole.current = isWhole || view.current.scale <= fit.scale * 1.001;
      setAtFit(whole.current);
      draw();
    },
    [room, size, draw],
  );
  const showAll = useCallback(
    () => room && show(fitted(size, room, devicePixelRatio), true),
    [room, size, show],
  );
  const zoomTo = useCallback(
    (scale: number, x?: number, y?: number) =>
      room && show(zoomed(view.current, scale, x ?? room.width / 2, y ?? room.height / 2)),
    [room, show],
  );
  const step = useCallback(
    (up: boolean) => zoomTo(steppedScale(view.current.scale, devicePixelRatio, up)),
    [zoomTo],
  );
  const divide = useCallback(
    (to: number) => {
      share.current = Math.min(1, Math.max(0, to));
      setShown(Math.round(share.current * 100));
      draw();
    },
    [draw],
  );

  // A stage of another size shows the whole picture again where it did, else the same spot.
  useLayoutEffect(() => {
    if (whole.current) showAll();
    else show(view.current);
  }, [showAll, show]);

  const gestures = useMemo<Gestures>(() => {
    let dividing = false;
    return {
      begin: (x, _y, kind) => {
        dividing = Boolean(before) && whole.current && !plain;
        if (dividing && room && kind !== 'touch') divide(x / room.width);
        stage.current?.classList.add('dragged');
      },
      drag: (dx, dy, x) => {
        if (dividing && room) divide(x / room.width);
        else show({ ...view.current, x: view.current.x + dx, y: view.current.y + dy });
      },
      zoom: (factor, x, y) => {
        dividing = false;
        zoomTo(view.current.scale * factor, x, y);
      },
      pan: (dx, dy) => show({ ...view.current, x: view.current.x + dx, y: view.current.y + dy }),
      twice: (x, y) => {
        if (whole.current)
          zoomTo(Math.max(1, view.current.scale * devicePixelRatio * 2) / devicePixelRatio, x, y);
        else showAll();
      },
      end: () => stage.current?.classList.remove('dragged'),
    };
  }, [before, plain, room, divide, show, zoomTo, showAll]);
  useGestures(stage, gestures);

  const keys = (event: React.KeyboardEvent) => {
    const { key } = event;
    const pan = (dx: number, dy: number) =>
      show({ ...view.current, x: view.current.x + dx, y: view.current.y + dy });
    const acts: Record<string, () => unknown> = {
      '+': () => step(true),
      '=': () => step(true),
      '-': () => step(false),
      '0': showAll,
      '1': () => zoomTo(1 / devicePixelRatio),
      o: () => setHeld(true),
      l: () => setGlass((on) => !on),
      p: () => setPixelated((on) => !on),
      ArrowLeft: () => pan(KEY_PAN, 0),
      ArrowRight: () => pan(-KEY_PAN, 0),
      ArrowUp: () => pan(0, KEY_PAN),
      ArrowDown: () => pan(0, -KEY_PAN),
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(acts, key)) return;
    event.preventDefault();
    acts[key]?.();
  };

  const slide = (event: React.KeyboardEvent) => {
    const by = event.shiftKey ? 0.1 : 0.01;
    const to: Record<string, number> = {
      ArrowLeft: share.current - by,
      ArrowDown: share.current - by,
      ArrowRight: share.current + by,
      ArrowUp: share.current + by,
      PageDown: share.current - 0.1,
      PageUp: share.current + 0.1,
      Home: 0,
      End: 1,
    };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    divide(next);
  };

  const slideBegin = (event: React.PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const slideMove = (event: React.PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !stage.current) return;
    const { left, width } = stage.current.getBoundingClientRect();
    divide((event.clientX - left) / width);
  };

  useEffect(() => {
    if (!glass) loupe.current?.hide();
  }, [glass]);

  return (
    <div className={plain ? 'compare compare-plain' : 'compare'}>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of a picture and its slider, not of fields */}
      <div
        ref={stage}
        className={`stage${atFit ? ' at-fit' : ''}${glass ? ' with-loupe' : ''}`}
        role="group"
        aria-label={TEXTS.compare.stage(name)}
        aria-keyshortcuts="+ - 0 1 O L P"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: pictures are zoomed and moved with keys here
        tabIndex={0}
        onKeyDown={keys}
        onKeyUp={(event) => event.key === 'o' && setHeld(false)}
        onBlur={() => setHeld(false)}
        onPointerMove={(event) => {
          if (!glass || !room || event.pointerType === 'touch' || !stage.current) return;
          const { left, top } = stage.current.getBoundingClientRect();
          loupe.current?.follow(event.clientX - left, event.clientY - top, view.current, room);
        }}
        onPointerLeave={() => loupe.current?.hide()}
      >
        {before && (
          <div className="layer" ref={beforeLayer}>
            <img
              src={before}
              alt={TEXTS.compare.beforeAlt(name)}
              draggable={false}
              decoding="async"
              className={pixelated ? 'crisp' : ''}
            />
          </div>
        )}
        <div className="layer" ref={afterLayer}>
          <img
            src={after}
            alt={TEXTS.compare.afterAlt(name, made)}
            draggable={false}
            decoding="async"
            onLoad={() => setReady(true)}
          />
        </div>
        {before && (
          <div className={held ? 'divider divider-off' : 'divider'} ref={divider}>
            <div
              className="divider-grip"
              data-own-pointer
              role="slider"
              tabIndex={0}
              aria-label={TEXTS.compare.divider}
              aria-orientation="horizontal"
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={shown}
              aria-valuetext={TEXTS.compare.dividerValue(shown)}
              onKeyDown={slide}
              onPointerDown={slideBegin}
              onPointerMove={slideMove}
            >
              <span className="divider-knob">
                <Icon name="divide" />
              </span>
            </div>
          </div>
        )}
        {before && (held || shown > 8) && <span className="tag tag-before">{TEXTS.compare.before}</span>}
        {!held && shown < 92 && <span className="tag tag-after">{made}</span>}
        {before && glass && (
          <Loupe ref={loupe} before={before} after={after} size={size} pixelated={pixelated} />
        )}
        {!ready && <span className="stage-wait" aria-hidden="true" />}
      </div>
      {!plain && (
        <CompareTools
          {...{ zoom, atFit, pixelated, glass, held }}
          both={Boolean(before)}
          onFit={showAll}
          onActual={() => zoomTo(1 / devicePixelRatio)}
          onStep={step}
          onPixelated={setPixelated}
          onGlass={setGlass}
          onHold={setHeld}
        />
      )}
    </div>
  );
}
