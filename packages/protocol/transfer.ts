/**
 * What moves between status pages: `candor.export/1`, the neutral document that every importer makes of its source and
 * that `candor export` writes; the plan of an import, and its report. External ids are the source's own; nothing in a
 * document names an id of the Candor that reads it. Limits stand here, so that a hostile file ends at the door.
 */
import { z } from 'zod';
import { EmailAddress } from './audience.ts';
import { ComponentInput, PageInput, TimeZone } from './catalog.ts';
import { HoldingSetInput } from './holding.ts';
import { MonitorInput } from './watch.ts';
import {
  ComponentStatus,
  IncidentPhase,
  Instant,
  Locale,
  LocalizedText,
  MaintenancePhase,
  Severity,
  UpdateOrigin,
} from './words-of-state.ts';
import { WorkflowRuleInput } from './workflows.ts';

export const TransferSource = z.enum([
  'candor',
  'statuspage',
  'statuspage-public',
  'uptime-kuma',
  'cachet',
  'instatus',
  'better-stack',
  'upptime',
]);
export type TransferSource = z.infer<typeof TransferSource>;

/** The zones that were asked for: making a formatter for each of many thousand subscribers would take seconds. */
const zones = new Map<string, boolean>();
const Zone = z
  .string()
  .max(64)
  .refine((zone) => {
    const known = zones.get(zone) ?? TimeZone.safeParse(zone).success;
    if (zones.size < 1_000) zones.set(zone, known);
    return known;
  }, 'this is not an IANA time zone such as Europe/Berlin');

const ExternalId = z.string().min(1).max(200);
/** No status page is older than the web; a date beyond this century is a broken field, not a plan. */
const When = Instant.refine(
  (at) => at >= '1991' && at < '2100',
  'this is not an instant between 1991 and 2099',
);
const Title = LocalizedText.refine(
  (text) => typeof text['en'] === 'string' && Object.values(text).every((each) => each.length <= 500),
  'a title needs an English form of at most 500 characters',
);
const Text = LocalizedText.refine((text) => Object.keys(text).length > 0, 'there is no text');
const list = <T extends z.ZodType>(item: T, most: number, what: string) =>
  z
    .array(item)
    .max(most, `more than ${most.toLocaleString('en')} ${what}`)
    .default([]);

const State = z.strictObject({ componentId: ExternalId, status: ComponentStatus });
const States = list(State, 500, 'components');

const { groupId: _group, slug, ...component } = ComponentInput.shape;
/** What a source does not say stays as it is here, so every field but the name may be left out. */
const said = <S extends z.ZodRawShape>(shape: S) =>
  Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [
      name,
      (field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : (field as z.ZodType)).optional(),
    ]),
  ) as unknown as { [K in keyof S]: z.ZodOptional<S[K] extends z.ZodDefault<infer T> ? T : S[K]> };

const { slug: _slug, host: _host, ...page } = PageInput.shape;

export const TransferGroup = z.strictObject({
  externalId: ExternalId,
  name: ComponentInput.shape.name,
  position: z.number().int().min(0).max(10_000).default(0),
});
export const TransferComponent = z.strictObject({
  externalId: ExternalId,
  groupId: ExternalId.nullable().default(null),
  slug: slug.optional(),
  ...said(component),
  name: ComponentInput.shape.name,
});
const { componentId: _component, ...monitor } = MonitorInput.shape;
export const TransferMonitor = z.strictObject({
  externalId: ExternalId,
  componentId: ExternalId,
  ...monitor,
});

export const TransferUpdate = z.strictObject({
  externalId: ExternalId,
  at: When,
  phase: z.union([IncidentPhase, MaintenancePhase]),
  text: Text,
  origin: UpdateOrigin.default('person'),
  /** Empty: it said nothing about components. */
  components: States,
  /** What was changed in public after it was published; the text above is the first. */
  corrections: list(
    z.strictObject({ at: When, text: Text, reason: z.string().min(1).max(2_000).nullable().default(null) }),
    100,
    'corrections of one update',
  ),
});
export type TransferUpdate = z.infer<typeof TransferUpdate>;
const Updates = list(TransferUpdate, 1_000, 'updates of one incident');

