/**
 * Turns many small questions to the database into few: whatever is asked while one batch is under way goes together
 * in the next. With one asker nothing waits; with a hundred, a commit is shared by a hundred.
 */
export function coalesce<In, Out>(
  run: (batch: In[]) => Promise<Out[]>,
  most: number = 500,
): (item: In) => Promise<Out> {
  type Waiting = { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void };
  let waiting: Waiting[] = [];
  let running = false;

  async function pump() {
    running = true;
    // Askers of the same moment come as microtasks: let them all in.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const answers = await run(batch.map(({ item }) => item));
        for (const [i, { resolve }] of batch.entries()) resolve(answers[i]!);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void pump();
    });
}
