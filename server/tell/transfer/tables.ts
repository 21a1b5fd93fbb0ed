/** The tables of imports. */
import type {
  LeftOut,
  PlanItem,
  TransferCounts,
  TransferDocument,
  TransferOptions,
} from '@candor/protocol/transfer.ts';
import type { JSONColumnType } from 'kysely';

type Json<T> = JSONColumnType<T & object, string, string>;

export type TransferTables = {
  tellTransfer: {
    id: string;
    state: 'planned' | 'applying' | 'applied' | 'failed';
    source: Json<TransferDocument['source']>;
    options: Json<TransferOptions>;
    document: JSONColumnType<TransferDocument | null, string | null, string | null>;
    items: Json<PlanItem[]>;
    warnings: Json<string[]>;
    leftOut: Json<LeftOut[]>;
    counts: Json<TransferCounts>;
    done: JSONColumnType<TransferCounts | null, string | null, string | null>;
    error: string | null;
    createdAt: string;
    createdBy: string;
    appliedAt: string | null;
    leasedUntil: string | null;
  };
  tellTransferLink: {
    source: string;
    kind: string;
    externalId: string;
    id: string;
    digest: string;
    carriedAt: string;
  };
};
