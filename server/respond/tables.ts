/** The room's own tables. */
import type { EscalationPolicy } from '@candor/protocol/respond.ts';
import type { Severity } from '@candor/protocol/words-of-state.ts';
import type { JSONColumnType } from 'kysely';

export type RespondTables = {
  respondPolicy: {
    id: string;
    name: string;
    isDefault: boolean;
    ownerId: string | null;
    deputyId: string | null;
    acknowledgeSeconds: JSONColumnType<EscalationPolicy['acknowledgeSeconds']>;
    steps: JSONColumnType<EscalationPolicy['steps']>;
    updatedAt: string;
    /** Null until a person saves it. */
    editedAt: string | null;
  };
  respondWay: { personId: string; carrier: string; address: string; fromSeverity: Severity };
};
