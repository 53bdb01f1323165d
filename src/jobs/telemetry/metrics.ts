export function createMetrics(_store?: unknown) {
  return { contentType: 'text/plain', text: async () => '', observeJob(_: unknown) {}, http(_: unknown) {} };
}
