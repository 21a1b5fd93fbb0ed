/** What the public may read of every published postmortem, in short, the newest first: for pages that say what changed. */
import { PostmortemDocument } from '@candor/protocol/postmortem.ts';
import type { Store } from '#store';
import type { LearnTables } from './tables.ts';

const MOST = 50;

export const learnedFrom = (store: Store) => async () => {
  const db = store.db.withTables<LearnTables>();
  const rows = await db
    .selectFrom('learnPostmortem')
    .select(['id', 'incidentId', 'published'])
    .where('publishedAt', 'is not', null)
    .orderBy('publishedAt', 'desc')
    .limit(MOST)
    .execute();
  if (rows.length === 0) return [];
  const actions = await db
    .selectFrom('learnAction')
    .select(['id', 'doneAt'])
    .where(
      'postmortemId',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  const doneAt = new Map(actions.map((action) => [action.id, action.doneAt]));
  return rows.map(({ incidentId, published }) => {
    const { title, sections } = PostmortemDocument.parse(published);
    return {
      incidentId,
      locale: 'en',
      title,
      url: `incidents/${incidentId}/postmortem`,
      whatHappened: sections.publicVersion.whatHappened.map(({ text }) => text),
      whatWeDo: sections.publicVersion.whatWeDo.map(({ text }) => text),
      actions: sections.actions.map((action) => ({
        title: action.title,
        dueOn: action.dueOn,
        doneAt: doneAt.get(action.id) ?? action.doneAt,
      })),
    };
  });
};
