/**
 * What staff hear while the database is gone: that it is gone, what the monitors see meanwhile, and that it is back.
 * Who is told is known from memory, because the list cannot be read then. Writes nothing; whatever the monitors saw is
 * recorded by them afterwards.
 */
import type { Carriers } from '#carriers';
import type { Clock } from '#lib/clock.ts';
import type { Loops } from '#lib/loop.ts';
import type { People } from '#people';
import type { Store } from '#store';
import type { TransitionNotice } from '#watch';
import type { EscalationPolicies } from './policies.ts';

/** A restart of the database takes less; nobody is woken for it. */
const GRACE_MS = 15_000;
const REFRESH_MS = 60_000;
/** Of one loss; a wave of failing monitors is one piece of news. */
const MOST_LETTERS = 20;

type Contact = { id: string; email: string; locale: string; timeZone: string };

export function startWithoutDatabase({
  store,
  people,
  policies,
  carriers,
  clock,
  loops,
  publicUrl,
  onTransition,
}: {
  store: Store;
  people: People;
  policies: EscalationPolicies;
  carriers: Pick<Carriers, 'direct'>;
  clock: Clock;
  loops: Loops;
  publicUrl: () => string;
  onTransition: (listener: (notice: TransitionNotice) => void) => void;
}): void {
  let contacts: Contact[] = [];
  let lostAt: string | null = null;
  let waiting: TransitionNotice[] = [];
  let told = 0;

  /** The owner and deputy of the default policy; without any, every owner of this Candor. */
  async function refresh() {
    const [{ ownerId, deputyId }, persons] = await Promise.all([policies.default(), people.persons.list()]);
    const able = persons.filter(({ disabledAt }) => disabledAt === null);
    const named = able.filter(({ id }) => id === ownerId || id === deputyId);
    contacts = named.length > 0 ? named : able.filter(({ role }) => role === 'owner');
  }

  function tell(unit: string, subject: string, lines: string[]) {
    if (told >= MOST_LETTERS) return;
    told += 1;
    const text = [...lines, '', `${publicUrl()}/readyz`].join('\n');
    for (const person of contacts) carriers.direct({ unit, person, subject, text });
  }

  function tellTransition({ monitor, transition, result }: TransitionNotice) {
    if (transition.kind === 'silenced') return;
    const { kind } = transition;
    tell(
      `${monitor.id}:${kind}:${result.at}`,
      `${kind === 'failed' ? 'Failing' : 'Recovered'}: ${monitor.name}`,
      [
        kind === 'failed'
          ? `${monitor.name} fails: ${result.detail} (${result.at}).`
          : `${monitor.name} works again (${result.at}).`,
        'The database is gone, so no incident is opened and the public is told nothing until it is back.',
      ],
    );
  }

  store.onState((state) => {
    if (state === 'down') {
      lostAt = clock.now();
      const since = lostAt;
      told = 0;
      waiting = [];
      clock.at(clock.nowMs() + GRACE_MS, () => {
        if (lostAt !== since) return;
        tell(`lost:${since}`, 'The database of Candor is gone', [
          `Since ${since} the database cannot be reached. Checks go on and the page is served on, but it says itself until when it holds.`,
          'No update can be published and no notice leaves until it is back. Candor looks for it all the time.',
        ]);
        for (const notice of waiting.splice(0)) tellTransition(notice);
      });
      return;
    }
    if (told > 0)
      tell(`back:${lostAt}`, 'The database of Candor answers again', [
        `It was gone from ${lostAt} to ${clock.now()}. What the monitors saw meanwhile is recorded now, with its own times.`,
      ]);
    lostAt = null;
    told = 0;
  });

  onTransition((notice) => {
    if (lostAt === null) return;
    if (told > 0) tellTransition(notice);
    else if (waiting.length < MOST_LETTERS) waiting.push(notice);
  });

  loops.start('respond.contacts', async () => {
    if (store.state() === 'up') await refresh();
    return clock.nowMs() + REFRESH_MS;
  });
}
