/** When a certificate is due, and when to try again after a refusal. Pure. */

export type Lifetime = { notBeforeMs: number; notAfterMs: number };
export type Attempts = { failures: number; lastMs: number };

const HOUR_MS = 3_600_000;
const FIRST_RETRY_MS = 5 * 60_000;
const LONGEST_RETRY_MS = 12 * HOUR_MS;

/** The same host has the same place in the spread, so that a restart does not move it. */
function share(host: string): number {
  let hash = 2_166_136_261;
  for (const character of host) hash = Math.imul(hash ^ character.codePointAt(0)!, 16_777_619) >>> 0;
  return hash / 2 ** 32;
}

/** At two thirds of its life, spread over the next twentieth, so that many hosts do not come at once. */
export function renewAtMs(host: string, { notBeforeMs, notAfterMs }: Lifetime): number {
  const life = notAfterMs - notBeforeMs;
  return Math.floor(notBeforeMs + life * (2 / 3 + share(host) / 20));
}

/** After failures the wait doubles up to half a day: authorities count refusals by the hour. */
export function retryAtMs(host: string, { failures, lastMs }: Attempts): number {
  if (failures === 0) return 0;
  const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
  return Math.floor(lastMs + wait * (1 + share(host) / 10));
}
