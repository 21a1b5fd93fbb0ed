/** The room's own tables. */
import type { JSONColumnType } from 'kysely';

export type TellTables = {
  tellDraft: {
    id: string;
    incidentId: string;
    body: JSONColumnType<Record<string, unknown>>;
    by: string;
    createdAt: string;
    commitsAt: string;
  };
  tellSettings: { onlyOne: boolean; settings: JSONColumnType<Record<string, unknown>>; updatedAt: string };
};
