import { useCallback, useEffect, useState } from 'react';
import { client } from '../api/client.js';
import { asFault } from '../api/fault.js';
import type { Batch, RecipeList } from '../api/types.js';
import { setLost } from '../enhance/connection.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { BatchCard } from './batch-card.js';
import { CatalogueIntake } from './intake.js';
import '../styles/tables.css';
import '../styles/catalogue.css';

/** Milliseconds between looks at the list of batches; an open one tells of itself. */
const LOOK_MS = 5000;

/** Many pictures at once, done by the service whether the page is open or not. */
export default function Catalogue() {
  const words = TEXTS.catalogue;
  const [recipes, setRecipes] = useState<RecipeList['data']>([]);
  const [batches, setBatches] = useState<Batch[]>();
  const [wrong, setWrong] = useState<string>();
  const look = useCallback(async () => {
    try {
      const { data } = await client().batches.list({ limit: 50 });
      // A batch that did not change keeps its place in memory, so that its card goes on listening.
      setBatches((before = []) =>
        data.map(
          (batch) => before.find(({ id, state }) => id === batch.id && state === batch.state) ?? batch,
        ),
      );
      setWrong(undefined);
      setLost(false);
    } catch (error) {
      const { code, message } = asFault(error);
      // It is asked again in a moment, and what is shown stays.
      setLost(code === 'connection');
      setWrong(code === 'connection' ? undefined : message);
    }
  }, []);
  useEffect(() => {
    client()
      .recipes()
      .then(
        ({ data }) => setRecipes(data),
        () => {},
      );
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      clearInterval(timer);
      setLost(false);
    };
  }, [look]);
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
        <p>{words.about}</p>
      </div>
      <CatalogueIntake recipes={recipes} onMade={() => void look()} />
      <h2 className="catalogue-title">{words.batches}</h2>
      {wrong && (
        <p className="fault" role="alert">
          {wrong}
        </p>
      )}
      {batches?.map((batch) => (
        <BatchCard key={batch.id} batch={batch} onChange={() => void look()} />
      ))}
      {batches?.length === 0 && (
        <div className="empty">
          <Icon name="folder" />
          <p className="empty-title">{words.empty}</p>
          <p>{words.emptyAbout}</p>
        </div>
      )}
      {!batches && !wrong && <p className="loading">{TEXTS.app.loading}</p>}
    </>
  );
}
