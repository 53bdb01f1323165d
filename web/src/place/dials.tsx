import { Dial } from '../parts/dial.js';
import { More } from '../parts/more.js';
import { Segmented } from '../parts/segmented.js';
import { TEXTS } from '../texts.js';
import { fitOf, sayPlace, usePlaceAsked } from './asked.js';
import { SHOWN_TEMPLATES } from './templates.js';

const words = TEXTS.place;
/** What the service takes for a photo of one's own. */
const FIRST = { shade: 1, displace: 0.5, gloss: 0.1 };

/** Where it goes, and under More how it takes the photo's light. */
export function PlaceDials() {
  const said = usePlaceAsked();
  const { on, where, cutout, enhance } = said;
  const first = SHOWN_TEMPLATES.find(({ name }) => name === on) ?? FIRST;
  return (
    <>
      <Segmented
        label={words.where}
        value={where}
        choices={[
          { value: 'quad', text: words.whereQuad },
          { value: 'found', text: on === 'photo' ? words.whereFound : words.whereTemplate },
        ]}
        onChange={(next) => sayPlace({ where: next })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={cutout}
          onChange={(event) => sayPlace({ cutout: event.target.checked })}
        />
        <span>{words.cutout}</span>
      </label>
      <More title={TEXTS.settings.more}>
        <div className="more-body">
          <Segmented
            label={words.fit}
            value={fitOf(said)}
            choices={[
              { value: 'contain', text: words.fits.contain },
              { value: 'cover', text: words.fits.cover },
              { value: 'stretch', text: words.fits.stretch },
            ]}
            onChange={(fit) => sayPlace({ fit })}
          />
          {(['shade', 'displace', 'gloss'] as const).map((name) => (
            <Dial
              key={name}
              label={words.dials[name]}
              hint={words.dialHints[name]}
              value={said[name] ?? first[name]}
              canAuto={false}
              onChange={(value) => sayPlace({ [name]: value })}
            />
          ))}
          <label className="check">
            <input
              type="checkbox"
              checked={enhance}
              onChange={(event) => sayPlace({ enhance: event.target.checked })}
            />
            <span>{words.enhance}</span>
          </label>
        </div>
      </More>
    </>
  );
}
