/**
 * Questions after an outage: readers ask on a page of the incident, staff looks at each, puts those together that ask the
 * same, and answers in public. Nothing is shown before a person looked at it, and who asked is not kept. Writes
 * questions.opened and questions.closed; it sends nothing.
 */
import {
  QUESTION_CHARS,
  type QuestionEdit,
  type QuestionRound,
  QuestionRoundInput,
  type Questions as QuestionsView,
  type QuestionView,
} from '@candor/protocol/questions.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import { isOpen, type Timeline } from '#timeline';
import type { Words } from '#words';
import type { ListenTables } from '../tables.ts';

export type Questions = {
  /** Opens the round of an ended incident, or changes its times; a closed one opens again. */
  open(incidentId: string, input: QuestionRoundInput, by: string): Promise<QuestionRound>;
  close(incidentId: string, by: string): Promise<QuestionRound>;
  /** Null when nobody may ask about it, and nobody ever could. */
  round(incidentId: string, tx?: Tx): Promise<QuestionRound | null>;
  /** Those who may be asked about, the newest first. */
  rounds(): Promise<QuestionRound[]>;
  of(incidentId: string, tx?: Tx): Promise<QuestionsView>;
  ask(incidentId: string, asked: { text: string; locale: string }): Promise<void>;
  edit(id: string, edit: QuestionEdit): Promise<QuestionView>;
  answer(id: string, text: LocalizedText, by: string): Promise<QuestionView>;
};

type Round = Omit<QuestionRound, 'isOpen' | 'url'>;

/** More than people can read: whoever asks then is told so, and nothing is lost in silence. */
const MOST_WAITING = 1_000;
const MOST_ROUNDS = 200;

