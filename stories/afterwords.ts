/** What the stories of the time after an outage share: an outage that is over, its review, and a contract. */
import type { House } from './house.ts';

/** An outage of 100 minutes that ended five minutes ago, as its facts tell it. */
export async function recordOutage({ app, component, clock }: House): Promise<string> {
  const id = `inc_${'0'.repeat(25)}1`;
  const subject = `incident:${id}`;
  const by = 'system:test';
  const monitorId = `mon_${'0'.repeat(25)}1`;
  const at = (minutesAgo: number) => new Date(clock.nowMs() - minutesAgo * 60_000).toISOString();
  const componentId = component.id;
  await app.store.transaction((tx) =>
    app.timeline.record(tx, [
      {
        subject,
        by,
        at: at(105),
        body: {
          kind: 'incident.opened',
          title: { en: 'Checkout is down', de: 'Die Kasse geht nicht' },
          severity: 1,
          components: [{ componentId, status: 'major_outage' }],
          startedAt: at(105),
          detectedAt: at(105),
          detectedBy: 'monitor',
          impact: null,
          automaticFirstWord: false,
        },
      },
      {
        subject,
        by,
        at: at(105),
        body: {
          kind: 'symptom.joined',
          monitorId,
          monitorName: 'Checkout answers',
          componentId,
          status: 'major_outage',
          failedAt: at(105),
          detail: '500',
        },
      },
      { subject, by, at: at(5), body: { kind: 'symptom.cleared', monitorId, recoveredAt: at(5) } },
      {
        subject,
        by,
        at: at(4),
        body: {
          kind: 'update.published',
          updateId: `upd_${'0'.repeat(25)}1`,
          phase: 'resolved',
          text: { en: 'It works again.', de: 'Es geht wieder.' },
          origin: 'person',
          nextUpdateBy: null,
          components: [{ componentId, status: 'operational' }],
        },
      },
    ]),
  );
  await app.loops.settled();
  return id;
}

export const shopContract = (componentId: string) => ({
  name: 'Business 2026',
  target: '99.9',
  period: 'month' as const,
  timeZone: 'UTC',
  counting: { method: 'wall-minutes' as const },
  tiers: [
    { below: '99.9', atLeast: '99', creditPct: '10' },
    { below: '99', atLeast: null, creditPct: '25' },
  ],
  components: [componentId],
  currency: 'EUR',
});

/** With what the rules ask of a review: a factor, an action against it, and what the public is told of both. */
export async function publishReview({ app, clock }: House, incidentId: string, ownerId: string) {
  const by = `person:${ownerId}`;
  const { document, revision } = await app.learn.postmortems.draft(incidentId, by);
  const { sections } = document;
  const due = new Date(clock.nowMs() + 14 * 86_400_000).toISOString().slice(0, 10);
  const edited = {
    ...document,
    owner: document.owner ?? ownerId,
    sections: {
      ...sections,
      factors: {
        ...sections.factors,
        factors: [
          {
            id: 'factor-1',
            title: 'The payment database accepted fewer connections than the shop opens under load.',
            text: null,
            evidence: [],
          },
        ],
      },
      actions: (['prevent', 'detect', 'communicate'] as const).map((type, i) => ({
        id: `act_${'0'.repeat(25)}${i + 1}`,
        title: 'Limit the connections of the shop to what the database accepts',
        owner: ownerId,
        dueOn: due,
        type,
        completionTest: 'A load test with twice the usual traffic opens no refused connection.',
        factorIds: ['factor-1'],
      })),
      publicVersion: {
        ...sections.publicVersion,
        whatWeDo: [
          {
            text: 'We limit how many connections the shop opens, and we test it under load.',
            evidence: [],
            origin: 'person',
          },
        ],
      },
    },
  };
  const saved = await app.learn.postmortems.save(incidentId, { document: edited, revision }, by);
  const blocking = saved.findings.filter(({ level }) => level === 'block');
  if (blocking.length > 0)
    throw new Error(blocking.map(({ rule, message }) => `${rule} ${message}`).join('; '));
  return app.learn.postmortems.publish(incidentId, by, null);
}
