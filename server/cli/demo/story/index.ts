/**
 * The demo's story in the order in which an outage happens: each step does one thing as its user would and then
 * proves it from outside. A step that cannot be proven fails the demo.
 */
import { askThoseAffected, creditCustomers, publishPostmortem, publishTrust } from './after.ts';
import { breakIt } from './break.ts';
import { prepare } from './prepare.ts';
import { recover } from './recover.ts';
import { tell } from './tell.ts';
import { beginTelling, percent, type Results, type World } from './world.ts';

export { DEMO_WEBHOOK_SECRET, type Results } from './world.ts';

export async function tellStory(world: World): Promise<Results> {
  const telling = beginTelling(world);
  const { candor, traffic, reader, mode, incident, prove, say, verified } = telling;
  const prepared = await prepare(telling);
  const broken = await breakIt(telling, prepared);
  await tell(telling, broken);
  await recover(telling, prepared, broken);
  const { brokenAt, opened } = broken;
  const { id } = opened;

  say('\nLearn, amend, listen');
  const postmortem = await publishPostmortem(candor, id, prepared.ownerId);
  prove(
    `postmortem drafted from facts (${postmortem.evidence} sentences with evidence), completed, checked and public`,
  );
  const credit = await creditCustomers(candor, prepared.componentId);
  prove(
    `${credit.customers} customers credited ${(credit.totalMinor / 100).toFixed(2)} ${credit.currency} without a claim; the statement recomputes`,
  );
  const survey = await askThoseAffected(telling, id);
  prove(`${survey.answered} of ${survey.invited} affected readers answered the survey`);
  const trust = await traffic.compare(candor, id);
  prove(
    `trust report: ${trust.metric} ${percent(trust.measured)} (${percent(trust.low)} to ${percent(trust.high)}), true effect ${percent(trust.trueEffect)}: ${trust.verdict}`,
  );
  await publishTrust(candor, id);
  prove('the trust report is public, as a page and as data');
  prove(`another process proved the whole history: ${await candor.verify()}`);
  prove(`and a stranger what the page says, against its public log: ${await candor.verify(candor.url)}`);

  const final = (await incident())!;
  const progress = await candor.ok<{ carriers: { carrier: string; states: Record<string, number> }[] }>(
    'GET',
    `/api/v1/deliveries/progress?incidentId=${id}`,
  );
  const count = (outcome: string) => final.promises.filter((promise) => promise.outcome === outcome).length;
  return {
    mode,
    minutes: {
      detect:
        (Date.parse(opened.startedAt) - Date.parse(brokenAt)) / 60_000 +
        (final.measures['minutesToDetect'] ?? 0),
      firstWord: (Date.parse(final.firstWordAt!) - Date.parse(brokenAt)) / 60_000,
      acknowledge: final.measures['minutesToAcknowledge'] ?? 0,
      recover: final.measures['minutesToRecover'] ?? 0,
    },
    promises: { kept: count('kept'), keptByNote: count('kept-by-note'), missed: count('missed') },
    accepted: Object.fromEntries(
      progress.carriers.map(({ carrier, states }) => [carrier, states['accepted'] ?? 0]),
    ),
    reader: telling.saw,
    headlines: reader.headlines(),
    liveEvents: reader.live(),
    postmortem,
    credit,
    survey,
    trust,
    checklist: prepared.checklist,
    verified,
  };
}
