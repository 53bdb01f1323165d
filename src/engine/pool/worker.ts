import sharp from 'sharp';
import { answering } from './answer.js';
import { TASKS } from './tasks.js';

// libvips' operation cache would hold on to pixels of pictures that are done.
sharp.cache(false);

export default answering(TASKS);
