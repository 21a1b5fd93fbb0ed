/**
 * What makes one page of several: which components it shows and under which names, who may read it, and how it
 * looks. Secrets go in and never come out: an answer says only whether there is one.
 */
import { z } from 'zod';
import { EmailAddress } from './people.ts';
import { Instant, LocalizedText } from './words-of-state.ts';

const Id = z.string().min(1).max(64);
const Ids = z.array(Id).max(1_000);

/** Everything there is, now and later; or these groups with all that is in them, and these components. */
export const PageSelection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({
    kind: z.literal('chosen'),
    groupIds: Ids.default([]),
    componentIds: Ids.default([]),
  }),
]);
export type PageSelection = z.infer<typeof PageSelection>;

/** Names of components for the readers of one page, by the component's id. */
export const PageAliases = z.record(Id, LocalizedText);

/** A name of the DNS, as a Host header carries it: no scheme, no port, no address. */
export const HostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?!.*\.\d+$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'a host is a name such as status.acme.example, without https:// and without a port',
  );

const Link = z.strictObject({
  label: LocalizedText,
  url: z.url({ protocol: /^(https?|mailto)$/ }).max(2_000),
});

export const PageFont = z.enum(['system', 'humanist', 'serif', 'slab', 'mono', 'own']);
export type PageFont = z.infer<typeof PageFont>;

export const PageBrand = z.strictObject({
  /** Links, buttons and the focus ring; made darker or lighter where its contrast would not do. */
  accent: z
    .string()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, 'a colour looks like #1f5fa8')
    .nullable()
    .default(null),
  /** A stack of fonts that readers have; `own` is the uploaded one. */
  font: PageFont.default('system'),
  headerLinks: z.array(Link).max(8).default([]),
  footerLinks: z.array(Link).max(12).default([]),
  /** After the page's own style. Reaches nothing outside the page. */
  css: z.string().max(20_000).default(''),
});
export type PageBrand = z.infer<typeof PageBrand>;

export const AssetKind = z.enum(['logo', 'favicon', 'font']);
export type AssetKind = z.infer<typeof AssetKind>;

export const PageAsset = z.strictObject({
  kind: AssetKind,
  contentType: z.string(),
  digest: z.string(),
  sizeBytes: z.number().int(),
});
export type PageAsset = z.infer<typeof PageAsset>;

export const AssetInput = z.strictObject({ base64: z.base64().max(500_000) });

/** A brand as a file: what one page exports, another takes in. */
export const Theme = z.strictObject({
  schema: z.literal('candor.theme/1'),
  brand: PageBrand,
  assets: z.partialRecord(AssetKind, z.base64().max(500_000)).default({}),
});
export type Theme = z.infer<typeof Theme>;

/** What was found about an accent colour in each theme. */
export const AccentFinding = z.strictObject({
  theme: z.enum(['light', 'dark']),
  wanted: z.string(),
  used: z.string(),
  wantedContrast: z.number(),
  usedContrast: z.number(),
});
export type AccentFinding = z.infer<typeof AccentFinding>;

const Network = z
  .string()
  .trim()
  .max(50)
  .regex(/^[0-9a-fA-F.:]+(\/\d{1,3})?$/, 'a network looks like 203.0.113.0/24, 2001:db8::/32 or 203.0.113.7');
const Domain = HostName;
const Lower = z.string().trim().toLowerCase().max(254);

const EmailAccess = z.strictObject({
  /** Everybody with an address at one of these domains, exactly. */
  domains: z.array(Domain).max(100).default([]),
  addresses: z.array(EmailAddress).max(1_000).default([]),
  /** The contacts of customers of these segments, as they are when the link is asked for. */
  segments: z.array(z.string().min(1).max(100)).max(100).default([]),
  customerIds: Ids.default([]),
});

const OidcAccess = z.strictObject({
  issuer: z.url({ protocol: /^https?$/ }).max(500),
  clientId: z.string().min(1).max(300),
  /** What the issuer vouches for; with several kinds, one of each has to be met. With none, every account may. */
  domains: z.array(Domain).max(100).default([]),
  addresses: z.array(Lower).max(1_000).default([]),
  groups: z.array(z.string().min(1).max(200)).max(100).default([]),
  groupsClaim: z.string().min(1).max(100).default('groups'),
});

/** Who may read a private page: whoever meets any one of these. */
export const PageAccessInput = z.strictObject({
  kind: z.enum(['public', 'private']),
  /** How long a reader stays signed in. */
  hours: z.number().int().min(1).max(720).default(12),
  /** Left out: as it is. Null: none. */
  password: z.string().min(10).max(200).nullable().optional(),
  networks: z.array(Network).max(200).default([]),
  email: EmailAccess.nullable().default(null),
  oidc: OidcAccess.extend({ clientSecret: z.string().min(1).max(500).optional() })
    .nullable()
    .default(null),
});
export type PageAccessInput = z.input<typeof PageAccessInput>;

export const FeedToken = z.strictObject({ id: z.string(), label: z.string(), createdAt: Instant });
export type FeedToken = z.infer<typeof FeedToken>;
export const FeedTokenInput = z.strictObject({ label: z.string().trim().min(1).max(100) });

export const PageAccess = z.strictObject({
  kind: z.enum(['public', 'private']),
  hours: z.number().int(),
  passwordSet: z.boolean(),
  networks: z.array(z.string()),
  email: EmailAccess.nullable(),
  oidc: OidcAccess.extend({ clientSecretSet: z.boolean() }).nullable(),
  /** Rises when everybody is signed out. */
  generation: z.number().int(),
  feedTokens: z.array(FeedToken),
});
export type PageAccess = z.infer<typeof PageAccess>;

/** The certificate of a page's own host, as Candor sees it. */
export const PageDomain = z.strictObject({
  host: z.string(),
  /** `proxy`: something before Candor speaks TLS. */
  kind: z.enum(['proxy', 'missing', 'file', 'acme']),
  issuer: z.string().nullable(),
  validUntil: Instant.nullable(),
  renewsAt: Instant.nullable(),
  lastError: z.string().nullable(),
  nextTryAt: Instant.nullable(),
});
export type PageDomain = z.infer<typeof PageDomain>;
