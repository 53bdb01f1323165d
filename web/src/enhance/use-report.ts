import { useEffect } from 'react';
import { askJson } from '../api/ask.js';
import type { RecipeReport } from '../api/types.js';
import type { Picture } from './picture.js';
import { change } from './pictures.js';

/** Fetch the report of a picture that was brought back without one, once it is looked at. */
export function useReport(picture: Picture | undefined): void {
  const wanted = picture?.state === 'done' && !picture.report ? picture.job?.id : undefined;
  const key = picture?.key;
  useEffect(() => {
    if (!wanted || !key) return;
    askJson<RecipeReport>(`/v1/jobs/${wanted}/report`).then(
      (report) => change(key, { report, width: report.input.width, height: report.input.height }),
      () => {
        // The picture is shown without it.
      },
    );
  }, [wanted, key]);
}
