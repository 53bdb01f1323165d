/**
 * Environment for a process that holds an engine: how glibc hands out memory in it. Left alone it gives every thread a heap of
 * its own, which large buffers of ever new sizes fragment: a run over thousands of pictures would grow all the way. Elsewhere
 * these mean nothing.
 */
export const ALLOCATOR: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: String(4 * 2 ** 20),
  MALLOC_TRIM_THRESHOLD_: String(128 * 2 ** 10),
};
