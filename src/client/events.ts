import type { BatchProgress } from '../api/schemas/batch.js';

/** An event as it came over the line. */
export interface ServerEvent {
  event: string;
  data: string;
}

/** Read server-sent events (WHATWG HTML, section 9.2.6), as far as this service sends them. */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\n').map((line) => /^(\w+): ?(.*)$/.exec(line));
      const of = (name: string) => fields.filter((field) => field?.[1] === name).map((field) => field?.[2]);
      const data = of('data').join('\n');
      if (data !== '') yield { event: of('event')[0] ?? 'message', data };
    }
  }
}

/** A stream's chunks; not every browser's streams can be iterated themselves. */
export async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Whether an event is a batch's last, and what it says. */
export function progressIn({ event, data }: ServerEvent): { progress: BatchProgress; over: boolean } {
  return { progress: JSON.parse(data) as BatchProgress, over: event === 'completed' };
}
