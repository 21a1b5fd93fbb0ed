/** The room's own tables. */

import type { UpdateAudience } from '@candor/protocol/told.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import type { JSONColumnType } from 'kysely';
import type { Approval } from './approvals.ts';

export type TellTables = {
  /** A page of chosen components has told its readers about this. */
  tellPageIncident: { pageId: string; incidentId: string };
  tellComponentTold: { componentId: string; status: ComponentStatus; at: string };
  tellDraft: {
    id: string;
    incidentId: string;
    body: JSONColumnType<Record<string, unknown>>;
    by: string;
    createdAt: string;
    writtenAt: string | null;
    commitsAt: string | null;
    publishAt: string | null;
    approval: JSONColumnType<Approval> | null;
    refused: string | null;
  };
  tellUpdateAudience: {
    updateId: string;
    audience: JSONColumnType<UpdateAudience>;
    createdAt: string;
  };
  tellSettings: { onlyOne: boolean; settings: JSONColumnType<Record<string, unknown>>; updatedAt: string };
};
