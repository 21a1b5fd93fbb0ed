/** The room's own tables. */
import type { ChecklistItem, PolicyDocument } from '@candor/protocol/prepare.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { JSONColumnType } from 'kysely';

type JsonOrNull<T extends object> = JSONColumnType<T | null, string | null, string | null>;

export type PrepareTables = {
  preparePolicyDraft: {
    onlyOne: boolean;
    document: JSONColumnType<PolicyDocument>;
    updatedAt: string;
    updatedBy: string;
  };
  preparePolicyVersion: {
    version: number;
    document: JSONColumnType<PolicyDocument>;
    note: JsonOrNull<LocalizedText>;
    significant: boolean;
    publishedAt: string;
    publishedBy: string;
  };
  prepareAcceptance: { reader: string; version: number; acceptedAt: string };
  prepareChecklist: {
    id: string;
    slug: string;
    title: JSONColumnType<LocalizedText>;
    intro: JsonOrNull<LocalizedText>;
    state: 'open' | 'withdrawn';
    items: JSONColumnType<ChecklistItem[]>;
    createdAt: string;
    updatedAt: string;
    updatedBy: string;
  };
  prepareProgress: {
    checklistId: string;
    reader: string;
    itemId: string;
    doneAt: string | null;
    wrong: JSONColumnType<string[]>;
  };
  prepareReaderKey: {
    id: string;
    secret: string;
    createdAt: string;
    createdBy: string;
    lastUsedAt: string | null;
  };
};
