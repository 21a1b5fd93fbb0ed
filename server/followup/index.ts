/**
 * FOLLOW-UP: what is said when it is over. Proposes one message from facts (when it was, what it hit, what the review
 * found, when the review comes, what is offered, where to ask), sends it once, to those who were affected, within the
 * contact budget, and asks later how it was handled. By itself it tells that the review is published, that questions may
 * be asked, and to each customer their own credit. For staff it keeps a script and a summary, from the first minute on.
 * Writes followup.sent and afterword.sent; it never speaks of what is not recovered, promises nothing that no fact knows,
 * and names nobody's credit to anybody else.
 */
import {
  type FollowUp,
  FollowUpInput,
  type FollowUpReaders,
  type FollowUpInput as Input,
} from '@candor/protocol/followup.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { sql } from 'kysely';
import type { Amend } from '#amend';
import type { Audience, Selected } from '#audience';
import { type Carriers, plannedAbout } from '#carriers';
import type { Catalog } from '#catalog';
import type { Learn } from '#learn';
import { canonical, sha256 } from '#lib/canonical.ts';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import { segmentKeySql } from '#lib/segment-key.ts';
import type { Listen } from '#listen';
import type { Store, Tx } from '#store';
import type { FailingMonitor, Matters, SettingsShelf } from '#tell';
import { type Incident, isOpen, type Timeline } from '#timeline';
import { SEGMENT_NAMES, SHIPPED_LOCALES, type Words } from '#words';
import { addAfterwords } from './afterwords.ts';
import { addCreditLetters } from './credits.ts';
import { createGate } from './gate.ts';
import { baseOf, createKnown, type Given } from './known.ts';
import { createMessages } from './messages.ts';
import { offerIn } from './offer.ts';
import { ownersOf, ownLines } from './own.ts';
import { createReaders } from './readers.ts';
import { formsBySegment } from './segments.ts';
import { afterIn } from './staff-words.ts';
import type { FollowUpTables } from './tables.ts';

export type FollowUps = {
  show(incidentId: string, given?: Given): Promise<FollowUp>;
  send(incidentId: string, input: Input, by: string): Promise<FollowUp>;
};

const SEGMENT_KEY = sql.raw(segmentKeySql('segment'));
const AGAIN = 'followup.again';
const ASK = 'followup.survey';
const HOUR_MS = 3_600_000;
/** Whoever was told enough that day is tried again on so many days. */
const DAYS = 3;

