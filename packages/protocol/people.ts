/** Staff: the people who run the service, their sessions, invitations, API tokens and the audit trail. */
import { z } from 'zod';
import { Instant, Locale } from './words-of-state.ts';

/** From most to least: an owner may do everything; a viewer reads. */
export const Role = z.enum(['owner', 'admin', 'responder', 'communicator', 'viewer']);
export type Role = z.infer<typeof Role>;

/** `room:read` or `room:write`; what a token may do, and what a role stands for. */
export const Scope = z.templateLiteral([z.string(), ':', z.enum(['read', 'write'])]);
export type Scope = z.infer<typeof Scope>;

export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('this is not an e-mail address'));
/** Long enough to resist guessing, short enough that hashing it costs the server nothing unusual. */
export const Password = z.string().min(12, 'a password has at least 12 characters').max(256);
export const PersonName = z.string().trim().min(1).max(200);
/** An IANA name that this server knows. */
export const TimeZone = z
  .string()
  .max(64)
  .refine((name) => knowsTimeZone(name), 'a time zone looks like Europe/Berlin');
export const PhoneNumber = z.string().regex(/^\+[1-9]\d{6,14}$/, 'a phone number looks like +4930123456');

/** To ask Intl is slow, and settings with a zone are read often; bounded, because a zone has many spellings. */
const knownZones = new Set<string>();
const MOST_ZONES = 1_000;

function knowsTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    if (knownZones.size < MOST_ZONES) knownZones.add(name);
    return true;
  } catch {
    return false;
  }
}

export const Person = z.strictObject({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: Role,
  locale: Locale,
  timeZone: z.string(),
  phone: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  disabledAt: Instant.nullable(),
});
export type Person = z.infer<typeof Person>;

/** What a person changes about themselves. */
export const ProfileEdit = z.strictObject({
  name: PersonName.optional(),
  locale: Locale.optional(),
  timeZone: TimeZone.optional(),
  phone: PhoneNumber.nullable().optional(),
});
export type ProfileEdit = z.infer<typeof ProfileEdit>;

/** What an administrator changes about somebody else. */
export const PersonEdit = ProfileEdit.extend({ role: Role.optional(), disabled: z.boolean().optional() });
export type PersonEdit = z.infer<typeof PersonEdit>;

export const PasswordChange = z.strictObject({ current: z.string().max(256), next: Password });

export const SignIn = z.strictObject({ email: z.string().max(254), password: z.string().max(256) });
export type SignIn = z.infer<typeof SignIn>;

/** Who is signed in, and what they may do. */
export const Session = z.strictObject({
  person: Person,
  scopes: z.array(z.string()),
  expiresAt: Instant,
});
export type Session = z.infer<typeof Session>;

export const OpenSession = z.strictObject({
  id: z.string(),
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
  userAgent: z.string().nullable(),
  current: z.boolean(),
});
export type OpenSession = z.infer<typeof OpenSession>;

/** What a one-time link asks of the person who opens it. */
export const Welcome = z.strictObject({
  token: z.string().min(20).max(200),
  name: PersonName,
  email: EmailAddress,
  password: Password,
  locale: Locale.optional(),
  timeZone: TimeZone.optional(),
});
export type Welcome = z.infer<typeof Welcome>;

/** What may be known before a one-time link is used: for whom it is. */
export const WelcomeOffer = z.strictObject({
  role: Role,
  email: z.string().nullable(),
  expiresAt: Instant.nullable(),
});
export type WelcomeOffer = z.infer<typeof WelcomeOffer>;

export const InviteInput = z.strictObject({ role: Role, email: EmailAddress.nullable().default(null) });
export type InviteInput = z.input<typeof InviteInput>;

export const Invite = z.strictObject({
  id: z.string(),
  role: Role,
  email: z.string().nullable(),
  createdAt: Instant,
  createdBy: z.string(),
  expiresAt: Instant.nullable(),
});
export type Invite = z.infer<typeof Invite>;
/** The link is shown once, to whoever made it. */
export const NewInvite = Invite.extend({ link: z.string() });
export type NewInvite = z.infer<typeof NewInvite>;

export const TokenInput = z.strictObject({
  name: z.string().trim().min(1).max(200),
  scopes: z.array(Scope).min(1).max(60),
  expiresAt: Instant.nullable().default(null),
});
export type TokenInput = z.input<typeof TokenInput>;

export const ApiToken = z.strictObject({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: Instant,
  createdBy: z.string(),
  lastUsedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;
/** The secret is shown once and kept only as a digest. */
export const NewApiToken = ApiToken.extend({ secret: z.string() });
export type NewApiToken = z.infer<typeof NewApiToken>;

export const AuditEntry = z.strictObject({
  id: z.string(),
  at: Instant,
  by: z.string(),
  what: z.string(),
  target: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
