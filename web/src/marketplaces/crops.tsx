import { useState } from 'react';
import type { Marketplace } from '../api/types.js';
import { useAsked } from '../enhance/asked.js';
import { Downloads } from '../enhance/downloads.js';
import type { Picture } from '../enhance/picture.js';
import { setFocus } from '../enhance/pictures.js';
import { useFile, useLocal } from '../enhance/results.js';
import { inputPath } from '../enhance/source.js';
import { TEXTS } from '../texts.js';
import { isChanged, madeMiddle } from './changed.js';
import { Made } from './made.js';
import { useSeen } from './seen.js';
import { Sketch } from './sketch.js';

interface Props {
  picture: Picture;
  pictures: readonly Picture[];
  markets: readonly Marketplace[];
}

const words = TEXTS.markets;

/** A picture's files: those that were made, and how the others will sit. */
export function Crops({ picture, pictures, markets }: Props) {
  const asked = useAsked();
  // Files of this job whose crop is chosen anew.
  const [adjusting, setAdjusting] = useState<{ job?: string; names: string[] }>({ names: [] });
  const { key, job, report, focus } = picture;
  const ticked = markets.filter(({ name }) => asked.markets.includes(name));
  const local = useLocal(picture.unreadable ? undefined : picture.file);
  const kept = useFile(!picture.file && picture.kept ? inputPath(picture.kept) : undefined);
  const url = local ?? kept.url;
  const seen = useSeen(picture);
  const outputs = picture.state === 'done' ? (report?.outputs ?? []) : [];
  const again = adjusting.job === job?.id ? adjusting.names : [];
  const made = outputs.filter((one) => !again.includes(one.for) && !isChanged(picture, asked, one.for));
  const unmade = ticked.filter(({ name }) => !made.some((one) => one.for === name));
  return (
    <>
      {picture.fault && (
        <p className="fault" role="alert">
          {picture.fault.message}
        </p>
      )}
      {made.length > 0 && job && (
        <section>
          <h2 className="section-title">{words.results}</h2>
          <ul className="frames">
            {made.map((one) => {
              const middle = report && madeMiddle(one, report);
              return (
                <Made
                  key={one.for}
                  job={job}
                  made={one}
                  market={markets.find(({ name }) => name === one.for)}
                  onAdjust={
                    seen && middle && one.for !== 'print'
                      ? () => {
                          if (!focus?.[one.for]) setFocus(key, [one.for], middle);
                          setAdjusting({ job: job.id, names: [...again, one.for] });
                        }
                      : undefined
                  }
                />
              );
            })}
          </ul>
          <div className="markets-downloads">
            <Downloads picture={picture} pictures={pictures} />
          </div>
        </section>
      )}
      {(unmade.length > 0 || made.length === 0) && (
        <section>
          <h2 className="section-title">{words.preview}</h2>
          <p className="hint section-hint">{unmade.length > 0 ? words.previewHint : words.none_chosen}</p>
          <ul className="frames">
            {seen &&
              unmade.map((market) => (
                <Sketch
                  key={market.name}
                  market={market}
                  seen={seen}
                  url={url}
                  focus={focus?.[market.name]}
                  onFocus={(point) => setFocus(key, [market.name], point)}
                  onAll={(point) =>
                    setFocus(
                      key,
                      ticked.map(({ name }) => name),
                      point,
                    )
                  }
                />
              ))}
          </ul>
          {!seen && unmade.length > 0 && <p className="hint">{words.noSketch}</p>}
        </section>
      )}
    </>
  );
}
