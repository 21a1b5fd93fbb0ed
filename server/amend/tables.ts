/** The room's own tables. */
import type { JSONColumnType } from 'kysely';
import type { Contract } from './sla/contract.ts';
import type { Statement } from './sla/credit.ts';

export type AmendTables = {
  amendContract: {
    id: string;
    contract: JSONColumnType<Contract>;
    plans: JSONColumnType<string[] | null, string | null, string | null>;
    updatedAt: string;
  };
  amendStatement: {
    id: string;
    contractId: string;
    period: string;
    customerId: string;
    statement: JSONColumnType<Statement>;
    digest: string;
    creditMinor: number;
    currency: string;
    computedAt: string;
    approvedAt: string | null;
    approvedBy: string | null;
    bookedOn: string | null;
  };
};
