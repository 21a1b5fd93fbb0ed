/** The room's own tables. */
import type { DeliveryState, RecipientKind } from '@candor/protocol/carriers.ts';
import type { Generated, JSONColumnType } from 'kysely';
import type { Forms, MachineEvent, Receipt, SegmentContent } from './carrier.ts';

export type MessageContent = {
  forms: Forms;
  event: MachineEvent;
  segments?: Record<string, SegmentContent>;
};
export type Private = { secret?: string; unsubscribeUrl?: string; ownUrl?: string };

export type CarriersTables = {
  carriersMessage: {
    id: string;
    seq: Generated<number>;
    key: string;
    kind: string;
    incidentId: string | null;
    updateId: string | null;
    phaseRank: number | null;
    urgent: boolean;
    content: JSONColumnType<MessageContent>;
    because: string | null;
    createdAt: string;
  };
  carriersDelivery: {
    shard: number;
    id: string;
    messageId: string;
    seq: number;
    kind: string;
    incidentId: string | null;
    updateId: string | null;
    phaseRank: number | null;
    carrier: string;
    recipientId: string;
    recipientKind: RecipientKind;
    address: string;
    addressHash: string;
    endpoint: string;
    locale: string;
    timeZone: string;
    segment: string | null;
    private: JSONColumnType<Private | null, string | null, string | null>;
    urgent: boolean;
    lane: number;
    /** Never `leased`: what is under way has a row in carriers_lease beside it. */
    state: DeliveryState;
    attempts: Generated<number>;
    triesSince: string;
    idempotencyKey: string;
    receipt: JSONColumnType<Receipt | null, string | null, string | null>;
    lastError: string | null;
    supersededBy: string | null;
    because: string | null;
    /** Why this recipient is told, as the audience selected. */
    why: JSONColumnType<Record<string, unknown> | null, string | null, string | null>;
    /** An earlier word of the incident was on its way when this one was planned. */
    follows: Generated<boolean>;
    createdAt: string;
    settledAt: string | null;
  };
  /** Sums of changes: how many were planned, and how they ended. */
  carriersTally: {
    messageId: string;
    carrier: string;
    planned: number;
    accepted: number;
    failed: number;
    suppressed: number;
    superseded: number;
  };
  carriersAccount: {
    id: string;
    carrier: string;
    provider: string;
    name: string;
    enabled: boolean;
    position: number;
    settings: JSONColumnType<Record<string, unknown>, string, string>;
    secrets: string | null;
    callbackToken: string;
    createdAt: string;
    updatedAt: string;
  };
  carriersSuppression: {
    carrier: string;
    addressHash: string;
    reason: string;
    deliveryId: string | null;
    createdAt: string;
  };
};
