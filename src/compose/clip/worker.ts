import { answering } from '../../engine/pool/answer.js';
import { TASKS } from './tasks.js';

export default answering(TASKS);
