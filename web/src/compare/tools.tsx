import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';

interface Props {
  zoom: number;
  atFit: boolean;
  pixelated: boolean;
  glass: boolean;
  held: boolean;
  both: boolean;
  onFit(): void;
  onActual(): void;
  onStep(up: boolean): void;
  onPixelated(on: boolean): void;
  onGlass(on: boolean): void;
  onHold(on: boolean): void;
}

/** What lies below the comparison: zoom, loupe, the original alone. */
export function CompareTools(props: Props) {
  const { zoom, atFit, pixelated, glass, held, both, onFit, onActual, onStep, onPixelated, onGlass, onHold } =
    props;
  const words = TEXTS.compare;
  return (
    <div className="tools" role="toolbar" aria-label={words.tools}>
      <div className="tools-group">
        <button type="button" className="tool" onClick={() => onStep(false)} aria-label={words.zoomOut}>
          <Icon name="minus" />
        </button>
        <output className="tools-zoom" aria-label={words.zoom}>
          {zoom} %
        </output>
        <button type="button" className="tool" onClick={() => onStep(true)} aria-label={words.zoomIn}>
          <Icon name="plus" />
        </button>
        <button type="button" className="tool" aria-pressed={atFit} onClick={onFit}>
          {words.fit}
        </button>
        <button type="button" className="tool" aria-pressed={zoom === 100 && !atFit} onClick={onActual}>
          100 %
        </button>
      </div>
      {both && (
        <div className="tools-group">
          <button
            type="button"
            className="tool tool-loupe"
            aria-pressed={glass}
            onClick={() => onGlass(!glass)}
          >
            <Icon name="loupe" />
            <span>{words.loupe}</span>
          </button>
          <button
            type="button"
            className="tool"
            aria-pressed={pixelated}
            title={words.pixelsTitle}
            onClick={() => onPixelated(!pixelated)}
          >
            <Icon name="pixels" />
            <span>{words.pixels}</span>
          </button>
          <button
            type="button"
            className="tool tool-hold"
            aria-pressed={held}
            onPointerDown={() => onHold(true)}
            onPointerUp={() => onHold(false)}
            onPointerLeave={() => onHold(false)}
            onPointerCancel={() => onHold(false)}
            onContextMenu={(event) => event.preventDefault()}
            onKeyDown={(event) => (event.key === ' ' || event.key === 'Enter') && onHold(true)}
            onKeyUp={() => onHold(false)}
            onBlur={() => onHold(false)}
          >
            <Icon name="eye" />
            <span>{words.hold}</span>
          </button>
        </div>
      )}
    </div>
  );
}
