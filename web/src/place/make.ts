import type { Quad } from '../../../src/compose/place/quad.js';
import { askJson } from '../api/ask.js';
import { Fault } from '../api/fault.js';
import type { Job, Treatment } from '../api/types.js';
import { upload } from '../api/upload.js';
import { external } from '../app/external.js';
import { noteClick } from '../developers/clicked.js';
import type { Picture } from '../enhance/picture.js';
import { type HandingIn, JobRun } from '../jobs/job-run.js';
import { TEXTS } from '../texts.js';
import { type PlaceAsked, placementOf } from './asked.js';
import { designBytes } from './design-of.js';

/** The placement that is made, or was made last. */
export const placing = new JobRun();

/** What it was placed on; meanwhile another photo may have been chosen. */
export const placedOn = external<Pick<PlaceAsked, 'on' | 'photo'> | undefined>(undefined);

/** Hand a design in, with the photo that it goes on. */
export function makePlacement(picture: Picture, said: PlaceAsked, quad: Quad | undefined): void {
  const treatment = placementOf(said, quad);
  const photo = said.on === 'photo' ? said.photo : undefined;
  noteClick({
    what: 'place',
    ...(picture.file || picture.job ? { file: picture.name } : { address: picture.address ?? '' }),
    ...(photo ? { photo: photo.name } : {}),
    treatment,
  });
  placedOn.set({ on: said.on, ...(photo ? { photo } : {}) });
  void placing.start((how) => handIn(picture, treatment, photo, how));
}

async function handIn(
  picture: Picture,
  treatment: Treatment,
  photo: File | undefined,
  { once, signal, onSent }: HandingIn,
): Promise<Job> {
  const { name, bytes } = await designBytes(picture);
  if (bytes)
    return upload<Job>({
      ...{ path: '/v1/images', file: bytes, name, photo, options: treatment },
      ...{ once, signal, onSent },
    });
  // A form takes no address beside a photo.
  if (photo) throw new Fault('no_design', TEXTS.place.addressOnly, TEXTS.place.addressOnlyHint);
  return askJson<Job>('/v1/images', {
    json: { source_url: picture.address, ...treatment },
    headers: { 'idempotency-key': once },
    signal,
  });
}
