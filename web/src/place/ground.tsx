import { useRef } from 'react';
import { useLocal } from '../enhance/results.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { sayGround, usePlaceAsked } from './asked.js';
import { FileInput } from './design.js';
import { SHOWN_TEMPLATES } from './templates.js';

const words = TEXTS.place;

/** What it is laid on: a template, or a photo. */
export function Ground({ take }: { take(files: File[]): void }) {
  const { on, photo } = usePlaceAsked();
  const input = useRef<HTMLInputElement>(null);
  const url = useLocal(photo);
  return (
    <section className="place-part" aria-labelledby="place-ground">
      <h2 id="place-ground">{words.ground}</h2>
      <ul className="place-grounds" aria-label={words.ground}>
        {SHOWN_TEMPLATES.map(({ name, title, photo: address }) => (
          <li key={name}>
            <button
              type="button"
              className="place-ground"
              aria-pressed={on === name}
              onClick={() => sayGround(name)}
            >
              <img src={address} alt="" />
              <span>{title}</span>
            </button>
          </li>
        ))}
        {photo && (
          <li>
            <button
              type="button"
              className="place-ground"
              aria-pressed={on === 'photo'}
              onClick={() => sayGround('photo')}
            >
              {url ? <img src={url} alt="" /> : <Icon name="picture" />}
              <span>{photo.name}</span>
            </button>
          </li>
        )}
        <li>
          <button type="button" className="place-ground" onClick={() => input.current?.click()}>
            <span className="place-ground-add">
              <Icon name="plus" />
            </span>
            <span>{photo ? words.photoOther : words.photoOwn}</span>
          </button>
        </li>
      </ul>
      <FileInput input={input} label={words.photoOwn} id="photo" take={take} />
    </section>
  );
}
