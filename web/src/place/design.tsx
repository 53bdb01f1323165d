import { useRef } from 'react';
import type { Picture } from '../enhance/picture.js';
import { Picker } from '../jobs/picker.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';

interface Props {
  pictures: readonly Picture[];
  current: string | null;
  take(files: File[]): void;
}

const words = TEXTS.place;

/** Which picture is laid on the photo: one of the session, or another. */
export function Design({ pictures, current, take }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const chosen = pictures.find(({ key }) => key === current);
  return (
    <section className="place-part" aria-labelledby="place-design">
      <h2 id="place-design">{words.design}</h2>
      {pictures.length === 0 && <p className="hint">{words.designHint}</p>}
      <Picker label={words.design} pictures={pictures} current={current}>
        <li>
          <button
            type="button"
            className="picker-add"
            aria-label={words.designAdd}
            title={words.designAdd}
            onClick={() => input.current?.click()}
          >
            <Icon name="plus" />
          </button>
        </li>
      </Picker>
      {chosen && (
        <p className="hint place-name">
          {chosen.name}
          {chosen.state === 'done' && `, ${words.enhanced}`}
        </p>
      )}
      <FileInput input={input} label={words.designAdd} id="files" take={take} />
    </section>
  );
}

/** The browser's own chooser, pressed by a button that looks like the page. */
export function FileInput({
  input,
  label,
  id,
  take,
}: {
  input: React.RefObject<HTMLInputElement | null>;
  label: string;
  id: string;
  take(files: File[]): void;
}) {
  return (
    <input
      ref={input}
      className="unseen"
      type="file"
      accept="image/*,.tif,.tiff,.avif,.webp"
      tabIndex={-1}
      aria-label={label}
      data-testid={id}
      onChange={(event) => {
        take([...(event.target.files ?? [])]);
        event.target.value = '';
      }}
    />
  );
}
