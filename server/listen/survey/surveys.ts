/**
 * Surveys after an outage: one for each, to those who were affected and can be written to, at most one in thirty days
 * for each person. A link carries a random token that is kept only as its digest; looking at it changes nothing, one
 * answer settles it. Answers are kept apart from who gave them. Sends nothing itself: invitations go through the
 * ledger.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { EmbeddedSurvey, SurveyAnswers, SurveyQuestion } from '@candor/protocol/embed.ts';
import type { SurveySkipped, SurveyView } from '@candor/protocol/listen.ts';
import { sql } from 'kysely';
import type { Audience, SubscriberRow } from '#audience';
import type { Carriers, Recipient } from '#carriers';
import type { Clock } from '#lib/clock.ts';
import { DAY_MS } from '#lib/duration.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import { type Incident, isOpen, type Timeline } from '#timeline';
import type { ListenTables } from '../tables.ts';
import { invitationForms } from './letter.ts';
import { faultsOf, STANDARD_QUESTIONS } from './questions.ts';
import { resultsOf } from './results.ts';

/** Who holds a link, or who meets a survey inside an app. */
export type Asking = { id: string; reader?: string | undefined };

export type Surveys = {
  open(
    incidentId: string,
    what: { by: string; pageName: string; questions?: readonly SurveyQuestion[] | undefined },
  ): Promise<SurveyView>;
  of(incidentId: string): Promise<SurveyView[]>;
  /** By an invitation's token or by the survey's id. */
  show(asking: Asking): Promise<EmbeddedSurvey & { locale: string | null }>;
  /** Once; the same `key` again is the same answer. */
  answer(asking: Asking, given: SurveyAnswers, key: string | null): Promise<void>;
};

const OPEN_MS = 14 * DAY_MS;
const BUDGET_MS = 30 * DAY_MS;

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

type Survey = {
  id: string;
  incidentId: string;
  questions: SurveyQuestion[];
  invited: number;
  skipped: SurveySkipped;
  openedBy: string;
  openedAt: string;
  closesAt: string;
};
type Invitation = {
  tokenHash: string;
  channel: 'mail' | 'embed';
  locale: string;
  answered: boolean;
  answerKey: string | null;
};

