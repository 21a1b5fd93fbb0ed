/**
 * Holding sets and workflow rules as an export carries them: from their rows, so that it can be made of a Candor that is
 * stopped. No secret is in it: a webhook's is left empty, and a rule that posts to an address which is a secret stays.
 */
import { HoldingSetInput } from '@candor/protocol/holding.ts';
import { WorkflowRuleInput } from '@candor/protocol/workflows.ts';
import type { Store } from '#store';
import type { HoldingTables } from '../holding/tables.ts';
import type { OutsideTables } from '../outside/tables.ts';
import type { WorkflowTables } from '../workflows/tables.ts';

/** An incoming hook of a chat: whoever has the address may post. */
const isSecretPost = ({ kind, settings }: { kind: string; settings: Record<string, unknown> }) =>
  kind === 'post' && /^https?:\/\//i.test(String(settings['address']));

export async function tellingOf(store: Store) {
  const db = store.db.withTables<HoldingTables & OutsideTables & WorkflowTables>();
  const [sets, rules, places] = await Promise.all([
    db.selectFrom('tellHoldingSet').select(['id', 'body']).orderBy('createdAt').execute(),
    db
      .selectFrom('tellWorkflowRule')
      .select(['id', 'body', 'enabled'])
      .where('removedAt', 'is', null)
      .orderBy('createdAt')
      .execute(),
    db.selectFrom('tellOutsideTarget').select(['id', 'name']).execute(),
  ]);
  const nameOf = new Map(places.map(({ id, name }) => [id, name]));
  const whole = rules.map(({ id, body, enabled }) => ({
    externalId: id,
    ...WorkflowRuleInput.parse({ ...body, enabled }),
  }));
  const open = whole.filter(({ actions }) => !actions.some(isSecretPost));
  const hidden = open.flatMap(({ actions }) => actions).filter(({ settings }) => settings['secret']);
  return {
    holdingSets: sets.map(({ id, body }) => {
      const { pageId: _, override: __, ...set } = HoldingSetInput.parse(body);
      return { externalId: id, ...set };
    }),
    workflows: open.map((rule) => ({
      ...rule,
      actions: rule.actions.map(({ settings, ...action }) => ({
        ...action,
        settings: {
          ...settings,
          ...('secret' in settings ? { secret: null } : {}),
          ...(typeof settings['targetId'] === 'string'
            ? { targetId: nameOf.get(settings['targetId']) ?? settings['targetId'] }
            : {}),
        },
      })),
    })),
    secret: whole.length - open.length,
    hidden: hidden.length,
  };
}