export const TransferIncident = z.strictObject({
  externalId: ExternalId,
  title: Title,
  severity: Severity,
  impact: Text.nullable().default(null),
  startedAt: When,
  detectedAt: When.nullable().default(null),
  openedAt: When,
  components: States,
  updates: Updates,
  /** Stretches that a monitor of the source measured: more exact than what people declared. */
  outages: list(
    z.strictObject({
      componentId: ExternalId,
      monitor: z.string().min(1).max(200),
      status: ComponentStatus,
      from: When,
      to: When,
      detail: z.string().max(2_000).default(''),
    }),
    1_000,
    'outages of one incident',
  ),
  /** Kept inside the house: never shown to the public. */
  notes: list(z.strictObject({ at: When, text: z.string().min(1).max(10_000) }), 100, 'notes'),
});
export type TransferIncident = z.infer<typeof TransferIncident>;

export const TransferMaintenance = z.strictObject({
  externalId: ExternalId,
  title: Title,
  reason: z.string().min(1).max(2_000).nullable().default(null),
  announcedAt: When,
  scheduledFor: When,
  scheduledUntil: When,
  startedAt: When.nullable().default(null),
  endedAt: When.nullable().default(null),
  phase: MaintenancePhase,
  componentIds: list(ExternalId, 500, 'components'),
  updates: Updates,
});
export type TransferMaintenance = z.infer<typeof TransferMaintenance>;

export const TransferSubscriber = z
  .strictObject({
    externalId: ExternalId,
    carrier: z.enum(['email', 'webhook', 'sms']),
    address: z.string().min(1).max(2_000),
    state: z.enum(['active', 'unsubscribed', 'suppressed']),
    createdAt: When,
    confirmedAt: When.nullable().default(null),
    endedAt: When.nullable().default(null),
    locale: Locale.default('en'),
    timeZone: Zone.default('UTC'),
    /** Null means every component. */
    componentIds: z.array(ExternalId).min(1).max(500).nullable().default(null),
    everyNote: z.boolean().default(false),
    secret: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/=]{24,100}$/)
      .nullable()
      .default(null),
    /** Links in mails that the source sent: a token, an exact path of the old page, or `sha256:` of one of them. */
    oldLinks: list(z.string().min(8).max(500), 20, 'old links'),
  })
  .refine(
    ({ carrier, address }) =>
      carrier === 'email'
        ? EmailAddress.safeParse(address).success
        : carrier === 'sms'
          ? /^\+[1-9]\d{6,14}$/.test(address)
          : z.url({ protocol: /^https?$/ }).safeParse(address).success,
    { path: ['address'], message: 'this is not an address of its kind' },
  );
export type TransferSubscriber = z.infer<typeof TransferSubscriber>;

/** Brand and languages that it leaves open are those of the default page. */
const TransferHoldingSet = HoldingSetInput.omit({ pageId: true, override: true }).extend({
  externalId: ExternalId,
});
/** Ids in it are external ids, but for places outside, which are named. */
const TransferWorkflow = WorkflowRuleInput.extend({ externalId: ExternalId });

export const TransferSection = z.enum([
  'page',
  'groups',
  'components',
  'monitors',
  'incidents',
  'maintenances',
  'subscribers',
  'holdingSets',
  'workflows',
]);
export type TransferSection = z.infer<typeof TransferSection>;

export const LeftOut = z.strictObject({
  section: z.string().max(40),
  what: z.string().max(300),
  why: z.string().max(500),
  count: z.number().int().min(1).default(1),
});
export type LeftOut = z.infer<typeof LeftOut>;

