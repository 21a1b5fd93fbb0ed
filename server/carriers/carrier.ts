/**
 * What a way to reach people has to be: a carrier takes one delivery, hands it to the outside once and says how that
 * ended. It keeps no queue, retries nothing and decides nothing about order: the ledger and the dispatcher do.
 */
import type { RecipientKind } from '@candor/protocol/carriers.ts';

/** One rendering of a message for readers of one language (and, where times are named, one time zone). */
export type Rendered = {
  subject: string;
  text: string;
  html?: string;
  /** For carriers with little room. */
  short?: string;
};

/** `de@Europe/Berlin`, then `de`, then `en` is what a reader in Berlin gets. `{{unsubscribeUrl}}` and `{{ownUrl}}` stand for the reader's own links. */
export type Forms = Record<string, Rendered>;

/**
 * What machines get: the same for every endpoint. `bare`: the data alone is the body, because the receivers of another
 * vendor's format know no envelope; a value that is `{{unsubscribeUrl}}` and nothing else is the endpoint's own link.
 */
export type MachineEvent = { type: string; data: Record<string, unknown>; bare?: true };

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
};

export type Content = { form: Rendered; event: MachineEvent };

export type Receipt = Record<string, unknown>;

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
    }
  /** `suppress`: nothing is ever to be sent to this address again. */
  | { outcome: 'never'; error: string; suppress?: boolean };

export type Carrier = {
  name: string;
  describe(): {
    title: string;
    ready: boolean;
    detail: string;
    receiptMeaning: string;
    settings: Record<string, unknown>;
  };
  /** Which rendering it sends: `short` falls back to `text`. */
  forms: readonly ('text' | 'html' | 'short' | 'event')[];
  limits: {
    /** Deliveries under way at once. */
    inFlight: number;
    /** Of these, to one endpoint, so that one that hangs delays nobody else. */
    perEndpoint: number;
    timeoutMs: number;
  };
  /** What shares a fate: one relay, or one receiver's address. */
  endpointOf(address: string): string;
  /** Never throws for what the outside does; `signal` ends it when time is up or the house closes. */
  send(delivery: Outgoing, content: Content, signal: AbortSignal): Promise<Outcome>;
  close?(): Promise<void>;
};

/** The rendering for this reader. */
export function formFor(forms: Forms, locale: string, timeZone: string): Rendered | null {
  const language = locale.split('-')[0]!;
  for (const wanted of [locale, language, 'en']) {
    const form = forms[`${wanted}@${timeZone}`] ?? forms[wanted];
    if (form) return form;
  }
  return Object.values(forms)[0] ?? null;
}
