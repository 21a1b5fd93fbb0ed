/** A holding page at a place outside: published, withdrawn again, or withdrawn alone. */
import { HoldingKind } from '@candor/protocol/holding.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import type { Deps } from '../deps.ts';
import { action } from '../kinds.ts';

const LABELS = {
  outage: 'outage',
  maintenance: 'maintenance',
  recovery: '"we are back"',
  apology: 'apology',
  changes: '"what we changed"',
} as const;
const place = z.string().max(64).meta({ title: 'Place', pick: 'place' });

export function holdingActions({ holding }: Deps) {
  const { placements, sets } = holding;
  const needPlace = async (targetId: string) => {
    if (!(await placements.list()).some((one) => one.targetId === targetId))
      throw new Problem('request.invalid', `There is no place for holding pages ${targetId}.`, {
        errors: [{ path: 'targetId', message: 'is no place for holding pages' }],
      });
  };

  const publish = action({
    kind: 'holding-page',
    title: 'Publish a holding page',
    summary:
      'At a place outside, in place of what is published there. "We are back" waits until the monitors agree.',
    settings: z.strictObject({
      targetId: place,
      setId: z.string().max(64).meta({ title: 'Set of pages', pick: 'set' }),
      page: HoldingKind.default('outage').meta({ title: 'Page', labels: LABELS }),
    }),
    async check({ targetId, setId }) {
      await needPlace(targetId);
      await sets.get(setId).catch(() => {
        throw new Problem('request.invalid', `There is no set of holding pages ${setId}.`, {
          errors: [{ path: 'setId', message: 'is no set of holding pages' }],
        });
      });
    },
    async run({ targetId, setId, page }, { tx, incident, by, because }) {
      await placements.place(tx, { targetId, setId, kind: page, incidentId: incident.id, by, because });
      return { detail: `published the ${LABELS[page]} page` };
    },
    undo: {
      title: 'Withdraw it, when nothing else was published there since',
      async run({ targetId }, _, { tx, incident, by, because }) {
        const gone = await placements.withdraw(tx, targetId, {
          by,
          because,
          only: by,
          incidentId: incident.id,
        });
        return gone ? 'withdrew the page' : 'left what somebody else published there since';
      },
    },
    foresee: ({ page }, { symptoms }) =>
      page === 'recovery' && symptoms.some(({ recoveredAt }) => recoveredAt === null)
        ? 'Monitors fail at this moment; it is tried again until they pass.'
        : null,
    sentence: ({ targetId, setId, page }, names) =>
      `publish the ${LABELS[page]} page of "${names.set(setId)}" at "${names.place(targetId)}"`,
  });

  const withdraw = action({
    kind: 'holding-withdraw',
    title: 'Withdraw a holding page',
    summary: 'Whatever is published at a place outside; the pages stay ready there by their names.',
    settings: z.strictObject({ targetId: place }),
    check: ({ targetId }) => needPlace(targetId),
    async run({ targetId }, { tx, by, because }) {
      const gone = await placements.withdraw(tx, targetId, { by, because });
      return { detail: gone ? 'withdrew the page' : 'found nothing published there' };
    },
    sentence: ({ targetId }, names) => `withdraw what is published at "${names.place(targetId)}"`,
  });
  return [publish, withdraw];
}
