/** One thing that was looked at, and what follows from it. */
import type { DnsRecord, ReadinessFinding } from '@candor/protocol/mail-readiness.ts';

type More = { todo?: string; record?: DnsRecord };

const finding =
  (state: ReadinessFinding['state']) =>
  (id: string, what: string, evidence: string, { todo, record }: More = {}): ReadinessFinding => ({
    id,
    what,
    state,
    evidence,
    todo: todo ?? null,
    record: record ?? null,
  });

export const ok = finding('ok');
export const warn = finding('warn');
export const fail = finding('fail');
export const unknown = finding('unknown');

/** What DNS does not answer is not known; it is neither right nor wrong. */
export async function tried(
  id: string,
  what: string,
  look: () => Promise<ReadinessFinding | ReadinessFinding[]>,
): Promise<ReadinessFinding[]> {
  try {
    return [await look()].flat();
  } catch (error) {
    return [unknown(id, what, (error as Error).message, { todo: 'Look again in a moment.' })];
  }
}