export function createSurveys({
  store,
  timeline,
  audience,
  carriers,
  clock,
  ids,
  publicUrl,
}: {
  store: Store;
  timeline: Timeline;
  audience: Audience;
  carriers: Carriers;
  clock: Clock;
  ids: Ids;
  publicUrl: () => string;
}): Surveys {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<ListenTables>();
  const isClosed = ({ closesAt }: Survey) => clock.now() >= closesAt;

  /** Takes these people's turn for the next thirty days; answers those who had one left. */
  async function takeTurns(tx: Tx, respondents: readonly string[]): Promise<Set<string>> {
    if (respondents.length === 0) return new Set();
    const since = new Date(clock.nowMs() - BUDGET_MS).toISOString();
    const { rows } = await sql<{ respondent: string }>`
      insert into listen_asked (respondent, asked_at)
      select wanted, ${clock.now()}::timestamptz from unnest(${[...respondents].sort()}::text[]) as wanted
      on conflict (respondent) do update set asked_at = excluded.asked_at
        where listen_asked.asked_at <= ${since}::timestamptz
      returning respondent`.execute(tx);
    return new Set(rows.map(({ respondent }) => respondent));
  }

  /** Those to ask, in batches; counts who is left out and why. */
  async function* affected(tx: Tx, incident: Incident, skipped: SurveySkipped) {
    const componentIds = [
      ...new Set([...incident.openedComponents, ...incident.components].map((part) => part.componentId)),
    ];
    const endedAt = incident.recoveredAt ?? incident.resolvedAt!;
    for await (const batch of audience.subscribers.who(tx, { componentIds, note: false })) {
      const people = batch.filter(({ carrier }) => carrier === 'email');
      skipped.notAPerson += batch.length - people.length;
      const there = people.filter(({ confirmedAt }) => confirmedAt !== null && confirmedAt <= endedAt);
      skipped.cameLater += people.length - there.length;
      const free = await takeTurns(
        tx,
        there.map(({ id }) => id),
      );
      skipped.askedLately += there.length - free.size;
      yield there.filter(({ id }) => free.has(id));
    }
  }

  async function invite(tx: Tx, surveyId: string, people: readonly SubscriberRow[]): Promise<Recipient[]> {
    const letters = people.map((person) => ({ person, token: randomBytes(24).toString('base64url') }));
    if (letters.length > 0)
      await on(tx)
        .insertInto('listenInvitation')
        .values(
          letters.map(({ person, token }) => ({
            tokenHash: digest(token),
            surveyId,
            channel: 'mail' as const,
            respondent: person.id,
            locale: person.locale,
            answerKey: null,
          })),
        )
        .execute();
    return letters.map(({ person, token }) => ({
      id: person.id,
      kind: 'subscriber',
      carrier: person.carrier,
      address: person.address,
      locale: person.locale,
      timeZone: person.timeZone,
      unsubscribeUrl: `${publicUrl()}/subscribers/${audience.links.make('manage', person.id)}/unsubscribe`,
      ownUrl: `${publicUrl()}/surveys/${token}`,
    }));
  }

  async function viewOf(survey: Survey): Promise<SurveyView> {
    const answers = await on()
      .selectFrom('listenAnswer')
      .select(['channel', 'locale', 'answers'])
      .where('surveyId', '=', survey.id)
      .execute();
    const by = (channel: 'mail' | 'embed') => answers.filter((answer) => answer.channel === channel);
    return {
      ...survey,
      state: isClosed(survey) ? 'closed' : 'open',
      results: resultsOf(survey.questions, by('mail'), survey.invited),
      embedded: resultsOf(survey.questions, by('embed'), null),
    };
  }

  const surveyOf = (incidentId: string, tx?: Tx) =>
    on(tx).selectFrom('listenSurvey').selectAll().where('incidentId', '=', incidentId).executeTakeFirst();

  /** The survey behind a link or an id, and the invitation, which a reader in an app does not have yet. */
  async function find({ id, reader }: Asking, tx?: Tx) {
    const tokenHash = digest(id);
    const invitations = () => {
      const query = on(tx).selectFrom('listenInvitation').selectAll();
      return tx ? query.forUpdate() : query;
    };
    const invited = await invitations().where('tokenHash', '=', tokenHash).executeTakeFirst();
    const survey = await on(tx)
      .selectFrom('listenSurvey')
      .selectAll()
      .where('id', '=', invited?.surveyId ?? id)
      .executeTakeFirst();
    if (!survey)
      throw new Problem(
        'not-found',
        'This link belongs to no survey; it may have been cut off by the mail program.',
      );
    if (invited || reader === undefined) return { survey, invitation: invited ?? null };
    const own = await invitations()
      .where('tokenHash', '=', digest(`${survey.id}\n${reader}`))
      .executeTakeFirst();
    return { survey, invitation: own ?? null };
  }

  /** A reader in an app is asked by answering; the turn of thirty days counts for them too. */
  async function admit(tx: Tx, survey: Survey, asking: Asking, locale: string): Promise<Invitation> {
    const { reader } = asking;
    if (reader === undefined)
      throw new Problem('request.invalid', 'Say who answers: the token of an invitation, or a reader.');
    const respondent = `reader:${digest(reader)}`;
    const made = await on(tx)
      .insertInto('listenInvitation')
      .values({
        tokenHash: digest(`${survey.id}\n${reader}`),
        surveyId: survey.id,
        channel: 'embed',
        respondent,
        locale,
        answerKey: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    // The same answer came twice at once, and the other was first.
    if (!made) return (await find(asking, tx)).invitation!;
    const free = await takeTurns(tx, [respondent]);
    if (!free.has(respondent))
      throw new Problem('state.conflict', 'You answered another survey in the last thirty days. Thank you.');
    return made;
  }

  return {
    async open(incidentId, { by, pageName, questions = STANDARD_QUESTIONS }) {
      const doubled = questions.find(({ id }, i) => questions.findIndex((other) => other.id === id) !== i);
      if (doubled) throw new Problem('request.invalid', `Two questions have the id ${doubled.id}.`);
      await store.transaction(async (tx) => {
        const incident = await timeline.incident(incidentId, tx);
        if (incident?.kind !== 'incident')
          throw new Problem('not-found', `There is no incident ${incidentId}.`);
        if (isOpen(incident))
          throw new Problem('state.conflict', 'Ask people how it was handled after it is resolved.');
        const surveyId = ids.next('srv');
        const closesAt = new Date(clock.nowMs() + OPEN_MS).toISOString();
        const skipped: SurveySkipped = { askedLately: 0, notAPerson: 0, cameLater: 0 };
        const made = await on(tx)
          .insertInto('listenSurvey')
          .values({
            id: surveyId,
            incidentId,
            questions: JSON.stringify(questions),
            invited: 0,
            skipped: JSON.stringify(skipped),
            openedBy: by,
            openedAt: clock.now(),
            closesAt,
          })
          .onConflict((conflict) => conflict.column('incidentId').doNothing())
          .returning('id')
          .executeTakeFirst();
        if (!made)
          throw new Problem(
            'state.conflict',
            'Those affected were asked about this outage before; once is enough.',
          );
        let invited = 0;
        async function* recipients() {
          for await (const people of affected(tx, incident!, skipped)) {
            invited += people.length;
            yield* await invite(tx, surveyId, people);
          }
        }
        const { title, startedAt } = incident;
        await carriers.ledger.plan(tx, {
          message: {
            kind: 'survey',
            key: `survey:${surveyId}`,
            incidentId,
            forms: invitationForms({ pageName, title, startedAt, closesAt }),
          },
          recipients: recipients(),
        });
        await on(tx)
          .updateTable('listenSurvey')
          .set({ invited, skipped: JSON.stringify(skipped) })
          .where('id', '=', surveyId)
          .execute();
        await timeline.record(tx, [
          {
            subject: `incident:${incidentId}`,
            by,
            key: `survey:${surveyId}`,
            body: { kind: 'survey.opened', surveyId, invited },
          },
        ]);
      });
      return viewOf((await surveyOf(incidentId))!);
    },
    async of(incidentId) {
      const survey = await surveyOf(incidentId);
      return survey ? [await viewOf(survey)] : [];
    },
    async show(asking) {
      const { survey, invitation } = await find(asking);
      return {
        id: survey.id,
        title: TITLE,
        intro: null,
        privacy: survey.questions.some(({ kind }) => kind === 'text') ? PRIVACY_WITH_TEXT : PRIVACY,
        questions: survey.questions,
        state: invitation?.answered ? 'answered' : isClosed(survey) ? 'closed' : 'open',
        closesAt: survey.closesAt,
        locale: invitation?.locale ?? null,
      };
    },
    async answer(asking, { locale, answers }, key) {
      const answerKey = key === null ? null : digest(key);
      await store.transaction(async (tx) => {
        const { survey, invitation } = await find(asking, tx);
        const closed = isClosed(survey)
          ? new Problem('state.conflict', `This survey closed on ${survey.closesAt.slice(0, 10)}.`)
          : null;
        if (!invitation && closed) throw closed;
        const own = invitation ?? (await admit(tx, survey, asking, locale));
        if (own.answered) {
          if (answerKey !== null && own.answerKey === answerKey) return;
          throw new Problem('state.conflict', 'This invitation was answered before. Thank you.');
        }
        if (closed) throw closed;
        const errors = faultsOf(survey.questions, answers);
        if (errors.length > 0)
          throw new Problem('request.invalid', 'The answers do not fit the questions.', { errors });
        const { tokenHash, channel } = own;
        await on(tx)
          .updateTable('listenInvitation')
          .set({ answered: true, answerKey })
          .where('tokenHash', '=', tokenHash)
          .execute();
        await on(tx)
          .insertInto('listenAnswer')
          .values({
            // Random, and the day alone: neither order nor time leads back to the person.
            id: randomUUID(),
            surveyId: survey.id,
            channel,
            locale,
            answers: JSON.stringify(answers),
            answeredOn: clock.now().slice(0, 10),
          })
          .execute();
      });
    },
  };
}

const TITLE = {
  en: 'How did we handle it?',
  de: 'Wie sind wir damit umgegangen?',
  fr: 'Comment avons-nous géré la panne\u202f?',
  es: '¿Cómo lo gestionamos?',
  pt: 'Como lidamos com isso?',
  ja: '当社の対応はいかがでしたか',
};
const PRIVACY_WITH_TEXT = {
  en: 'Your answers are kept without your name or address. What you write is read by the people who run this service.',
  de: 'Ihre Antworten werden ohne Ihren Namen und Ihre Adresse aufbewahrt. Was Sie schreiben, lesen die Menschen, die diesen Dienst betreiben.',
  fr: 'Vos réponses sont conservées sans votre nom ni votre adresse. Ce que vous écrivez est lu par les personnes qui font fonctionner ce service.',
  es: 'Sus respuestas se guardan sin su nombre ni su dirección. Lo que escriba lo leen las personas que operan este servicio.',
  pt: 'As suas respostas são guardadas sem o seu nome nem o seu endereço. O que escrever é lido pelas pessoas que operam este serviço.',
  ja: '回答は、お名前やアドレスと結び付けずに保存します。お書きいただいた内容は、このサービスを運営する担当者が読みます。',
};
const PRIVACY = {
  en: 'Your answers are kept without your name or address and are only ever counted together with those of others.',
  de: 'Ihre Antworten werden ohne Ihren Namen und Ihre Adresse aufbewahrt und nur zusammen mit denen anderer ausgewertet.',
  fr: 'Vos réponses sont conservées sans votre nom ni votre adresse et ne sont comptées qu’avec celles des autres.',
  es: 'Sus respuestas se guardan sin su nombre ni su dirección y solo se cuentan junto con las de otras personas.',
  pt: 'As suas respostas são guardadas sem o seu nome nem o seu endereço e só são contadas junto com as de outras pessoas.',
  ja: '回答は、お名前やアドレスと結び付けずに保存し、ほかの方の回答とまとめてのみ集計します。',
};
