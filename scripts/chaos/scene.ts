import type { Door } from './submitter.js';

/** Something bad that can happen. */
export interface Action {
  name: string;
  act(): Promise<void>;
}

/** A service under test, and what can happen to it. */
export interface Scene {
  door: Door;
  /** Where its database and its blobs are. */
  store: string;
  blobs: string;
  actions: Action[];
  stop(): Promise<void>;
  remove(): Promise<void>;
}
