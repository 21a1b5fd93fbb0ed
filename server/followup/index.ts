/**
 * FOLLOW-UP: what is said when it is over. Proposes one message from facts (when it was, what it hit, what the review
 * found, when the review comes, what is offered, where to ask), sends it once, to those who were affected, within the
 * contact budget, and asks later how it was handled. For staff it keeps a script and a summary, from the first minute
 * on. Writes followup.sent; it never speaks of what is not recovered and promises nothing that no fact knows.
 */
import {
  type FollowUp,
  FollowUpInput,
  type FollowUpReaders,
  type FollowUpInput as Input,
} from '@candor/protocol/followup.ts';
import type { Finding } from '@candor/protocol/words.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { sql } from 'kysely';
import type { Audience } from '#audience';
import type { Carriers } from '#carriers';
import type { Catalog } from '#catalog';
import type { Learn } from '#learn';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import { segmentKeySql } from '#lib/segment-key.ts';
import type { Listen } from '#listen';
import type { Store, Tx } from '#store';
import type { FailingMonitor, Matters, SettingsShelf } from '#tell';
import { type Incident, isOpen, type Timeline } from '#timeline';
import { SEGMENT_NAMES, SHIPPED_LOCALES, type Words } from '#words';
import { createKnown, type Given } from './known.ts';
import { createMessages } from './messages.ts';
import { createReaders } from './readers.ts';
import { formsBySegment } from './segments.ts';
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
  listen: Pick<Listen, 'surveys'>;
  failing: () => FailingMonitor[];
  clock: Clock;
  publicUrl: () => string;
}): FollowUps {
  const { store, timeline, catalog, words, carriers, listen, failing, clock } = deps;
  const gather = createKnown(deps);
  const readersOf = createReaders(deps);
  const messages = createMessages(deps);
  const on = (tx: Tx) => tx.withTables<FollowUpTables>();

  async function incidentOf(id: string, tx: Tx): Promise<Incident> {
    const incident = await timeline.incident(id, tx);
    if (incident?.kind !== 'incident') throw new Problem('not-found', `There is no incident ${id}.`);
    return incident;
  }

  const sentOf = (tx: Tx, incidentId: string) =>
    on(tx).selectFrom('followupSent').selectAll().where('incidentId', '=', incidentId).executeTakeFirst();

  /** A text in English is asked to be as good as any other public word; so is each that a person wrote. */
  const check = (incident: Incident, texts: LocalizedText) =>
    Object.entries(texts).flatMap(([locale, text]) =>
      words
        .lint(text, {
          phase: 'resolved',
          position: 'followup',
          locale,
          severity: incident.severity,
          facts: { startedAt: incident.startedAt },
        })
        .map((finding) => ({ locale, finding })),
    );

  const errorsIn = (incident: Incident, texts: LocalizedText) =>
    check(incident, texts).filter(({ finding }) => finding.level === 'error').length;

  async function textsOf(incident: Incident, given: Given, tx: Tx): Promise<LocalizedText> {
    const known = await gather(incident, given, tx);
    const texts: LocalizedText = {};
    for (const locale of SHIPPED_LOCALES)
      texts[locale] = (await messages.propose(known, given, locale, tx)).text;
    return texts;
  }

  /** Plans for whoever has not got it yet; the ledger knows one message per reader. */
  async function plan(tx: Tx, incident: Incident, to: FollowUpReaders, texts: LocalizedText, given: Given) {
    const readers = await readersOf(tx, incident);
    const reached = [...carriers.all.values()].flatMap(({ name, audience }) =>
      audience === 'reader' ? [name] : [],
    );
    const select = sql`
      select r.* from (${readers.rows(to)}) r where r.carrier = any(${reached}::text[])`;
    const { rows: dialects } = await sql<{ locale: string; timeZone: string; segment: string | null }>`
      select distinct locale, time_zone, case when ${SEGMENT_KEY} = any(${SEGMENT_NAMES}::text[]) then ${SEGMENT_KEY} end
        as segment from (${select}) told`.execute(tx);
    const known = await gather(incident, given, tx);
    const forms = await messages.forms(incident, known, texts, dialects, tx);
    const segments = await formsBySegment(dialects, {
      texts,
      noteOf: (segment, locale) =>
        words.segmentNote({
          kind: 'apology',
          phase: 'resolved',
          segment,
          locale,
          facts: known.facts(locale),
        }),
      passes: (locale, shared, whole) =>
        errorsIn(incident, { [locale]: whole }) <= errorsIn(incident, { [locale]: shared }),
      formsFor: (own, of) => messages.forms(incident, known, own, of, tx),
    });
    const { planned } = await carriers.ledger.planFrom(tx, {
      message: {
        kind: 'follow_up',
        key: `followup:${incident.id}`,
        incidentId: incident.id,
        forms,
        segments,
      },
      select,
    });
    return { planned, waiting: (await readers.counts()).budget };
  }

  const tryAgain = (tx: Tx, incidentId: string, day: number) =>
    timeline.wakes.set(tx, {
      key: `${AGAIN}:${incidentId}`,
      kind: AGAIN,
      subject: `incident:${incidentId}`,
      dueAt: new Date(clock.nowMs() + 24 * HOUR_MS).toISOString(),
      payload: { day },
    });

  async function view(incidentId: string, given: Given, tx: Tx): Promise<FollowUp> {
    const incident = await incidentOf(incidentId, tx);
    const sent = await sentOf(tx, incidentId);
    const known = await gather(incident, given, tx);
    const over = !isOpen(incident);
    const proposed = [];
    const supportScript = [];
    const internal = [];
    for (const locale of SHIPPED_LOCALES) {
      if (over) proposed.push(await messages.propose(known, given, locale, tx));
      supportScript.push(await messages.forStaff('support_script', incident, known, locale, tx));
      internal.push(await messages.forStaff('internal', incident, known, locale, tx));
    }
    return {
      incidentId,
      state: sent ? 'sent' : over ? 'ready' : 'early',
      known: known.listed,
      proposed,
      findings: check(incident, Object.fromEntries(proposed.map(({ locale, text }) => [locale, text]))),
      readers: await (await readersOf(tx, incident)).counts(),
      staff: { supportScript, internal },
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

  /** Nothing is over while a check of what was hit fails, whatever the incident says. */
  function refuseWhileFailing(incident: Incident) {
    const touched = new Set(
      [...incident.openedComponents, ...incident.components].map(({ componentId }) => componentId),
    );
    const still = failing().filter(({ componentId }) => touched.has(componentId));
    if (still.length > 0)
      throw new Problem(
        'truth.contradiction',
        `A word after recovery would not be true: ${still.map(({ monitorName, since }) => `${monitorName} fails since ${since}`).join('; ')}.`,
      );
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
        refuseWhileFailing(incident);
        if (await sentOf(tx, incidentId))
          throw new Problem(
            'state.conflict',
            'This was sent before, and once is enough. Correct it on the page.',
          );
        const texts = {
          ...(await textsOf(incident, input, tx)),
          ...withOffer(input.text ?? {}, input.offer),
        };
        const errors: Finding[] = check(incident, texts).flatMap(({ finding }) =>
          finding.level === 'error' ? [finding] : [],
        );
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
      const made = offer[locale];
      return [locale, made && !text.includes(made) ? `${text}\n\n${made}` : text];
    }),
  );
