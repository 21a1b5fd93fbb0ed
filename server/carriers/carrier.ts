/**
 * What a way to reach people has to be: a carrier takes one delivery, hands it to the outside once and says how that
 * ended. It keeps no queue, retries nothing and decides nothing about order: the ledger and the dispatcher do.
 *
 * A carrier is one folder and one line in all.ts. It describes itself (address, text, providers and their settings,
 * what a receipt means), and form, preview and documentation are made from that description.
 */
import type { RecipientKind } from '@candor/protocol/carriers.ts';
import type { IncidentPhase, MaintenancePhase } from '@candor/protocol/words-of-state.ts';
import type { z } from 'zod';
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Measure } from '#lib/measure/text.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { segmentKey } from '#lib/segment-key.ts';

/** One rendering of a message for readers of one language (and, where times are named, one time zone). */
export type Rendered = {
  subject: string;
  text: string;
  html?: string;
  /** For carriers with little room. */
  short?: string;
  /** The short form with what stands beside it for readers of a segment; sent where it fits whole. */
  shortWithNote?: string;
  /** The same in parts, for carriers with a form of their own; absent for messages that are no update. */
  parts?: Parts;
};

/** An update of an incident as data, in one language. */
export type Parts = {
  title: string;
  phase: IncidentPhase | MaintenancePhase;
  /** The phase as readers call it. */
  phaseLabel: string;
  severity: 1 | 2 | 3 | 4;
  /** What was said, as Markdown. */
  body: string;
  components: readonly string[];
  /** Where the incident is followed. */
  url: string;
  /** ISO instant of the next promised word, and the sentence that promises it. */
  nextUpdateBy: string | null;
  nextWord: string | null;
  at: string;
  correction: boolean;
  /** A picture of how things stand, and what it shows in words. */
  image: { url: string; alt: string } | null;
};

/** `de@Europe/Berlin`, then `de`, then `en` is what a reader in Berlin gets. `{{unsubscribeUrl}}` and `{{ownUrl}}` stand for the reader's own links. */
export type Forms = Record<string, Rendered>;

/**
 * What machines get: the same for every endpoint. `bare`: the data alone is the body, because the receivers of another
 * vendor's format know no envelope; a value that is `{{unsubscribeUrl}}` and nothing else is the endpoint's own link.
 */
export type MachineEvent = { type: string; data: Record<string, unknown>; bare?: true };

/** A message as readers of one segment get it: a form for each language and zone of theirs, and for machines what differs. */
export type SegmentContent = { forms: Forms; event?: MachineEvent };

/** A delivery as a carrier sees it. */
export type Outgoing = {
  id: string;
  /** Equal for every attempt at this delivery, also after a crash: what the receiver can recognise a repeat by. */
  key: string;
  kind: string;
  incidentId: string | null;
  updateId: string | null;
  recipientId: string;
  recipientKind: RecipientKind;
  address: string;
  locale: string;
  timeZone: string;
  secret: string | null;
  unsubscribeUrl: string | null;
  /** Of this message alone, such as an invitation. */
  ownUrl: string | null;
  /** When the message was planned. */
  createdAt: string;
  /** Receipts of what this recipient accepted on this incident before; only for carriers that keep threads. */
  thread?: { first: Receipt; last: Receipt } | null;
};

export type Content = { form: Rendered; event: MachineEvent };

/** What the receiver answered. `id`: its own name for the message, by which later reports and replies refer to it. */
export type Receipt = Record<string, unknown> & { id?: string };

export type Outcome =
  /**
   * The receiver took responsibility; the receipt holds its answer. `release` is called once that is durably written
   * down: a carrier that pipelines sends nothing more on that connection before.
   */
  | { outcome: 'accepted'; receipt: Receipt; release?: () => void }
  /**
   * `provider`: the way there failed (relay down, sign-in refused), not this recipient; another account takes over.
   * `throttled`: too fast for this receiver; the rate towards it is lowered.
   */
  | {
      outcome: 'later';
      error: string;
      retryAfterMs?: number;
      scope?: 'recipient' | 'provider';
      throttled?: boolean;
      /** It did not leave at all: no attempt is used up. */
      untried?: boolean;
    }
  /** `suppress`: nothing is ever to be sent to this address again. */
  | { outcome: 'never'; error: string; suppress?: boolean };

export type Send = (delivery: Outgoing, content: Content, signal: AbortSignal) => Promise<Outcome>;

export type { Measure };

export type AddressRule = {
  /** As a form calls it: "Phone number". */
  label: string;
  help: string;
  example: string;
  /** Whoever knows the address may write there: it is shown to nobody in full. */
  secret: boolean;
  /** In its normal spelling, or a sentence that says what is wrong and what to do. */
  parse(text: string): { address: string } | { fault: string };
  /**
   * Of a carrier of the staff: whether a reader may bring this address, because it carries its own key and nothing of
   * the house is needed to reach it. Absent: readers bring none.
   */
  own?(address: string): boolean;
};

/** What somebody sees before it is sent. */
export type Shown = {
  subject?: string;
  html?: string;
  /** One for each message that leaves: a thread has several. */
  texts: readonly { text: string; measure: Measure }[];
  /** The payload, for carriers of machines and cards. */
  payload?: unknown;
};

/** What was found when an account was tried without telling anybody. Null: could not be asked. */
export type Finding = { what: string; ok: boolean | null; detail: string };

