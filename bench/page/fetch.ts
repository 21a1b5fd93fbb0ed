/** One GET whose body is left as it came over the wire. */
import { request } from 'undici';

export async function fetchRaw(url: string, headers: Record<string, string> = {}) {
  const answer = await request(url, { headers });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: Buffer.from(await answer.body.arrayBuffer()),
  };
}
