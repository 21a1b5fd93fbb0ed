/** The room's own tables. */
import type { ConsentEntry, SubscriberImport } from '@candor/protocol/audience.ts';
import type { Generated, JSONColumnType } from 'kysely';

export type AudienceTables = {
  audienceSubscriber: {
    id: string;
    carrier: string;
    address: string;
    addressHash: string;
    state: 'pending' | 'active' | 'unsubscribed' | 'suppressed';
    locale: string;
    timeZone: string;
    componentIds: JSONColumnType<string[] | null, string | null, string | null>;
    everyNote: boolean;
    format: Generated<'candor' | 'statuspage'>;
    groupIds: JSONColumnType<string[] | null, string | null, string | null>;
    incidentIds: JSONColumnType<string[] | null, string | null, string | null>;
    leastSeverity: Generated<number>;
    wantsIncidents: Generated<boolean>;
    wantsMaintenance: Generated<boolean>;
    quietFrom: string | null;
    quietUntil: string | null;
    quietExceptCritical: Generated<boolean>;
    digest: Generated<'instant' | 'hourly' | 'daily'>;
    plan: string | null;
    segment: string | null;
    region: string | null;
    quarantinedAt: string | null;
    quarantinedWhy: string | null;
    pausedUntil: string | null;
    customerId: string | null;
    secret: string | null;
    source: string;
    createdAt: string;
    confirmSentAt: string | null;
    confirmedAt: string | null;
    endedAt: string | null;
    endedWhy: string | null;
  };
  audienceConsent: {
    id: string;
    subscriberId: string;
    at: string;
    what: ConsentEntry['what'];
    source: string;
    detail: JSONColumnType<Record<string, unknown>, string, string>;
  };
  audienceCode: { subscriberId: string; codeHash: string; tries: Generated<number>; expiresAt: string };
  audienceForgotten: { carrier: string; addressHash: string; at: string };
  audienceImport: {
    id: string;
    state: SubscriberImport['state'];
    owner: string;
    by: string;
    options: JSONColumnType<Record<string, unknown>, string, string>;
    counts: JSONColumnType<SubscriberImport['counts'], string, string>;
    faults: JSONColumnType<SubscriberImport['faults'], string, string>;
    error: string | null;
    createdAt: string;
    endedAt: string | null;
  };
  audienceExposure: {
    componentId: string;
    kind: 'subscriber' | 'customer' | 'plan' | 'segment' | 'region';
    value: string;
    weight: number;
    at: string;
  };
  audienceDigest: {
    subscriberId: string;
    incidentId: string;
    updateId: string;
    updates: Generated<number>;
    reason: 'digest' | 'budget';
    why: JSONColumnType<Record<string, unknown>>;
    heldAt: string;
    dueAt: string;
    settledAt: string | null;
    outcome: 'told' | 'overtaken' | 'left' | null;
  };
  audienceOldLink: { digest: string; subscriberId: string; source: string; createdAt: string };
  audienceCustomer: {
    id: string;
    externalId: string;
    name: string;
    email: string | null;
    plan: string | null;
    segment: string | null;
    locale: string;
    timeZone: string;
    feeMinor: number;
    currency: string;
    startedOn: string | null;
    endedOn: string | null;
    createdAt: string;
    updatedAt: string;
  };
};
