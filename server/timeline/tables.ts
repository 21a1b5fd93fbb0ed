/** The spine's own tables. */
import type { JSONColumnType } from 'kysely';

type Json = JSONColumnType<Record<string, unknown>>;

export type TimelineTables = {
  timelineHead: { onlyOne: boolean; position: number; hash: string };
  timelineFact: {
    position: number;
    id: string;
    subject: string;
    seq: number;
    at: string;
    recordedAt: string;
    by: string;
    because: string | null;
    key: string | null;
    kind: string;
    body: Json;
    hash: string;
  };
  timelineText: {
    factId: string;
    path: string;
    /** Null once the text was removed, as the text itself. */
    salt: string | null;
    content: string | null;
    redactedAt: string | null;
    redactedBy: string | null;
  };
  timelineCheckpoint: { position: number; hash: string; signedAt: string; keyId: string; signature: string };
  timelineCursor: { name: string; position: number };
  timelineWake: {
    key: string;
    kind: string;
    subject: string;
    dueAt: string;
    payload: Json;
    because: string | null;
    attempts: number;
  };
};
