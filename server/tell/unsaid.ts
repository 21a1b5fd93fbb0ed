/**
 * An open incident of which the public was not told: no promise stands, so nothing would ever lapse. Its owner is called
 * when the cadence of its severity has passed, and everybody when it has passed again, until somebody speaks. Says
 * nothing to the public: what a person opened is for a person to tell.
 */
import type { Respond } from '#respond';
import type { Tx } from '#store';
import { isOpen, type Timeline, type Wake } from '#timeline';
import { nextUpdateBy } from './cadence.ts';
import type { SettingsShelf } from './settings.ts';

const KIND = 'tell.unsaid';

export function addUnsaid({
  timeline,
  respond,
  settings,
}: {
  timeline: Timeline;
  respond: Respond;
  settings: SettingsShelf;
}): void {
  const look = (tx: Tx, subject: string, dueAt: string, because: string | null, times: number) =>
    timeline.wakes.set(tx, {
      key: `${subject}:unsaid`,
      kind: KIND,
      subject,
      dueAt,
      because,
      payload: { times },
    });

  timeline.react({
    name: 'tell.unsaid',
    kinds: ['incident.opened'],
    async run(fact, tx) {
      if (fact.body.detectedBy === 'import') return;
      const dueAt = nextUpdateBy(Date.parse(fact.recordedAt), fact.body.severity, await settings.get(tx));
      await look(tx, fact.subject, dueAt, fact.id, 0);
    },
  });

  const onUnsaid = async (wake: Wake, tx: Tx) => {
    const incident = await timeline.incident(wake.subject.slice('incident:'.length), tx);
    if (!incident || !isOpen(incident) || incident.updates.length > 0) return;
    const times = Number(wake.payload['times'] ?? 0);
    const reason =
      'Nobody has told the public of this incident: no update was published in the time in which one is due.';
    const [fact] = await timeline.record(tx, [
      {
        subject: wake.subject,
        by: 'system:promise',
        because: wake.because,
        key: `unsaid:${times}`,
        body: { kind: 'carrier.skipped', carrier: 'page', reason },
      },
    ]);
    const { owner, deputy } = incident.roles;
    const ladder = await respond.ladder(tx);
    const everybody = [...new Set([owner, deputy, ...ladder.personIds].filter((id) => id !== undefined))];
    const alone = times === 0 && owner !== undefined;
    await respond.notice.send(tx, incident, {
      ...(alone ? { personIds: [owner] } : { ...ladder, personIds: everybody }),
      reason: 'unsaid',
      because: fact!.id,
    });
    const again = nextUpdateBy(Date.parse(wake.dueAt), incident.severity, await settings.get(tx));
    await look(tx, wake.subject, again, wake.because, times + 1);
  };
  timeline.onWake(KIND, onUnsaid, { elapsed: true });
}