export function createFollowUps(deps: {
  store: Store;
  timeline: Timeline;
  catalog: Catalog;
  words: Words;
  audience: Audience;
  carriers: Carriers;
  matters: Matters;
  settings: SettingsShelf;
  learn: Learn;
  amend: Amend;
  listen: Pick<Listen, 'surveys' | 'questions'>;
  failing: () => FailingMonitor[];
  clock: Clock;
  publicUrl: () => string;
}): FollowUps {
  const { store, timeline, catalog, audience, carriers, amend, listen, clock, publicUrl } = deps;
  const gather = createKnown(deps);
  const readersOf = createReaders(deps);
  const messages = createMessages(deps);
  const gate = createGate(deps);
  addAfterwords({ ...deps, gather, readersOf, messages, gate });
  addCreditLetters({ ...deps, messages, gate });
  const on = (tx: Tx) => tx.withTables<FollowUpTables>();

  async function incidentOf(id: string, tx: Tx): Promise<Incident> {
    const incident = await timeline.incident(id, tx);
    if (incident?.kind !== 'incident') throw new Problem('not-found', `There is no incident ${id}.`);
    return incident;
  }

  const sentOf = (tx: Tx, incidentId: string) =>
    on(tx).selectFrom('followupSent').selectAll().where('incidentId', '=', incidentId).executeTakeFirst();

  /** Where questions are asked, when staff let readers ask and named no other place. */
  async function withQuestions(incident: Incident, given: Given, tx: Tx): Promise<Given> {
    if (given.questionsUrl) return given;
    const round = await listen.questions.round(incident.id, tx);
    if (!round?.isOpen) return given;
    return { ...given, questionsUrl: round.url, ...(round.liveAt ? { questionsAt: round.liveAt } : {}) };
  }

  async function textsOf(incident: Incident, input: Given, tx: Tx): Promise<LocalizedText> {
    const given = await withQuestions(incident, input, tx);
    const known = await gather(incident, given, tx);
    const texts: LocalizedText = {};
    for (const locale of SHIPPED_LOCALES)
      texts[locale] = (await messages.propose(known, given, locale, tx)).text;
    return texts;
  }

  /**
   * Plans for whoever has not got it yet. Whoever has a credit of their own gets a message of their own, which names it;
   * all others share one.
   */
  async function plan(tx: Tx, incident: Incident, to: FollowUpReaders, texts: LocalizedText, given: Given) {
    const readers = await readersOf(tx, incident);
    const known = await gather(incident, given, tx);
    const url = `${publicUrl()}/incidents/${incident.id}`;
    const said = { kind: 'apology', incident, facts: known.facts, texts, url } as const;
    const due = sql`
      select r.* from (${readers.rows(to)}) r
      where r.recipient_id not in (${plannedAbout(incident.id, 'follow_up')})`;
    let planned = 0;
    for (const { statements, readers: own } of await ownersOf(tx, incident.id, { amend, audience })) {
      const { rows } = await sql<Selected>`
        select d.* from (${due}) d where d.carrier = 'email'
          and d.recipient_id = any(${own.map(({ recipientId }) => recipientId)}::text[])`.execute(tx);
      if (rows.length === 0) continue;
      const [newest] = statements.toReversed();
      const link = `${publicUrl()}/statements/${audience.links.make('statement', newest!.id)}`;
      const forms = await messages.forms(
        { ...said, dialects: rows, own: (locale) => ownLines(statements, locale) },
        tx,
      );
      const made = await carriers.ledger.plan(tx, {
        message: {
          kind: 'follow_up',
          key: `followup:${incident.id}:${sha256(canonical(statements.map(({ id }) => id)))}`,
          incidentId: incident.id,
          forms,
          // Machines are not told, and what they would get names no amount.
          event: { type: 'follow_up', data: { incidentId: incident.id } },
        },
        recipients: rows.map(({ recipientId, recipientKind, addressHash: _, ...row }) => ({
          ...row,
          id: recipientId,
          kind: recipientKind,
          ownUrl: `${link}?lang=${baseOf(row.locale)}`,
        })),
      });
      planned += made.planned;
    }
    const { rows: dialects } = await sql<{ locale: string; timeZone: string; segment: string | null }>`
      select distinct locale, time_zone, case when ${SEGMENT_KEY} = any(${SEGMENT_NAMES}::text[]) then ${SEGMENT_KEY} end
        as segment from (${due}) told`.execute(tx);
    const errorsIn = (locale: string, text: string) => gate.errors(incident, { [locale]: text }).length;
    const segments = await formsBySegment(dialects, {
      texts,
      noteOf: (segment, locale) =>
        deps.words.segmentNote({
          kind: 'apology',
          phase: 'resolved',
          segment,
          locale,
          facts: known.facts(locale),
        }),
      passes: (locale, shared, whole) => errorsIn(locale, whole) <= errorsIn(locale, shared),
      formsFor: (own, of, notes) => messages.forms({ ...said, texts: own, dialects: of, notes }, tx),
    });
    const shared = await carriers.ledger.planFrom(tx, {
      message: {
        kind: 'follow_up',
        key: `followup:${incident.id}`,
        incidentId: incident.id,
        forms: await messages.forms({ ...said, dialects }, tx),
        segments,
      },
      select: due,
    });
    return { planned: planned + shared.planned, waiting: (await readers.counts()).budget };
  }

  const tryAgain = (tx: Tx, incidentId: string, day: number) =>
    timeline.wakes.set(tx, {
      key: `${AGAIN}:${incidentId}`,
      kind: AGAIN,
      subject: `incident:${incidentId}`,
      dueAt: new Date(clock.nowMs() + 24 * HOUR_MS).toISOString(),
      payload: { day },
    });

  async function view(incidentId: string, input: Given, tx: Tx): Promise<FollowUp> {
    const incident = await incidentOf(incidentId, tx);
    const given = await withQuestions(incident, input, tx);
    const sent = await sentOf(tx, incidentId);
    const known = await gather(incident, given, tx);
    const over = !isOpen(incident);
    const proposed = [];
    const after = {
      review: known.facts('en').postmortemUrl ?? null,
      questions: given.questionsUrl ?? null,
      credits:
        new Set((await amend.credits.granted({ incidentId }, tx)).map(({ customerId }) => customerId)).size ||
        null,
    };
    const forStaff = async (kind: 'support_script' | 'internal', locale: string) => {
      const made = await messages.forStaff(kind, incident, known, locale, tx);
      const more = afterIn(locale, after);
      return more ? { ...made, text: `${made.text}\n\n${more}` } : made;
    };
    const supportScript = [];
    const internal = [];
    for (const locale of SHIPPED_LOCALES) {
      if (over) proposed.push(await messages.propose(known, given, locale, tx));
      supportScript.push(await forStaff('support_script', locale));
      internal.push(await forStaff('internal', locale));
    }
    return {
      incidentId,
      state: sent ? 'sent' : over ? 'ready' : 'early',
      known: known.listed,
      proposed,
      findings: gate.lint(incident, Object.fromEntries(proposed.map(({ locale, text }) => [locale, text]))),
      readers: await (await readersOf(tx, incident)).counts(),
      staff: { supportScript, internal },
      afterwords: (
        await timeline.read({ subject: `incident:${incidentId}`, kinds: ['afterword.sent'] }, tx)
      ).flatMap(({ at, body }) =>
        body.kind === 'afterword.sent'
          ? [{ about: body.about, at, planned: body.planned, waiting: body.waiting }]
          : [],
      ),
      sent: sent
        ? {
            at: sent.sentAt,
            by: sent.sentBy,
            to: sent.toWhom,
            planned: sent.planned,
            text: sent.text as LocalizedText,
            surveyAt: sent.surveyAt,
          }
        : null,
    };
  }

  timeline.onWake(AGAIN, async ({ subject, payload }, tx) => {
    const incident = await timeline.incident(subject.slice('incident:'.length), tx);
    const sent = incident && (await sentOf(tx, incident.id));
    if (!incident || !sent || isOpen(incident)) return;
    const given = sent.input as Given;
    const { planned, waiting } = await plan(tx, incident, sent.toWhom, sent.text as LocalizedText, given);
    await on(tx)
      .updateTable('followupSent')
      .set({ planned: sent.planned + planned })
      .where('incidentId', '=', incident.id)
      .execute();
    const day = Number(payload['day'] ?? 1);
    if (waiting > 0 && day < DAYS) await tryAgain(tx, incident.id, day + 1);
  });
  timeline.onWake(ASK, async ({ subject }, tx) => {
    const incident = await timeline.incident(subject.slice('incident:'.length), tx);
    const sent = incident && (await sentOf(tx, incident.id));
    // It broke again: nobody is asked how an outage was handled that is not over.
    if (!incident || !sent || isOpen(incident)) return;
    const { name: pageName } = await catalog.pages.default(tx);
    if ((await listen.surveys.of(incident.id)).length > 0) return;
    store.afterCommit(tx, () => {
      listen.surveys.open(incident.id, { by: sent.sentBy, pageName }).catch(() => {});
    });
  });

  return {
    show: (incidentId, given = {}) => store.transaction((tx) => view(incidentId, given, tx)),

    async send(incidentId, given, by) {
      const input = FollowUpInput.parse(given);
      return store.transaction(async (tx) => {
        const incident = await incidentOf(incidentId, tx);
        if (isOpen(incident))
          throw new Problem('state.conflict', 'It is not over yet. This is sent when it is resolved.');
        const contradiction = gate.contradiction(incident);
        if (contradiction) throw new Problem('truth.contradiction', contradiction);
        if (await sentOf(tx, incidentId))
          throw new Problem(
            'state.conflict',
            'This was sent before, and once is enough. Correct it on the page.',
          );
        const texts = {
          ...(await textsOf(incident, input, tx)),
          ...withOffer(input.text ?? {}, input.offer),
        };
        const errors = gate.errors(incident, texts);
        if (errors.length > 0)
          throw new Problem('words.blocked', errors.map(({ message }) => message).join(' '), {
            extra: { findings: errors },
          });
        const { planned, waiting } = await plan(tx, incident, input.to, texts, input);
        if (planned + waiting === 0)
          throw new Problem(
            'state.conflict',
            `Nobody is ${input.to === 'affected' ? 'known to be affected' : 'known to have been told'}; choose the other readers.`,
          );
        const surveyAt = input.surveyAfterHours
          ? new Date(clock.nowMs() + input.surveyAfterHours * HOUR_MS).toISOString()
          : null;
        await on(tx)
          .insertInto('followupSent')
          .values({
            incidentId,
            toWhom: input.to,
            text: JSON.stringify(texts),
            input: JSON.stringify(input),
            planned,
            surveyAt,
            sentBy: by,
            sentAt: clock.now(),
          })
          .execute();
        if (waiting > 0) await tryAgain(tx, incidentId, 1);
        if (surveyAt)
          await timeline.wakes.set(tx, {
            key: `${ASK}:${incidentId}`,
            kind: ASK,
            subject: `incident:${incidentId}`,
            dueAt: surveyAt,
          });
        await timeline.record(tx, [
          {
            subject: `incident:${incidentId}`,
            by,
            key: `followup:${incidentId}`,
            body: { kind: 'followup.sent', to: input.to, planned, waiting, surveyAt },
          },
        ]);
        return view(incidentId, input, tx);
      });
    },
  };
}

/** Whoever writes a text of their own and makes an offer beside means both. */
const withOffer = (texts: LocalizedText, offer: LocalizedText = {}): LocalizedText =>
  Object.fromEntries(
    Object.entries(texts).map(([locale, text]) => {
      const made = offerIn(offer, locale);
      return [locale, made && !text.includes(made) ? `${text}\n\n${made}` : text];
    }),
  );
