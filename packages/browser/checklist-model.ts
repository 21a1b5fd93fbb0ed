/** The checklist as the person sees it: what Candor last said, with what they ticked since laid over it. Pure. */
import type { ChecklistProgress, EmbeddedChecklist } from '@candor/protocol/embed.ts';
import type { Write } from './outbox.ts';

/** Ticks that have not been sent yet; a question is not done before Candor has seen the answer. */
export function overlay(
  list: EmbeddedChecklist,
  pending: readonly Pick<Write, 'url' | 'body'>[],
): EmbeddedChecklist {
  const ticks = new Map<string, boolean>();
  for (const { url, body } of pending) {
    const id = /\/items\/([^/?#]+)$/.exec(url)?.[1];
    if (id !== undefined) ticks.set(decodeURIComponent(id), (JSON.parse(body) as ChecklistProgress).done);
  }
  return {
    ...list,
    items: list.items.map((item) =>
      item.kind === 'question' ? item : { ...item, done: ticks.get(item.id) ?? item.done },
    ),
  };
}

export function progressOf({ items }: Pick<EmbeddedChecklist, 'items'>): { done: number; of: number } {
  return { done: items.filter(({ done }) => done).length, of: items.length };
}

/** A link that may be followed: the web's, or a path on Candor itself. Anything else is no link. */
export function safeUrl(url: string | null, origin: string): string | null {
  if (url === null || !/^(https?:\/\/|\/(?!\/))/i.test(url) || !URL.canParse(url, origin)) return null;
  return new URL(url, origin).href;
}