export function createQuestions({
  store,
  timeline,
  words,
  clock,
  ids,
  publicUrl,
  changed,
}: {
  store: Store;
  timeline: Timeline;
  words: Pick<Words, 'lint'>;
  clock: Clock;
  ids: Ids;
  publicUrl: () => string;
  changed: () => void;
}): Questions {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<ListenTables>();

  const shown = (round: Round): QuestionRound => ({
    ...round,
    isOpen: round.closedAt === null,
    url: `${publicUrl()}/incidents/${round.incidentId}/questions`,
  });

  async function roundOf(incidentId: string, tx?: Tx): Promise<QuestionRound | null> {
    const row = await on(tx)
      .selectFrom('listenRound')
      .selectAll()
      .where('incidentId', '=', incidentId)
      .executeTakeFirst();
    return row ? shown(row) : null;
  }

  async function need(incidentId: string, tx?: Tx): Promise<QuestionRound> {
    const round = await roundOf(incidentId, tx);
    if (!round) throw new Problem('not-found', `Nobody was asked for questions about ${incidentId}.`);
    return round;
  }

  async function of(incidentId: string, tx?: Tx): Promise<QuestionsView> {
    const round = await roundOf(incidentId, tx);
    if (!round) return { round: null, items: [] };
    const rows = await on(tx)
      .selectFrom('listenQuestion')
      .selectAll()
      .where('incidentId', '=', incidentId)
      .orderBy('id')
      .execute();
    const same = Map.groupBy(rows, ({ sameAs }) => sameAs);
    const late = clock.now() > round.answerBy;
    return {
      round,
      items: rows.map((row) => ({
        ...row,
        asked: 1 + (same.get(row.id)?.length ?? 0),
        overdue: late && row.state !== 'hidden' && row.sameAs === null && row.answer === null,
      })),
    };
  }

  async function question(id: string, tx: Tx) {
    const row = await on(tx)
      .selectFrom('listenQuestion')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new Problem('not-found', `There is no question ${id}.`);
    return row;
  }

  async function viewOf(id: string, incidentId: string): Promise<QuestionView> {
    changed();
    return (await of(incidentId)).items.find((item) => item.id === id)!;
  }

  /** In one step at most: whoever is answered with another has nobody behind. */
  async function refuseChain(tx: Tx, id: string, incidentId: string, sameAs: string) {
    const wrong = (message: string) =>
      new Problem('request.invalid', message, { errors: [{ path: 'sameAs', message }] });
    if (sameAs === id) throw wrong('A question cannot be put together with itself.');
    const target = await question(sameAs, tx);
    if (target.incidentId !== incidentId) throw wrong('That question is about another incident.');
    if (target.sameAs !== null)
      throw wrong(`That question is answered with ${target.sameAs}; name that one.`);
    const behind = await on(tx)
      .selectFrom('listenQuestion')
      .select('id')
      .where('sameAs', '=', id)
      .limit(1)
      .executeTakeFirst();
    if (behind) throw wrong('Other questions are answered with this one; put those together first.');
  }

  return {
    round: roundOf,
    of,

    async rounds() {
      const rows = await on()
        .selectFrom('listenRound')
        .selectAll()
        .orderBy('openedAt', 'desc')
        .limit(MOST_ROUNDS)
        .execute();
      return rows.map(shown);
    },

    async open(incidentId, given, by) {
      const input = QuestionRoundInput.parse(given);
      if (input.answerBy <= clock.now())
        throw new Problem('request.invalid', 'The time by which questions are answered is over.', {
          errors: [{ path: 'answerBy', message: 'an instant that is still to come' }],
        });
      await store.transaction(async (tx) => {
        const incident = await timeline.incident(incidentId, tx);
        if (incident?.kind !== 'incident')
          throw new Problem('not-found', `There is no incident ${incidentId}.`);
        if (isOpen(incident))
          throw new Problem(
            'state.conflict',
            'While it lasts the page answers; ask for questions afterwards.',
          );
        const before = await roundOf(incidentId, tx);
        await on(tx)
          .insertInto('listenRound')
          .values({ incidentId, ...input, openedBy: by, openedAt: clock.now(), closedAt: null })
          .onConflict((conflict) => conflict.column('incidentId').doUpdateSet({ ...input, closedAt: null }))
          .execute();
        if (before?.isOpen) return;
        await timeline.record(tx, [
          {
            subject: `incident:${incidentId}`,
            by,
            body: { kind: 'questions.opened', answerBy: input.answerBy, liveAt: input.liveAt },
          },
        ]);
      });
      changed();
      return need(incidentId);
    },

    async close(incidentId, by) {
      await store.transaction(async (tx) => {
        const round = await need(incidentId, tx);
        if (!round.isOpen) return;
        await on(tx)
          .updateTable('listenRound')
          .set({ closedAt: clock.now() })
          .where('incidentId', '=', incidentId)
          .execute();
        await timeline.record(tx, [
          { subject: `incident:${incidentId}`, by, body: { kind: 'questions.closed' } },
        ]);
      });
      changed();
      return need(incidentId);
    },

    async ask(incidentId, { text, locale }) {
      const asked = text.trim().normalize('NFC');
      const fault =
        asked === ''
          ? 'nothing was asked'
          : asked.length > QUESTION_CHARS
            ? `has ${asked.length} characters; at most ${QUESTION_CHARS} fit`
            : !asked.isWellFormed() || /[\p{Cc}--[\n\t]]/v.test(asked.replaceAll('\r\n', '\n'))
              ? 'holds characters that are no text'
              : null;
      if (fault)
        throw new Problem('request.invalid', `The question was not taken: ${fault}.`, {
          errors: [{ path: 'text', message: fault }],
        });
      await store.transaction(async (tx) => {
        const round = await need(incidentId, tx);
        if (!round.isOpen) throw new Problem('state.conflict', 'No more questions are taken about this.');
        const { waiting } = await on(tx)
          .selectFrom('listenQuestion')
          .select((eb) => eb.fn.countAll<number>().as('waiting'))
          .where('incidentId', '=', incidentId)
          .where('state', '=', 'waiting')
          .executeTakeFirstOrThrow();
        if (Number(waiting) >= MOST_WAITING)
          throw new Problem('state.conflict', 'More questions wait than can be read now; please ask later.');
        await on(tx)
          .insertInto('listenQuestion')
          .values({
            id: ids.next('qst'),
            incidentId,
            text: asked.replaceAll('\r\n', '\n'),
            locale,
            askedOn: clock.now().slice(0, 10),
            sameAs: null,
            answer: null,
            answeredBy: null,
            answeredAt: null,
          })
          .execute();
      });
    },

    async edit(id, edit) {
      const incidentId = await store.transaction(async (tx) => {
        const before = await question(id, tx);
        if (edit.sameAs) {
          if (before.answer)
            throw new Problem(
              'state.conflict',
              'It has an answer of its own; put the other one together with it.',
            );
          await refuseChain(tx, id, before.incidentId, edit.sameAs);
        }
        if (Object.keys(edit).length > 0)
          await on(tx)
            .updateTable('listenQuestion')
            .set(edit as object)
            .where('id', '=', id)
            .execute();
        return before.incidentId;
      });
      return viewOf(id, incidentId);
    },

    async answer(id, text, by) {
      const findings = Object.entries(text).flatMap(([locale, said]) =>
        words
          .lint(said, { phase: 'resolved', position: 'followup', locale })
          .filter(({ level }) => level === 'error'),
      );
      if (findings.length > 0)
        throw new Problem('words.blocked', findings.map(({ message }) => message).join(' '), {
          extra: { findings },
        });
      const incidentId = await store.transaction(async (tx) => {
        const before = await question(id, tx);
        if (before.sameAs)
          throw new Problem('state.conflict', `It is answered with ${before.sameAs}; answer that one.`);
        await on(tx)
          .updateTable('listenQuestion')
          // What is answered is there to be read.
          .set({ answer: JSON.stringify(text), answeredBy: by, answeredAt: clock.now(), state: 'shown' })
          .where('id', '=', id)
          .execute();
        return before.incidentId;
      });
      return viewOf(id, incidentId);
    },
  };
}
