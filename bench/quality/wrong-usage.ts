/** Wrong usage of a bench: a plain sentence for the user, exit code 2. */
export class WrongUsage extends Error {}

/** Run a bench; wrong usage ends it with a sentence and code 2, anything else with its stack and code 1. */
export async function runBench(bench: () => Promise<void>): Promise<void> {
  try {
    await bench();
  } catch (error) {
    // Node's own option parser says what is wrong in plain words.
    const parsing = String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
    if (!(error instanceof WrongUsage) && !parsing) throw error;
    console.error(`${(error as Error).message}\nSee --help.`);
    process.exitCode = 2;
  }
}
