/** A dispatcher of one process that is used from another: how one machine works without Redis. */
export { messagePort, type Port, processPort } from './port.js';
export { portDispatcher } from './port-dispatcher.js';
export { serveDispatcher } from './serve-dispatcher.js';
