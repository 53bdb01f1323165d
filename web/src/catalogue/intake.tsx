import { useCallback, useRef, useState } from 'react';
import { asFault } from '../api/fault.js';
import type { Batch } from '../api/types.js';
import { upload } from '../api/upload.js';
import { percentText } from '../app/figures.js';
import { noteClick } from '../developers/clicked.js';
import { asked, treatmentOf } from '../enhance/asked.js';
import { patience, pause } from '../enhance/connection.js';
import { seemsPicture, useIntake } from '../enhance/intake.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { archiveOf, uniqueNames } from '../worker/archive.js';
import { ASKED } from './try-again.js';

/** Lists that the service reads by itself. */
const LISTS = /\.(csv|zip|txt|json|jsonl|ndjson|tsv)$/i;

const words = TEXTS.catalogue;

/** Where many pictures are handed in at once. */
export function CatalogueIntake({
  recipes,
  onMade,
}: {
  recipes: readonly { name: string; title: string }[];
  onMade(batch: Batch): void;
}) {
  const folder = useRef<HTMLInputElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const [recipe, setRecipe] = useState('supplier');
  const [busy, setBusy] = useState<{ text: string; share?: number }>();
  const [wrong, setWrong] = useState<string>();
  const [note, setNote] = useState<string>();

  const handIn = useCallback(
    async (files: File[]) => {
      if (files.length === 0) return;
      setWrong(undefined);
      try {
        const list = files.length === 1 && LISTS.test(files[0]?.name ?? '') ? (files[0] as File) : undefined;
        const pictures = files.filter(seemsPicture);
        setNote(!list && files.some(({ name }) => LISTS.test(name)) ? words.tableLeft : undefined);
        if (!list && pictures.length === 0) {
          setWrong(words.noPictures);
          return;
        }
        const body =
          list ??
          (await archiveOf(named(pictures), (done) =>
            setBusy({ text: words.packing(done, pictures.length), share: done / pictures.length }),
          ));
        const name = list?.name ?? `${folderOf(pictures)}.zip`;
        const treatment = recipe ? { recipe } : treatmentOf(asked.get());
        const written = JSON.stringify(treatment);
        // Longer words than these the service does not keep.
        const metadata = written.length <= 500 ? { [ASKED]: written } : {};
        const options = { ...treatment, metadata };
        noteClick({ what: 'batch', file: name, options: treatment });
        onMade(
          await sent(body, name, options as never, (text, share) =>
            setBusy(share === undefined ? { text } : { text, share }),
          ),
        );
      } catch (error) {
        const { message, hint } = asFault(error);
        setWrong(hint ? `${message}. ${hint}` : message);
      } finally {
        setBusy(undefined);
      }
    },
    [recipe, onMade],
  );
  const over = useIntake(handIn);
  const taken = (event: React.ChangeEvent<HTMLInputElement>) => {
    void handIn([...(event.target.files ?? [])]);
    event.target.value = '';
  };
  return (
    <section className={`dropzone catalogue-drop${over ? ' over' : ''}`} aria-label={words.drop}>
      <span className="dropzone-mark">
        <Icon name="folder" />
      </span>
      <p className="dropzone-here">{words.drop}</p>
      {busy ? (
        <div className="catalogue-busy" role="status">
          <p>{busy.text}</p>
          <progress
            className="bar"
            max={1}
            aria-label={busy.text}
            {...(busy.share === undefined ? {} : { value: busy.share })}
          />
        </div>
      ) : (
        <div className="catalogue-row">
          <label className="field field-inline">
            <span>{words.recipe}</span>
            <select value={recipe} onChange={(event) => setRecipe(event.target.value)}>
              {recipes.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
              <option value="">{words.recipeOwn}</option>
            </select>
          </label>
          <button type="button" className="button button-primary" onClick={() => folder.current?.click()}>
            {words.folder}
          </button>
          <button type="button" className="button" onClick={() => file.current?.click()}>
            {words.file}
          </button>
        </div>
      )}
      {note && (
        <p className="hint" role="status">
          {note}
        </p>
      )}
      {wrong && (
        <p className="fault" role="alert">
          {wrong}
        </p>
      )}
      <input
        ref={folder}
        className="unseen"
        type="file"
        multiple
        // A folder's files; every browser of today knows the attribute.
        {...{ webkitdirectory: '' }}
        tabIndex={-1}
        aria-label={words.folder}
        onChange={taken}
        data-testid="folder"
      />
      <input
        ref={file}
        className="unseen"
        type="file"
        accept=".csv,.zip,.txt,.json,.jsonl,.tsv"
        tabIndex={-1}
        aria-label={words.file}
        onChange={taken}
        data-testid="list"
      />
    </section>
  );
}

/** Send a list until it has arrived; the same key for every try, so that none makes a second batch. */
async function sent(
  file: Blob,
  name: string,
  options: Record<string, never>,
  say: (text: string, share?: number) => void,
): Promise<Batch> {
  const once = crypto.randomUUID();
  for (let tries = 0; ; tries++) {
    try {
      return await upload<Batch>({
        path: '/v1/batches',
        ...{ file, name, options, once },
        onSent: (share) => say(words.sending(percentText(share)), share),
      });
    } catch (error) {
      const fault = asFault(error);
      if (!fault.passing) throw fault;
      say(words.retrying);
      await pause(patience(tries, fault.retryAfter));
    }
  }
}

const pathOf = (file: File): string => file.webkitRelativePath || file.name;

const folderOf = (files: readonly File[]): string => {
  const [first] = files;
  return (first && pathOf(first).includes('/') && pathOf(first).split('/')[0]) || 'pictures';
};

function named(files: readonly File[]): { name: string; blob: Blob }[] {
  const names = uniqueNames(files.map(pathOf));
  return files.map((blob, index) => ({ name: names[index] ?? blob.name, blob }));
}
