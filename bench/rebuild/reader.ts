/** A reader outside: asks the page again and again, as a process of its own would, and says when it saw a change. */
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { request } from 'undici';

const EVERY_MS = 5;
const LONGEST_MS = 20_000;

/** Milliseconds from now until the bytes at `url` contain `text`. */
export async function untilSeen(url: string, text: string): Promise<number> {
  const fromMs = performance.now();
  let tag = '';
  for (;;) {
    const answer = await request(url, { headers: { 'accept-encoding': 'gzip', 'if-none-match': tag } });
    const body = Buffer.from(await answer.body.arrayBuffer());
    const seenMs = performance.now();
    if (answer.statusCode === 200) {
      tag = String(answer.headers['etag']);
      const gzipped = answer.headers['content-encoding'] === 'gzip';
      if ((gzipped ? gunzipSync(body) : body).includes(text)) return seenMs - fromMs;
    }
    if (seenMs - fromMs > LONGEST_MS) throw new Error(`${url} did not show "${text}".`);
    await pause(EVERY_MS);
  }
}
