import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  ph: string;
  name: string;
  pid: number;
  tid: number;
  /** Microseconds on the clock, and of the thread's own processor time. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** The longest task of the page's main thread, in milliseconds. */
export interface LongestTask {
  /** Of the processor: what the page itself takes, however busy the machine is. */
  processor: number;
  clock: number;
}

/** Do something with a page, and tell the longest task that its main thread had meanwhile. */
export async function watchMainThread(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<LongestTask> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  try {
    await work();
  } catch (error) {
    await browser.stopTracing();
    throw error;
  }
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const main = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const longest = { processor: 0, clock: 0 };
  let tasks = 0;
  for (const { ph, name, pid, tid, dur = 0, tdur = 0 } of trace.traceEvents) {
    if (ph !== 'X' || !name.endsWith('RunTask') || !main.has(`${pid} ${tid}`)) continue;
    tasks += 1;
    longest.processor = Math.max(longest.processor, tdur / 1000);
    longest.clock = Math.max(longest.clock, dur / 1000);
  }
  if (tasks === 0) throw new Error('the trace holds no task of a main thread');
  return longest;
}