export const TransferDocument = z.strictObject({
  schema: z.literal('candor.export/1'),
  source: z.strictObject({
    kind: TransferSource,
    /** Which page of that kind; the same source again is known by it. */
    id: ExternalId,
    name: z.string().max(300),
    readAt: When,
  }),
  page: z
    .strictObject({ externalId: ExternalId, ...said(page), name: page.name })
    .nullable()
    .default(null),
  groups: list(TransferGroup, 1_000, 'groups'),
  components: list(TransferComponent, 5_000, 'components'),
  monitors: list(TransferMonitor, 10_000, 'monitors'),
  incidents: list(TransferIncident, 50_000, 'incidents'),
  maintenances: list(TransferMaintenance, 50_000, 'maintenances'),
  subscribers: list(TransferSubscriber, 500_000, 'subscribers'),
  holdingSets: list(TransferHoldingSet, 100, 'sets of holding pages'),
  workflows: list(TransferWorkflow, 200, 'rules'),
  /** What the source holds and this document does not, and why. */
  leftOut: list(LeftOut, 1_000, 'entries'),
});
export type TransferDocument = z.output<typeof TransferDocument>;
export type TransferDraft = z.input<typeof TransferDocument>;

export const TransferOptions = z.strictObject({
  /** Takes open incidents over as open and planned maintenance as planned; otherwise they are left out. */
  open: z.boolean().default(false),
  /** Lets imported monitors check at once; otherwise they come switched off. */
  startMonitors: z.boolean().default(false),
});
export type TransferOptions = z.output<typeof TransferOptions>;

const Address = z.url({ protocol: /^https?$/ }).max(500);
const Key = z.string().min(1).max(500);
const PageId = z.string().regex(/^[\w.-]{1,100}$/, 'this is not the id of a page');
/** From where to read. Files (a database, a repository) are read by the command line, which sends the document. */
export const TransferFrom = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('document'), document: z.unknown() }),
  z.strictObject({ kind: z.literal('statuspage'), key: Key, page: PageId, url: Address.optional() }),
  z.strictObject({ kind: z.literal('statuspage-public'), url: Address }),
  z.strictObject({
    kind: z.literal('cachet'),
    url: Address,
    version: z.enum(['2', '3']).default('2'),
    key: Key.optional(),
    timeZone: PageInput.shape.timeZone,
  }),
  z.strictObject({ kind: z.literal('instatus'), key: Key, page: PageId, url: Address.optional() }),
  z.strictObject({ kind: z.literal('better-stack'), key: Key, page: PageId, url: Address.optional() }),
]);
export type TransferFrom = z.output<typeof TransferFrom>;

export const ImportInput = z.strictObject({
  from: TransferFrom,
  options: TransferOptions.default({ open: false, startMonitors: false }),
});
export type ImportInput = z.input<typeof ImportInput>;

export const PlanAction = z.enum(['create', 'update', 'same', 'left_out']);
export type PlanAction = z.infer<typeof PlanAction>;

export const PlanItem = z.strictObject({
  section: TransferSection,
  action: PlanAction,
  externalId: z.string(),
  /** A name for people; addresses of subscribers are masked. */
  title: z.string(),
  /** The fields that would change, or why it is left out. */
  detail: z.string(),
});
export type PlanItem = z.infer<typeof PlanItem>;

const Counts = z.partialRecord(TransferSection, z.partialRecord(PlanAction, z.number().int()));
export type TransferCounts = z.infer<typeof Counts>;

export const ImportState = z.enum(['planned', 'applying', 'applied', 'failed']);

export const ImportView = z.strictObject({
  id: z.string(),
  state: ImportState,
  source: TransferDocument.shape.source,
  options: TransferOptions,
  counts: Counts,
  warnings: z.array(z.string()),
  leftOut: z.array(LeftOut),
  createdAt: Instant,
  createdBy: z.string(),
  appliedAt: Instant.nullable(),
  /** What was carried out so far, section by section; null before it began. */
  done: Counts.nullable(),
  /** Why it stopped; it may be carried out again, and goes on where it stopped. */
  error: z.string().nullable(),
});
export type ImportView = z.infer<typeof ImportView>;
