/** A picture as it lies at its source. */
export interface SourcePicture {
  /** The same for every spelling of one place; never shown to visitors. */
  id: string;
  /** The folder, bucket or host that is asked for it: each has a line of its own. */
  place: string;
  /** Milliseconds for which what was made of it is served without asking whether it changed. */
  freshFor: number;
  /**
   * Its bytes, or that nothing changed.
   *
   * @param known the version of an earlier read
   * @throws {HeroshotError} `file_not_found`, `too_many_bytes`, `fetch_failed`, …; {@link EdgeError} `source_not_found`
   */
  read(known?: string, signal?: AbortSignal): Promise<SourceBytes | 'unchanged'>;
}

export interface SourceBytes {
  bytes: Uint8Array;
  /** Changes whenever the bytes do. */
  version: string;
}

/** One kind of place where pictures lie. */
export interface Source {
  /**
   * The picture of an address.
   *
   * @throws {EdgeError} `source_refused`, `bad_url`
   */
  picture(address: string): SourcePicture;
  close?(): void;
}

/** Largest source in bytes where nothing else is said. */
export const MAX_SOURCE_BYTES = 32 * 2 ** 20;
