/** The room's own tables. */
import type { PostmortemDocument } from '@candor/protocol/postmortem.ts';
import type { JSONColumnType } from 'kysely';

export type LearnTables = {
  learnPostmortem: {
    id: string;
    incidentId: string;
    document: JSONColumnType<PostmortemDocument>;
    published: JSONColumnType<PostmortemDocument | null, string | null, string | null>;
    version: number;
    revision: number;
    publishedAt: string | null;
    updatedAt: string;
    updatedBy: string;
  };
  learnAction: {
    id: string;
    postmortemId: string;
    incidentId: string;
    title: string;
    type: 'prevent' | 'detect' | 'mitigate' | 'communicate';
    ownerId: string | null;
    dueOn: string | null;
    completionTest: string | null;
    doneAt: string | null;
    doneBy: string | null;
    proof: string | null;
    remindedAt: string | null;
  };
};
