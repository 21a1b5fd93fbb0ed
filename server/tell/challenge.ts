/**
 * Challenges: what stands in public is held against the world again whenever a monitor fails, the start moves or an
 * estimate passes. What came to be contradicted is asked of the owner, once for each claim: to be corrected, said in an
 * update, or declined with a signed reason. A failure counts when its monitor confirmed it, never before. Writes
 * challenge.*; sends nothing itself.
 */

import { sha256 } from '#lib/canonical.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Respond } from '#respond';
import type { Store, Tx } from '#store';
import { type Challenge, type Fact, type FactOf, type Incident, isOpen, type Timeline } from '#timeline';
import { answeredBy, estimatesIn, standingAgainst } from './challenge-rules.ts';
import type { Knowing } from './known.ts';
import type { SettingsShelf } from './settings.ts';

export type Challenges = {
  /** Open ones, the oldest first. */
  open(): Promise<{ incident: Incident; challenge: Challenge }[]>;
  dismiss(incidentId: string, challengeId: string, input: { reason: string }, by: string): Promise<Incident>;
};

/** A failure this long after "resolved" is another outage; before, it contradicts the word. */
const RELAPSE_WITHIN_MS = 2 * 3_600_000;
const LOOKED_AT = 200;
/** How often the open question is asked again, each time of more people. */
const ASKED_AGAIN = 2;
const BY = 'system:truth-gate';

type Raised = {
  updateId: string | null;
  claim: Challenge['claim'];
  text: string;
  detail: string;
  evidenceId: string;
  evidenceAt: string | null;
};

