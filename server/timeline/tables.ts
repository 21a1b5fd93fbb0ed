/** The spine's own tables. */
import type { JSONColumnType } from 'kysely';
import type { Handover } from './handover.ts';
import type { SignedHead } from './heads.ts';

type Json = JSONColumnType<Record<string, unknown>>;

export type TimelineTables = {
  /** `keyId` is null while the first signing key is at work. */
  timelineHead: { onlyOne: boolean; position: number; hash: string; keyId: string | null };
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
  timelineCheckpoint: SignedHead;
  timelinePublicLog: {
    onlyOne: boolean;
    origin: string;
    position: number;
    size: number;
    lastHash: string;
    keyId: string | null;
  };
  timelinePublicEntry: { index: number; factId: string; subject: string; entry: string };
  timelinePublicTile: { level: number; n: number; hashes: Buffer };
  timelinePublicCheckpoint: { n: number; size: number; keyId: string; note: string };
  timelineHandover: Handover;
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
