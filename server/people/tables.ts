/** The rows of this room. Instants are ISO strings, as everywhere. */
import type { Role } from '@candor/protocol/people.ts';

export type PeopleTables = {
  peoplePerson: {
    id: string;
    email: string;
    name: string;
    role: Role;
    passwordHash: string;
    locale: string;
    timeZone: string;
    phone: string | null;
    createdAt: string;
    updatedAt: string;
    disabledAt: string | null;
  };
  peopleSession: {
    id: string;
    tokenHash: string;
    personId: string;
    createdAt: string;
    lastSeenAt: string;
    expiresAt: string;
    userAgent: string | null;
  };
  peopleToken: {
    id: string;
    name: string;
    secretHash: string;
    /** Written as JSON text, read as an array. */
    scopes: unknown;
    createdAt: string;
    createdBy: string;
    lastUsedAt: string | null;
    expiresAt: string | null;
    revokedAt: string | null;
  };
  peopleInvite: {
    id: string;
    tokenHash: string;
    role: Role;
    email: string | null;
    personId: string | null;
    createdAt: string;
    createdBy: string;
    expiresAt: string | null;
  };
  peopleAudit: {
    id: string;
    at: string;
    by: string;
    what: string;
    target: string | null;
    detail: unknown;
  };
};
