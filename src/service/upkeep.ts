export async function startUpkeep(_: { onError: (error: unknown) => void; [rest: string]: unknown }) {
  return { webhooks: undefined, overQuota: async () => false, stop: async () => {} };
}