/** A later word of the provider about a message that it had accepted. */
export type Echo = {
  /** The delivery by its key (at least its first 32 digits), or by the id that the receipt kept. */
  ref: { key: string } | { id: string } | { address: string };
  event: 'delivered' | 'bounced' | 'complained' | 'unsubscribed' | 'delayed' | 'resubscribed';
  /** Nothing will ever arrive at this address. */
  permanent: boolean;
  detail: string;
  at: string;
};

/** A provider's call to us: headers in small letters. */
export type Call = {
  method: string;
  url: string;
  headers: Record<string, string | undefined>;
  body: Buffer;
};
export type Answer = { status: number; contentType?: string; body?: string };

/** One opened account. */
export type Way = {
  send: Send;
  /** The most that this account may send; the rate learns from refusals also without it. */
  ratePerSecond?: number;
  /** Proves the settings without telling anybody. */
  check?(signal: AbortSignal): Promise<Finding[]>;
  /** Null: the call is not from this provider (its signature is wrong), and is refused. */
  receive?(call: Call): Promise<{ echoes: Echo[]; answer?: Answer } | null>;
  close?(): Promise<void>;
};

/** What an account may use; everything else is not its business. */
export type Tools = {
  outbound: Outbound;
  clock: Clock;
  log: Log;
  dataFolder: string;
  publicUrl: () => string;
  /** Where the provider reports to this account. */
  callbackUrl: string;
};

/**
 * A kind of account: `settings` is a strict object; `.meta({ title, description, secret: true })` of a field names it
 * for the form, and secret fields are sealed at rest and never shown again.
 */
export type Provider<Settings = Record<string, unknown>> = {
  name: string;
  title: string;
  /** One sentence for whoever chooses between providers. */
  detail: string;
  /** What to do at the provider, step by step, as Markdown sentences. */
  setUp: readonly string[];
  settings: z.ZodType<Settings> & z.ZodObject;
  /** Whether this account reaches this address; without it every account of the carrier does. */
  serves?(settings: Settings, address: string): boolean;
  /** The address under which the house's own account is told things, for carriers whose `audience` is `house`. */
  addressOf?(settings: Settings): string;
  open(settings: Settings, tools: Tools): Way | Promise<Way>;
};

/** Keeps the type of the settings between schema and use, and forgets it for the list of all. */
export const provider = <S extends z.ZodObject>(
  one: Omit<Provider<z.output<S>>, 'settings'> & { settings: S },
): Provider => one as unknown as Provider;

/**
 * A way out that needs no account: the settings of the process give it, such as SMTP_URL, or the address is a key
 * itself. It comes before all accounts, for the addresses that it serves.
 */
export type FixedWay = { name: string; detail: string; way: Way; serves?(address: string): boolean };

export type Carrier = {
  name: string;
  title: string;
  /** One sentence: whom it reaches, and with what. */
  summary: string;
  /** What an accepted delivery proves, and what it does not. */
  receiptMeaning: string;
  /** `reader`: people may ask for it on the page. `staff`: added by staff. `house`: the house's own account. */
  audience: 'reader' | 'staff' | 'house';
  address: AddressRule;
  /** Which rendering it sends: `short` falls back to `text`. */
  forms: readonly ('text' | 'html' | 'short' | 'event' | 'parts')[];
  limits: {
    /** Deliveries under way at once. */
    inFlight: number;
    /** Of these, to one endpoint, so that one that hangs delays nobody else. */
    perEndpoint: number;
    timeoutMs: number;
  };
  /** What shares a fate: one relay, or one receiver's address. */
  endpointOf(address: string): string;
  /**
   * The same in words, so that the database can plan by itself: `one` for all addresses, one for each `address` (the
   * first 16 digits of its hash), or its `host`. Without it recipients are planned row by row, which suits some thousand.
   */
  endpoints?: 'one' | 'address' | 'host';
  /** Messages of one incident answer each other; the dispatcher hands the receipts along. */
  threads?: boolean;
  providers: readonly Provider[];
  /** From the settings of the process. */
  fixed?: FixedWay;
  /** For carriers that need no account. Never throws for what the outside does; `signal` ends it. */
  send?: Send;
  show(content: Content): Shown;
  /** Facts about the carrier that are set where Candor is started. */
  settings?: Record<string, unknown>;
  /** A sentence that says what is missing, when there is no way out. */
  missing?: string;
  close?(): Promise<void>;
};

/** What this reader gets: the words of their segment in their language and zone, or everybody's. */
export function contentFor(
  {
    forms,
    event,
    segments,
  }: { forms: Forms; event: MachineEvent; segments?: Record<string, SegmentContent> | undefined },
  { locale, timeZone, segment }: { locale: string; timeZone: string; segment: string | null },
): Content | null {
  const own = segment === null || !segments ? undefined : segments[segmentKey(segment)];
  const form = own?.forms[`${locale}@${timeZone}`];
  if (own && form) return { form, event: own.event ?? event };
  const shared = formFor(forms, locale, timeZone);
  return shared ? { form: shared, event } : null;
}

/** The rendering for this reader. */
export function formFor(forms: Forms, locale: string, timeZone: string): Rendered | null {
  const language = locale.split('-')[0]!;
  for (const wanted of [locale, language, 'en']) {
    const form = forms[`${wanted}@${timeZone}`] ?? forms[wanted];
    if (form) return form;
  }
  return Object.values(forms)[0] ?? null;
}
