import { ask } from './ask.js';

/**
 * A server-sent stream, read with fetch so that it can carry a key. Ends where the server ends it.
 *
 * @param listen gets each event's name and data
 * @throws {Fault} as {@link ask}
 */
export async function readEvents(
  path: string,
  listen: (event: string, data: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const answer = await ask(path, { headers: { accept: 'text/event-stream' }, signal });
  if (!answer.body) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (held + value).split(/\r?\n\r?\n/);
    held = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) =>
        block
          .split(/\r?\n/)
          .filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).trimStart())
          .join('\n');
      const data = field('data');
      if (data) listen(field('event') || 'message', data);
    }
  }
}
