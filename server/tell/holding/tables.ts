/** The tables of holding pages. */
import type { HoldingKind } from '@candor/protocol/holding.ts';
import type { JSONColumnType } from 'kysely';

export type HoldingTables = {
  tellHoldingSet: {
    id: string;
    body: JSONColumnType<Record<string, unknown>>;
    createdAt: string;
    updatedAt: string;
  };
  tellHoldingPlacement: {
    targetId: string;
    setId: string;
    kind: HoldingKind | null;
    incidentId: string | null;
    by: string;
    since: string;
  };
};
