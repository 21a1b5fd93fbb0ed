/**
 * What the house tells by itself after recovery, once for each incident: that the review is published, and that questions
 * may be asked. To those who were affected or told, in their language; whoever asked for digests or was told enough that
 * day gets it in a digest. It waits while the incident is open again or a check of what was hit fails.
 */
import type { MessageFacts } from '@candor/protocol/words.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { sql } from 'kysely';
import type { Audience } from '#audience';
import { type Carriers, plannedFor } from '#carriers';
import type { Clock } from '#lib/clock.ts';
import { DAY_MS, HOUR_MS } from '#lib/duration.ts';
import type { Listen } from '#listen';
import type { Tx } from '#store';
import { type SettingsShelf, wakeForDigests } from '#tell';
import { type Incident, isOpen, type Timeline } from '#timeline';
import { SHIPPED_LOCALES } from '#words';
import type { Gate } from './gate.ts';
import type { createKnown } from './known.ts';
import type { Messages } from './messages.ts';
import type { createReaders } from './readers.ts';
import type { FollowUpTables } from './tables.ts';

type About = FollowUpTables['followupAfterword']['about'];

const WAKE = 'followup.afterword';
/** Three days of waiting for a calm hour; then it is on record that nobody was told. */
const TRIES = 72;
/** Of what is read for the first time so long afterwards, such as by a new version, nobody is told any more. */
export const NEWS_MS = 7 * DAY_MS;

export function addAfterwords({
  timeline,
  audience,
  carriers,
  listen,
  settings,
  gather,
  readersOf,
  messages,
  gate,
  clock,
  publicUrl,
}: {
  timeline: Timeline;
  audience: Audience;
  carriers: Carriers;
  listen: Pick<Listen, 'questions'>;
  settings: SettingsShelf;
  gather: ReturnType<typeof createKnown>;
  readersOf: ReturnType<typeof createReaders>;
  messages: Messages;
  gate: Gate;
  clock: Clock;
  publicUrl: () => string;
}): void {
  const on = (tx: Tx) => tx.withTables<FollowUpTables>();

  const wake = (tx: Tx, subject: string, about: About, tries: number, because: string | null) =>
    timeline.wakes.set(tx, {
      key: `${WAKE}:${about}:${subject}`,
      kind: WAKE,
      subject,
      dueAt: tries === 0 ? clock.now() : new Date(clock.nowMs() + HOUR_MS).toISOString(),
      because,
      payload: { about, tries },
    });

  for (const [kind, about] of [
    ['postmortem.published', 'postmortem_ready'],
    ['questions.opened', 'questions'],
  ] as const)
    timeline.react({
      name: `followup.${about}`,
      kinds: [kind],
      async run({ subject, recordedAt, id }, tx) {
        if (clock.nowMs() - Date.parse(recordedAt) < NEWS_MS) await wake(tx, subject, about, 0, id);
      },
    });

  /** Why nobody is told now; null when nothing is in the way. */
  const hindrance = (incident: Incident) =>
    isOpen(incident) ? 'The incident is open again.' : gate.contradiction(incident);

  /** The facts in which every language passes the linter: with the lessons of the review, or without them. */
  async function speakable(
    tx: Tx,
    incident: Incident,
    about: About,
    factsIn: (locale: string) => MessageFacts,
  ) {
    let refused: string | null = null;
    for (const lessons of about === 'postmortem_ready' ? [true, false] : [false]) {
      const facts = (locale: string) => (lessons ? factsIn(locale) : { ...factsIn(locale), lessons: null });
      const texts: LocalizedText = {};
      for (const locale of SHIPPED_LOCALES)
        texts[locale] = await messages.text(about, locale, facts(locale), tx);
      const [error] = gate.errors(incident, texts);
      if (!error) return { facts, refused: null };
      refused = `The words of the template are refused: ${error.message}`;
    }
    return { facts: factsIn, refused };
  }

  async function tell(
    tx: Tx,
    incident: Incident,
    about: About,
    because: string | null,
  ): Promise<string | null> {
    const round = about === 'questions' ? await listen.questions.round(incident.id, tx) : null;
    if (about === 'questions' && !round?.isOpen) return 'No questions are taken any more.';
    const known = await gather(
      incident,
      round ? { questionsUrl: round.url, ...(round.liveAt ? { questionsAt: round.liveAt } : {}) } : {},
      tx,
    );
    const { facts, refused } = await speakable(tx, incident, about, known.facts);
    if (refused) return refused;
    const readers = await readersOf(tx, incident, { calm: true });
    const { rows: dialects } = await sql<{ locale: string; timeZone: string }>`
      select distinct locale, time_zone from (${readers.rows('either')}) told`.execute(tx);
    const url = about === 'questions' ? round!.url : `${publicUrl()}/incidents/${incident.id}/postmortem`;
    const forms = await messages.forms({ kind: about, incident, facts, url, dialects }, tx);
    const { messageId, planned } = await carriers.ledger.planFrom(tx, {
      message: { kind: about, key: `${about}:${incident.id}`, incidentId: incident.id, forms, because },
      select: readers.rows('either'),
    });
    const held = await audience.digests.hold(tx, {
      judged: readers.judged('either'),
      planned: plannedFor(messageId),
      incidentId: incident.id,
      updateId: `${about}:${incident.id}`,
      dailyAt: (await settings.get(tx)).dailyDigestAt,
    });
    await wakeForDigests(timeline, tx, held.dueAt, because ?? '');
    const waiting = held.digest + held.budget;
    await on(tx)
      .insertInto('followupAfterword')
      .values({ incidentId: incident.id, about, planned, waiting, toldAt: clock.now() })
      .execute();
    await timeline.record(tx, [
      {
        subject: `incident:${incident.id}`,
        by: 'system:followup',
        because,
        key: `afterword:${about}`,
        body: { kind: 'afterword.sent', about, planned, waiting },
      },
    ]);
    return null;
  }

  timeline.onWake(WAKE, async ({ subject, payload, because }, tx) => {
    const about = payload['about'] as About;
    const tries = Number(payload['tries'] ?? 0);
    const incident = await timeline.incident(subject.slice('incident:'.length), tx);
    if (incident?.kind !== 'incident' || incident.detectedBy === 'import') return;
    const already = await on(tx)
      .selectFrom('followupAfterword')
      .select('about')
      .where('incidentId', '=', incident.id)
      .where('about', '=', about)
      .executeTakeFirst();
    if (already) return;
    const reason = hindrance(incident) ?? (await tell(tx, incident, about, because));
    if (reason === null) return;
    if (tries < TRIES) await wake(tx, subject, about, tries + 1, because);
    // At the first time and at the last it is on record; between them it is tried in silence.
    if (tries === 0 || tries >= TRIES)
      await timeline.record(tx, [
        {
          subject,
          by: 'system:followup',
          because,
          key: `afterword:${about}:${tries}`,
          body: {
            kind: 'carrier.skipped',
            carrier: 'subscribers',
            reason: `${about === 'questions' ? 'That questions may be asked' : 'That the review is published'} was not told yet. ${reason}`,
          },
        },
      ]);
  });
}
