/**
 * Turns many small questions to the database into few: whatever is asked while one batch is under way goes together
 * in the next. With one asker nothing waits; with a hundred, a commit is shared by a hundred. Where an answer has to
 * wait for the disk, a second lane uses that time: its batch is written while the first one's is being kept.
 */
export function coalesce<In, Out>(
  run: (batch: In[]) => Promise<Out[]>,
  { most = 500, lanes = 1 }: { most?: number; lanes?: number } = {},
): (item: In) => Promise<Out> {
  type Waiting = { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void };
  let waiting: Waiting[] = [];
  let running = 0;

  async function pump() {
    running += 1;
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
    running -= 1;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running < lanes) void pump();
    });
}
