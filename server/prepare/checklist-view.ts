/** A checklist as one reader sees it: a pure choice from the list, what they did, and what they accepted. */
import type { EmbeddedChecklist } from '@candor/protocol/embed.ts';
import type { Checklist, ChecklistItem } from '@candor/protocol/prepare.ts';

const NOT_RIGHT = {
  en: 'That is not it yet. Have another look.',
  de: 'Das stimmt noch nicht. Sehen Sie noch einmal nach.',
  fr: 'Ce n’est pas encore cela. Regardez encore une fois.',
  es: 'Todavía no es eso. Vuelva a mirar.',
  pt: 'Ainda não é isso. Olhe mais uma vez.',
  ja: 'まだ正しくありません。もう一度ご確認ください。',
};

/** What one reader did. */
export type Done = {
  /** By item: when it was done, and whether a question was answered wrongly before. */
  items: ReadonlyMap<string, { doneAt: string | null; wrong: readonly string[] }>;
  /** When the policy was accepted in a version that still counts. */
  acceptedAt: string | null;
};

/** The items that concern readers now: what speaks of the policy waits until there is one. */
export const shownItems = (items: readonly ChecklistItem[], hasPolicy: boolean): ChecklistItem[] =>
  items.filter(({ needsPolicy, kind }) => hasPolicy || !(needsPolicy || kind === 'policy'));

export function viewOf(
  { id, slug, title, intro, items }: Checklist,
  { items: did, acceptedAt }: Done,
  { hasPolicy }: { hasPolicy: boolean },
): EmbeddedChecklist {
  const shown = shownItems(items, hasPolicy).map(({ options, needsPolicy: _, ...item }) => {
    const own = did.get(item.id);
    const doneAt = item.kind === 'policy' ? acceptedAt : (own?.doneAt ?? null);
    return {
      ...item,
      // Which option is right stays here.
      options: options.map(({ id: option, text }) => ({ id: option, text })),
      done: doneAt !== null,
      doneAt,
      feedback: doneAt === null && own && own.wrong.length > 0 ? (item.feedback ?? NOT_RIGHT) : null,
    };
  });
  const times = shown.map(({ doneAt }) => doneAt).filter((at) => at !== null);
  return {
    id,
    slug,
    title,
    intro,
    items: shown,
    completedAt: shown.length > 0 && times.length === shown.length ? times.sort().at(-1)! : null,
  };
}
