import { checkUrl } from '../catalog/remote/checked-url.js';
import type { Mesh } from '../compose/place/mesh.js';
import type { Quad } from '../compose/place/quad.js';
import type { JobSource } from '../jobs/job.js';
import type { PlaceStep } from '../recipe/place/place-step.js';
import type { PlacementAsked } from './schemas/placement.js';
import type { Treatment } from './schemas/treatment.js';
import { invalid } from './validation.js';

/** What a recipe's step says where its photo is the job's own: the worker brings it. */
const OWN_PHOTO = 'photo';

/** The step of a placement that was asked for. */
export function placeOf({
  on,
  photo_url: _url,
  quad,
  mesh,
  ...rest
}: PlacementAsked): Omit<PlaceStep, 'step'> {
  return {
    ...rest,
    on: on ?? OWN_PHOTO,
    ...(quad ? { quad: quad as unknown as Quad } : {}),
    ...(mesh ? { mesh: mesh as unknown as Mesh } : {}),
  };
}

/**
 * Where a placement's photo comes from, and nowhere else; `undefined` where it is a template's or nothing is placed.
 *
 * @param uploaded key of the form's file `photo`
 * @throws {Problem} `validation` where there is none, or more than one
 * @throws {HeroshotError} `url_refused`
 */
export function photoOf(
  { place }: Treatment,
  allowPrivate: boolean,
  uploaded?: string,
): JobSource | undefined {
  if (!place) {
    if (uploaded) throw invalid([{ pointer: '/photo', detail: 'needs `place`, which says how it is used' }]);
    return undefined;
  }
  const said = [place.on, place.photo_url, uploaded].filter((one) => one !== undefined);
  if (said.length !== 1)
    throw invalid([
      { pointer: '/place', detail: 'needs one of `on`, `photo_url` and, of a form, the file `photo`' },
    ]);
  if (uploaded) return { kind: 'blob', key: uploaded };
  return place.photo_url ? { kind: 'url', url: checkUrl(place.photo_url, { allowPrivate }).href } : undefined;
}
