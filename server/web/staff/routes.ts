/**
 * The staff over http: sessions, one-time links, persons, tokens, the audit trail. It stands here and not in the
 * people room, because that room comes before the web and knows nothing of it.
 */
import type { People } from '#people';
import type { Api, Routes } from '../api.ts';
import type { SessionCookie } from '../session-cookie.ts';
import { auditRoutes } from './audit.ts';
import { inviteRoutes } from './invites.ts';
import { personRoutes } from './persons.ts';
import { profileRoutes } from './profile.ts';
import { sessionRoutes } from './session.ts';
import { tokenRoutes } from './tokens.ts';

export type StaffParts = { people: People; cookie: SessionCookie; url: () => string };

export const peopleRoutes =
  (parts: StaffParts): Routes =>
  (api: Api) => {
    sessionRoutes(api, parts);
    profileRoutes(api, parts);
    personRoutes(api, parts);
    inviteRoutes(api, parts);
    tokenRoutes(api, parts);
    auditRoutes(api, parts);
  };
