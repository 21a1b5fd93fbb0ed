/** Pages, groups and components as they cross the wire. */
import { z } from 'zod';
import { HostName, PageAliases, PageAsset, PageBrand, PageSelection } from './pages.ts';
import { ComponentStatus, Instant, Line, Locale, LocalizedLine, LocalizedText } from './words-of-state.ts';

const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'a slug is lower-case letters, digits and hyphens');
const Name = LocalizedLine.refine(
  (text) => typeof text['en'] === 'string' && text['en'].length <= 200,
  'a name needs an English form of at most 200 characters',
);

export const TimeZone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  }, 'this is not an IANA time zone such as Europe/Berlin');

export const PageInput = z.strictObject({
  slug: Slug,
  name: Line.min(1).max(200),
  description: z.string().max(2_000).nullable().default(null),
  /** A name of its own; without one the page lies under /p/SLUG/. The default page lies at CANDOR_URL. */
  host: HostName.nullable().default(null),
  timeZone: TimeZone.default('UTC'),
  locales: z.array(Locale).min(1).max(20).default(['en', 'de']),
  supportUrl: z
    .url({ protocol: /^(https?|mailto)$/ })
    .nullable()
    .default(null),
  /** Words of this page's own, above and below. */
  intro: LocalizedText.nullable().default(null),
  footer: LocalizedText.nullable().default(null),
  selection: PageSelection.default({ kind: 'all' }),
  aliases: PageAliases.default({}),
  /** Asks search engines to leave the page out. */
  noindex: z.boolean().default(false),
  /** Tells browsers to use https alone, for a year; only over https and only for a host of its own. */
  hsts: z.boolean().default(false),
  brand: PageBrand.default(() => PageBrand.parse({})),
});
export type PageInput = z.input<typeof PageInput>;

export const Page = PageInput.extend({
  id: z.string(),
  isDefault: z.boolean(),
  /** Whether readers have to show that they may. */
  private: z.boolean(),
  assets: z.array(PageAsset),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Page = z.infer<typeof Page>;

export const GroupInput = z.strictObject({
  name: Name,
  position: z.number().int().min(0).max(10_000).default(0),
});
export type GroupInput = z.input<typeof GroupInput>;

export const Group = GroupInput.extend({
  id: z.string(),
  pageId: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Group = z.infer<typeof Group>;

export const ComponentInput = z.strictObject({
  slug: Slug,
  name: Name,
  description: LocalizedText.nullable().default(null),
  groupId: z.string().max(64).nullable().default(null),
  position: z.number().int().min(0).max(10_000).default(0),
  weight: z.number().positive().max(1_000).default(1),
  automaticFirstWord: z.boolean().default(true),
  safetyCritical: z.boolean().default(false),
  onlyShowIfDegraded: z.boolean().default(false),
  showcase: z.boolean().default(true),
  manualStatus: ComponentStatus.nullable().default(null),
  startDate: z.iso.date().nullable().default(null),
});
export type ComponentInput = z.input<typeof ComponentInput>;

export const Component = ComponentInput.extend({
  id: z.string(),
  pageId: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Component = z.infer<typeof Component>;
