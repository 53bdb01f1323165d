import { PLACE_TASKS } from '../../compose/place/scene-tasks.js';
import { answering } from '../../engine/pool/answer.js';

export default answering(PLACE_TASKS);
