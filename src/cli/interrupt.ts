/**
 * End a run cleanly on Ctrl-C or SIGTERM: the first fires the signal, so that files are completed and the report is
 * written; a second one ends the process at once.
 *
 * @param says what becomes of the work
 */
export function stopOnSignals(says = 'what is done stays, what is at work is left out'): {
  signal: AbortSignal;
  release: () => void;
} {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write(`\nstopping: ${says} (again to end at once)\n`);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
