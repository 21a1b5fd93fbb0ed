/**
 * Tells each customer of their own approved credit: amount, what the contract promised and grants, when it is booked, and
 * the way to their own statement. One letter for each credit, planned for that customer's mailboxes and nobody else's,
 * once, and a short word without the amount for their phones, browsers and rooms; a customer whom nothing reaches is
 * counted, so that a person can pass the link on. Never touches the page.
 */
import type { MessageFacts } from '@candor/protocol/words.ts';
import { sql } from 'kysely';
import type { Amend, StatementRow } from '#amend';
import type { Audience, Contact, OtherContact } from '#audience';
import type { Carriers } from '#carriers';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import { HOUR_MS } from '#lib/duration.ts';
import type { Tx } from '#store';
import type { Matters } from '#tell';
import type { Incident, Timeline } from '#timeline';
import { NEWS_MS } from './afterwords.ts';
import type { Gate } from './gate.ts';
import { baseOf, inLocale } from './known.ts';
import type { Messages } from './messages.ts';
import { termLines } from './own.ts';
import type { FollowUpTables } from './tables.ts';

const WAKE = 'followup.credits';
const BATCH = 100;

export function addCreditLetters({
  timeline,
  catalog,
  audience,
  carriers,
  matters,
  amend,
  messages,
  gate,
  clock,
  publicUrl,
}: {
  timeline: Timeline;
  catalog: Pick<Catalog, 'components'>;
  audience: Pick<Audience, 'customers' | 'links'>;
  carriers: Pick<Carriers, 'ledger' | 'all'>;
  matters: Pick<Matters, 'rules'>;
  amend: { credits: Pick<Amend['credits'], 'granted'> };
  messages: Messages;
  gate: Gate;
  clock: Clock;
  publicUrl: () => string;
}): void {
  const on = (tx: Tx) => tx.withTables<FollowUpTables>();
  /** `incidentIds`: what the credits that were told so far stand on. */
  type Run = { contractId: string; period: string; because: string | null; incidentIds: string[] };

  const wake = (tx: Tx, { because, ...run }: Run, after: string, dueMs = clock.nowMs()) =>
    timeline.wakes.set(tx, {
      key: `${WAKE}:${run.contractId}:${run.period}`,
      kind: WAKE,
      subject: 'credits',
      dueAt: new Date(dueMs).toISOString(),
      because,
      payload: { ...run, after },
    });

  timeline.react({
    name: 'followup.credits',
    kinds: ['credits.approved'],
    async run({ body: { contractId, period }, recordedAt, id }, tx) {
      if (period === undefined || clock.nowMs() - Date.parse(recordedAt) >= NEWS_MS) return;
      await wake(tx, { contractId, period, because: id, incidentIds: [] }, '');
    },
  });

  const incidentsOf = ({ statement }: StatementRow) => [
    ...new Set(statement.evidence.downtime.map(({ incidentId }) => incidentId)),
  ];

  const linkTo = ({ id }: StatementRow, locale: string) =>
    `${publicUrl()}/statements/${audience.links.make('statement', id)}?lang=${baseOf(locale)}`;

  /** Of one outage its name and times; of several what the contract is called. */
  async function factsOf(tx: Tx, row: StatementRow) {
    const { contract, evidence, credit, period } = row.statement;
    const ids = incidentsOf(row);
    const one: Incident | null = ids.length === 1 ? await timeline.incident(ids[0]!, tx) : null;
    const hit = new Set(evidence.downtime.map(({ componentId }) => componentId));
    const components = (await catalog.components.list(tx)).filter(({ id }) => hit.has(id));
    const facts = (locale: string): MessageFacts => ({
      title: one ? inLocale(one.title, locale) : contract.name,
      components: components.map(({ name }) => ({ name: inLocale(name, locale), status: 'operational' })),
      startedAt: one?.startedAt ?? null,
      resolvedAt: one ? (one.recoveredAt ?? one.resolvedAt) : null,
      creditAmount: credit,
      creditPeriod: period.label,
      incidentUrl: one ? `${publicUrl()}/incidents/${one.id}` : null,
    });
    return { facts, incident: one };
  }

  async function tell(tx: Tx, row: StatementRow, readers: Contact[], because: string | null) {
    const { facts, incident } = await factsOf(tx, row);
    const forms = await messages.forms(
      {
        kind: 'credit',
        incident,
        facts,
        url: incident ? `${publicUrl()}/incidents/${incident.id}` : `${publicUrl()}/`,
        own: (locale) => termLines(row, locale),
        dialects: readers,
      },
      tx,
    );
    const { planned } = await carriers.ledger.plan(tx, {
      message: {
        kind: 'credit',
        key: `credit:${row.id}`,
        incidentId: incident?.id ?? null,
        forms,
        // Machines are not told, and what they would get names no amount.
        event: { type: 'credit', data: { statementId: row.id } },
        because,
      },
      recipients: readers.map(({ recipientId, recipientKind, customerId: _, ...to }) => ({
        ...to,
        id: recipientId,
        kind: recipientKind,
        carrier: 'email',
        ownUrl: linkTo(row, to.locale),
        why: { customer: row.customerId },
      })),
    });
    return planned;
  }

  /** Those of them who were told enough today. */
  async function toldEnough(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { contacts, messagesPerDay } = await matters.rules(tx);
    if (contacts === null || ids.length === 0) return new Set();
    const { rows } = await sql<{ recipientId: string }>`
      select c.recipient_id from (${contacts}) c
      where c.contacts >= ${messagesPerDay}::int and c.recipient_id = any(${[...ids]}::text[])`.execute(tx);
    return new Set(rows.map(({ recipientId }) => recipientId));
  }

  /** Whoever was told enough today hears of it a day later: it is theirs, and is told once. */
  async function tellBriefly(tx: Tx, row: StatementRow, readers: OtherContact[], because: string | null) {
    if (readers.length === 0) return 0;
    const { facts, incident } = await factsOf(tx, row);
    const enough = await toldEnough(
      tx,
      readers.map(({ recipientId }) => recipientId),
    );
    const tomorrow = new Date(clock.nowMs() + 24 * HOUR_MS).toISOString();
    const { planned } = await carriers.ledger.plan(tx, {
      message: {
        kind: 'credit',
        key: `credit-in-short:${row.id}`,
        incidentId: incident?.id ?? null,
        forms: await messages.brief({ facts, dialects: readers }, tx),
        event: { type: 'credit', data: { statementId: row.id } },
        because,
      },
      recipients: readers.map(({ recipientId, recipientKind, customerId, notBefore, ...to }) => ({
        ...to,
        id: recipientId,
        kind: recipientKind,
        notBefore: enough.has(recipientId) && (notBefore ?? '') < tomorrow ? tomorrow : notBefore,
        ownUrl: linkTo(row, to.locale),
        why: { customer: customerId },
      })),
    });
    return planned;
  }

  /** People alone, and rooms that are the reader's own: neither programs nor rooms of the house. */
  const isTheirs = ({ carrier, address }: { carrier: string; address: string }) => {
    const of = carriers.all.get(carrier);
    return of?.audience === 'reader' || (of?.address.own?.(address) ?? false);
  };
  const others = () =>
    [...carriers.all.values()].flatMap(({ name, audience: whose, address, forms }) =>
      name !== 'email' && (whose === 'reader' || (address.own && !forms.includes('event'))) ? [name] : [],
    );

  /** A site's own template may be refused; it speaks the same for everybody, so one of each language is read. */
  async function refused(
    tx: Tx,
    row: StatementRow,
    readers: readonly { locale: string }[],
    read: Set<string>,
  ) {
    const { facts, incident } = await factsOf(tx, row);
    for (const locale of new Set(readers.map((to) => baseOf(to.locale)))) {
      if (read.has(locale)) continue;
      read.add(locale);
      const text = await messages.text('credit', locale, facts(locale), tx);
      const at = { severity: incident?.severity ?? 4, startedAt: incident?.startedAt ?? null } as const;
      const [error] = gate.errors(at, { [locale]: text });
      if (error) return error.message;
    }
    return null;
  }

  /** For each outage that the period's credits stand on: how many were told, and how many credits nobody was told of. */
  async function record(tx: Tx, { contractId, period, because, incidentIds }: Run) {
    const told = await on(tx)
      .selectFrom('followupCredit')
      .select('mailboxes')
      .where('contractId', '=', contractId)
      .where('period', '=', period)
      .execute();
    await timeline.record(
      tx,
      incidentIds.map((incidentId) => ({
        subject: `incident:${incidentId}`,
        by: 'system:followup',
        because,
        key: `afterword:credit:${contractId}:${period}:${told.length}`,
        body: {
          kind: 'afterword.sent' as const,
          about: 'credit' as const,
          planned: told.reduce((sum, { mailboxes }) => sum + mailboxes, 0),
          waiting: told.filter(({ mailboxes }) => mailboxes === 0).length,
        },
      })),
    );
  }

  timeline.onWake(WAKE, async ({ payload, because }, tx) => {
    const { contractId, period } = payload as Run;
    const after = String(payload['after'] ?? '');
    const rows = await amend.credits.granted({ contractId, period, after, limit: BATCH }, tx);
    const before = (payload as Run).incidentIds;
    const known = await on(tx)
      .selectFrom('followupCredit')
      .select('statementId')
      .where('contractId', '=', contractId)
      .where('period', '=', period)
      .execute();
    const told = new Set(known.map(({ statementId }) => statementId));
    const waiting = rows.filter(({ id }) => !told.has(id));
    const incidentIds = [...new Set([...before, ...waiting.flatMap(incidentsOf)])];
    const run: Run = { contractId, period, because, incidentIds };
    const contacts = Map.groupBy(
      await audience.customers.contacts(tx, [...new Set(waiting.map(({ customerId }) => customerId))]),
      ({ customerId }) => customerId,
    );
    const briefly = Map.groupBy(
      (
        await audience.customers.otherContacts(
          tx,
          waiting.map(({ customerId }) => customerId),
          others(),
        )
      ).filter(isTheirs),
      ({ customerId }) => customerId,
    );
    const read = new Set<string>();
    for (const row of waiting) {
      const readers = contacts.get(row.customerId) ?? [];
      const reachedBriefly = briefly.get(row.customerId) ?? [];
      const fault = await refused(tx, row, [...readers, ...reachedBriefly], read);
      if (fault) {
        // Somebody has to mend the template; until then nothing leaves, and nothing is forgotten.
        await timeline.record(
          tx,
          incidentsOf(row).map((incidentId) => ({
            subject: `incident:${incidentId}`,
            by: 'system:followup',
            because,
            key: `afterword:credit:${contractId}:${period}:refused`,
            body: {
              kind: 'carrier.skipped' as const,
              carrier: 'subscribers',
              reason: `Customers were not told of their credits yet. The words of the template are refused: ${fault}`,
            },
          })),
        );
        return wake(tx, run, after, clock.nowMs() + HOUR_MS);
      }
      const mailboxes =
        (readers.length > 0 ? await tell(tx, row, readers, because) : 0) +
        (await tellBriefly(tx, row, reachedBriefly, because));
      await on(tx)
        .insertInto('followupCredit')
        .values({
          statementId: row.id,
          contractId,
          period,
          mailboxes,
          toldAt: clock.now(),
        })
        .execute();
    }
    if (rows.length === BATCH) return wake(tx, run, rows.at(-1)!.id);
    if (incidentIds.length > 0) await record(tx, run);
  });
}