export function createChallenges({
  store,
  timeline,
  respond,
  clock,
  ids,
  settings,
  knowing,
}: {
  store: Store;
  timeline: Timeline;
  respond: Respond;
  clock: Clock;
  ids: Ids;
  settings: SettingsShelf;
  knowing: Knowing;
}): Challenges {
  const subjectOf = (incidentId: string) => `incident:${incidentId}`;
  const inMs = (ms: number) => new Date(clock.nowMs() + ms).toISOString();

  /** The incidents whose words a failure may contradict. */
  async function spokenOf(tx: Tx): Promise<Incident[]> {
    const recent = await timeline.incidents({ kind: 'incident', limit: LOOKED_AT });
    const since = inMs(-RELAPSE_WITHIN_MS);
    const found: Incident[] = [];
    for (const { id, updates, resolvedAt } of recent)
      if (updates.length > 0 && (resolvedAt === null || resolvedAt >= since)) {
        const incident = await timeline.incident(id, tx);
        if (incident) found.push(incident);
      }
    return found;
  }

  async function raise(tx: Tx, incident: Incident, raised: Raised, because: string) {
    const subject = subjectOf(incident.id);
    const asked = await timeline.record(tx, [
      {
        subject,
        by: BY,
        because,
        key: `challenge:${raised.updateId ?? 'estimate'}:${raised.claim}:${raised.claim === 'resolved' ? '' : sha256(raised.text).slice(0, 16)}`,
        body: {
          kind: 'challenge.raised',
          challengeId: ids.next('chl'),
          ...raised,
          text: raised.text.slice(0, 500),
          detail: raised.detail.slice(0, 2_000),
        },
      },
    ]);
    const [fact] = asked as FactOf<'challenge.raised'>[];
    // The same question was asked before: its fact is the older one, and nobody is asked again.
    if (!fact || incident.challenges.some(({ id }) => id === fact.body.challengeId)) return;
    await ask(tx, incident.id, fact.body.challengeId, fact.id, 0);
  }

  /** The owner first; then, as long as it is open, the deputy, and at last everybody whom the escalation policy names. */
  async function ask(tx: Tx, incidentId: string, challengeId: string, because: string, round: number) {
    const incident = await respond.get(incidentId, tx);
    const challenge = incident.challenges.find(({ id }) => id === challengeId);
    if (challenge?.state !== 'open') return;
    const { owner, deputy } = incident.roles;
    const policy = round === 2 || (!owner && !deputy) ? await respond.policies.default(tx) : null;
    const people = [
      owner,
      ...(round > 0 ? [deputy] : []),
      ...(policy?.steps.flatMap(({ personIds }) => personIds) ?? []),
    ];
    await respond.notice.send(tx, incident, {
      personIds: [...new Set(people.filter((id) => id !== undefined))],
      webhooks: round === 2 ? (policy?.steps.flatMap(({ webhooks }) => webhooks) ?? []) : [],
      reason: 'challenge',
      because: `${because}:${round}`,
      detail: `Said: “${challenge.text}”\nKnown: ${challenge.detail}`,
    });
    if (round === ASKED_AGAIN) return;
    // It escalates with the promise of the next word; where none stands, after as long as one would have.
    const { cadenceSeconds } = await settings.get(tx);
    const promised = incident.promise?.dueAt;
    const dueAt =
      promised && promised > clock.now() ? promised : inMs(cadenceSeconds[incident.severity] * 1_000);
    await timeline.wakes.set(tx, {
      key: `${subjectOf(incidentId)}:challenge:${challengeId}`,
      kind: 'tell.challenge',
      subject: subjectOf(incidentId),
      dueAt,
      payload: { challengeId, round: round + 1 },
      because,
    });
  }

  timeline.onWake('tell.challenge', (wake, tx) =>
    ask(
      tx,
      wake.subject.slice('incident:'.length),
      String(wake.payload['challengeId']),
      wake.because ?? wake.key,
      Number(wake.payload['round']),
    ),
  );

  async function look(
    tx: Tx,
    incident: Incident,
    trigger: Parameters<typeof standingAgainst>[3],
    because: string,
  ) {
    const knownIn = await knowing(incident, { phase: incident.phase }, tx);
    for (const raised of standingAgainst(incident, knownIn, clock.now(), trigger))
      await raise(tx, incident, raised, because);
  }

  timeline.react({
    name: 'tell.challenge',
    kinds: ['monitor.failed', 'symptom.joined'],
    async run(fact: Fact, tx) {
      const { body } = fact;
      if (body.kind === 'symptom.joined') {
        const incident = await timeline.incident(fact.subject.slice('incident:'.length), tx);
        if (incident && incident.updates.length > 0)
          await look(
            tx,
            incident,
            { monitorId: body.monitorId, failedAt: body.failedAt, detail: body.detail },
            fact.id,
          );
      } else if (body.kind === 'monitor.failed') {
        const { monitorId, monitorName, componentId, firstFailedAt, evidence } = body;
        for (const incident of await spokenOf(tx))
          await look(
            tx,
            incident,
            { monitorId, monitorName, componentId, failedAt: firstFailedAt, detail: evidence.detail },
            fact.id,
          );
      }
    },
  });

  timeline.react({
    name: 'tell.challenge-answers',
    kinds: ['update.published', 'update.corrected', 'estimate.given'],
    async run(fact: Fact, tx) {
      const incident = await timeline.incident(fact.subject.slice('incident:'.length), tx);
      if (incident?.kind !== 'incident') return;
      const { body } = fact;
      const knownIn = await knowing(incident, { phase: incident.phase }, tx);
      const answered = incident.challenges.filter(
        (challenge) => challenge.state === 'open' && answeredBy(challenge, incident, fact, knownIn),
      );
      const how =
        body.kind === 'update.published'
          ? 'update'
          : body.kind === 'update.corrected'
            ? 'correction'
            : 'estimate';
      if (answered.length > 0)
        await timeline.record(
          tx,
          answered.map((challenge) => ({
            subject: fact.subject,
            by: fact.by,
            because: fact.id,
            key: `challenge-settled:${challenge.id}`,
            body: {
              kind: 'challenge.answered',
              challengeId: challenge.id,
              how,
              updateId: body.kind === 'estimate.given' ? null : (body as { updateId: string }).updateId,
            } as const,
          })),
        );
      for (const challenge of answered) await endAsking(tx, incident.id, challenge.id);
      await watchEstimates(tx, incident, fact);
    },
  });

  /** There is no cancelling of one wake by its key; one that is due finds its question answered and says nothing. */
  async function endAsking(tx: Tx, incidentId: string, challengeId: string) {
    const incident = await respond.get(incidentId, tx);
    const open = incident.challenges.filter(({ state, id }) => state === 'open' && id !== challengeId);
    if (open.length === 0)
      await timeline.wakes.cancel(tx, { subject: subjectOf(incidentId), kind: 'tell.challenge' });
  }

  /** One wake for each word that names a time, and one for the estimate on the page. */
  async function watchEstimates(tx: Tx, incident: Incident, { id, body, subject }: Fact) {
    if (!isOpen(incident)) return timeline.wakes.cancel(tx, { subject, kind: 'tell.estimate' });
    const now = clock.now();
    if (body.kind === 'estimate.given') {
      if (body.recoveryAt !== null && body.recoveryAt > now)
        await timeline.wakes.set(tx, {
          key: `${subject}:estimate`,
          kind: 'tell.estimate',
          subject,
          dueAt: afterwards(body.recoveryAt),
          payload: { recoveryAt: body.recoveryAt },
          because: id,
        });
      return;
    }
    if (body.kind !== 'update.published' && body.kind !== 'update.corrected') return;
    const update = incident.updates.find(({ id: each }) => each === body.updateId);
    if (update?.origin !== 'person') return;
    const knownIn = await knowing(incident, { phase: incident.phase }, tx);
    for (const { dueAt } of estimatesIn(update, knownIn).slice(-1))
      if (dueAt > now)
        await timeline.wakes.set(tx, {
          key: `${subject}:estimate:${update.id}`,
          kind: 'tell.estimate',
          subject,
          dueAt: afterwards(dueAt),
          payload: { updateId: update.id },
          because: id,
        });
  }

  timeline.onWake('tell.estimate', async (wake, tx) => {
    const incident = await timeline.incident(wake.subject.slice('incident:'.length), tx);
    if (!incident || !isOpen(incident)) return;
    const because = wake.because ?? incident.id;
    const { updateId, recoveryAt } = wake.payload;
    if (typeof updateId === 'string') return look(tx, incident, { passed: updateId }, because);
    if (incident.estimate?.recoveryAt !== recoveryAt || typeof recoveryAt !== 'string') return;
    await raise(
      tx,
      incident,
      {
        updateId: null,
        claim: 'estimate',
        text: `expected to be over by ${recoveryAt.slice(11, 16)} UTC on ${recoveryAt.slice(0, 10)}`,
        detail: 'that time has passed, and it is not over',
        evidenceId: because,
        evidenceAt: recoveryAt,
      },
      because,
    );
  });

  /** A time is kept when it is over at that very instant. */
  const afterwards = (instant: string) => new Date(Date.parse(instant) + 1).toISOString();

  return {
    async open() {
      const incidents = await timeline.incidents({ kind: 'incident', limit: 1_000 });
      return incidents
        .flatMap((incident) =>
          incident.challenges
            .filter(({ state }) => state === 'open')
            .map((challenge) => ({ incident, challenge })),
        )
        .sort((a, b) => a.challenge.raisedAt.localeCompare(b.challenge.raisedAt));
    },
    dismiss: (incidentId, challengeId, { reason }, by) =>
      store.transaction(async (tx) => {
        const incident = await respond.get(incidentId, tx);
        const challenge = incident.challenges.find(({ id }) => id === challengeId);
        if (!challenge)
          throw new Problem('not-found', `The incident has no challenge ${challengeId.slice(0, 40)}.`);
        if (challenge.state !== 'open')
          throw new Problem(
            'state.conflict',
            `It was ${challenge.state} at ${challenge.settledAt}; there is nothing left to decide.`,
          );
        await timeline.record(tx, [
          {
            subject: subjectOf(incidentId),
            by,
            key: `challenge-settled:${challengeId}`,
            body: { kind: 'challenge.dismissed', challengeId, reason },
          },
        ]);
        await endAsking(tx, incidentId, challengeId);
        return respond.get(incidentId, tx);
      }),
  };
}
