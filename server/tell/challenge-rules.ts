/**
 * The rules of challenges, pure: which public claims still stand, which of them a failure contradicts, and which words
 * answer that. A later word of a person that speaks of the same takes an earlier claim back.
 */
import type { Challenge, Fact, Incident, Update } from '#timeline';
import {
  type Claim,
  clockOf,
  type Judgement,
  judge,
  type Known,
  type KnownMonitor,
  namesOf,
  reaches,
  readClaims,
} from '#words';

export type Trigger =
  /** A failure that its monitor confirmed. */
  | { monitorId: string; failedAt: string; detail: string; monitorName?: string; componentId?: string }
  /** The time that this update named has passed. */
  | { passed: string };

type KnownIn = (locale: string) => Known;
type Raised = {
  updateId: string;
  claim: Challenge['claim'];
  text: string;
  detail: string;
  evidenceId: string;
  evidenceAt: string | null;
};

const PHASE_ORDER = ['investigating', 'identified', 'monitoring', 'resolved'];

/** One language is enough to ask: the same word says the same in each. */
function ownText({ text }: Pick<Update, 'text'>): { locale: string; words: string } {
  const locale =
    text['en'] !== undefined ? 'en' : text['de'] !== undefined ? 'de' : (Object.keys(text)[0] ?? 'en');
  return { locale, words: text[locale] ?? '' };
}

function readOf(update: Update, knownIn: KnownIn) {
  const { locale, words } = ownText(update);
  const known = knownIn(locale);
  return readClaims(words, locale, {
    names: namesOf(known),
    now: update.at,
    around: known.startedAt?.at ?? null,
  });
}

/** The times for the end that an update names, the latest last. */
export const estimatesIn = (update: Update, knownIn: KnownIn): { dueAt: string; text: string }[] =>
  readOf(update, knownIn)
    .claims.flatMap((claim) =>
      claim.kind === 'estimate' ? [{ dueAt: claim.instants.toSorted().at(-1)!, text: claim.text }] : [],
    )
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt));

/** Claims that came to be contradicted by the trigger, in the newest word that makes each of them. */
export function standingAgainst(
  incident: Incident,
  knownIn: KnownIn,
  now: string,
  trigger: Trigger,
): Raised[] {
  const found: Raised[] = [];
  const words = incident.updates.filter(({ origin }) => origin !== 'note');
  for (const [i, update] of words.entries()) {
    const known =
      'passed' in trigger
        ? knownIn(ownText(update).locale)
        : failingAgain(knownIn(ownText(update).locale), incident, trigger);
    const reads = words.slice(i + 1).map((later) => ({ later, read: readOf(later, knownIn) }));
    const stands = (claim: Challenge['claim']) =>
      !reads.some(({ later, read }) =>
        speaksTo(claim, read, later, { update, known, monitor: triggerOf(known, trigger) }),
      );
    const push = (
      claim: Challenge['claim'],
      text: string,
      { known: detail, evidence }: Pick<Judgement, 'known' | 'evidence'>,
    ) => {
      // Said while it failed already, with a signed reason: that was decided then.
      if (
        incident.overrides.some(({ updateId }) => updateId === update.id) &&
        'failedAt' in trigger &&
        trigger.failedAt < update.at
      )
        return;
      if (
        found.some(
          (each) =>
            each.updateId === update.id &&
            each.claim === claim &&
            (claim === 'resolved' || each.text === text),
        )
      )
        return;
      const by = evidence[0];
      found.push({
        updateId: update.id,
        claim,
        text,
        detail,
        evidenceId: by?.id ?? update.id,
        evidenceAt: by?.at ?? null,
      });
    };
    const { claims } = readOf(update, knownIn);
    if ('passed' in trigger) {
      const last = estimatesIn(update, knownIn).at(-1);
      if (update.id === trigger.passed && last && last.dueAt <= now && stands('estimate'))
        push('estimate', last.text, {
          known: `it is ${clockOf(now, now)}, and it is not over`,
          evidence: [{ kind: 'clock', id: update.id, at: last.dueAt }],
        });
      continue;
    }
    const judged = (kinds: readonly Claim['kind'][]) =>
      judge(
        claims.filter(({ kind }) => kinds.includes(kind)),
        known,
      ).filter(
        ({ level, evidence }) =>
          level === 'error' &&
          (evidence.some(({ id }) => id === trigger.monitorId) ||
            known.troubles.some(
              ({ monitorId, factId }) =>
                monitorId === trigger.monitorId && evidence.some(({ id }) => id === factId),
            )),
      );
    if (concerns(incident, trigger)) {
      const [well] = judged(['well', 'monitors-green']);
      if (well && stands('resolved')) push('resolved', well.claimed, well);
      else if (update.phase === 'resolved' && stands('resolved'))
        push('resolved', 'resolved', failure(known, trigger));
    }
    // What was said of a moment that is over is not said any more.
    if (incident.resolvedAt !== null) continue;
    if (stands('scope'))
      for (const scope of judged(['unaffected', 'affected'])) push('scope', scope.claimed, scope);
    if (trigger.failedAt <= incident.startedAt && stands('start')) {
      const [start] = judge(
        claims.filter(({ kind }) => kind === 'start'),
        known,
      ).filter(({ level }) => level === 'error');
      if (start) push('start', start.claimed, start);
    }
  }
  return found;
}

/** "It is over" is about what the incident holds; another component's failure is another outage. */
const concerns = (
  { components, openedComponents, symptoms }: Incident,
  trigger: Exclude<Trigger, { passed: string }>,
) => {
  const componentId =
    trigger.componentId ?? symptoms.find(({ monitorId }) => monitorId === trigger.monitorId)?.componentId;
  return (
    symptoms.some(({ monitorId }) => monitorId === trigger.monitorId) ||
    [...components, ...openedComponents].some((each) => each.componentId === componentId)
  );
};

const triggerOf = (known: Known, trigger: Trigger): KnownMonitor | null =>
  'passed' in trigger ? null : (known.monitors.find(({ id }) => id === trigger.monitorId) ?? null);

const failure = (
  known: Known,
  { monitorId, failedAt, detail }: Exclude<Trigger, { passed: string }>,
): Pick<Judgement, 'known' | 'evidence'> => ({
  known: `${known.monitors.find(({ id }) => id === monitorId)?.name ?? monitorId} fails since ${clockOf(failedAt, known.now)}: ${detail}`,
  evidence: [{ kind: 'monitor', id: monitorId, at: failedAt }],
});

/** What is known, with the failure that triggered the look, also when it is read later and all is good again. */
function failingAgain(
  known: Known,
  incident: Incident,
  trigger: Exclude<Trigger, { passed: string }>,
): Known {
  const { monitorId, failedAt, detail } = trigger;
  const symptom = incident.symptoms.findLast((each) => each.monitorId === monitorId);
  const before = known.monitors.find(({ id }) => id === monitorId);
  const componentId = before?.componentId ?? trigger.componentId ?? symptom?.componentId;
  if (!componentId) return known;
  const failing: KnownMonitor = {
    lastAt: failedAt,
    intervalSeconds: 30,
    ...before,
    id: monitorId,
    name: before?.name ?? trigger.monitorName ?? symptom?.monitorName ?? monitorId,
    componentId,
    verdict: 'down',
    stale: false,
    doubtedAt: null,
    failingSince: failedAt,
    detail,
  };
  return {
    ...known,
    isOver: false,
    monitors: [...known.monitors.filter(({ id }) => id !== monitorId), failing],
  };
}

type About = { update: Pick<Update, 'phase'>; known: Known; monitor: KnownMonitor | null };

const RED = new Set(['degraded_performance', 'partial_outage', 'major_outage']);

/** Whether a later word speaks to a claim, so that the claim no longer stands by itself. */
function speaksTo(
  claim: Challenge['claim'],
  read: ReturnType<typeof readClaims>,
  later: Update,
  { update, known, monitor }: About,
): boolean {
  if (read.corrects) return true;
  const has = (kind: Claim['kind']) => read.claims.some((each) => each.kind === kind);
  const isRed = later.components.some(
    ({ componentId, status }) => componentId === monitor?.componentId && RED.has(status),
  );
  switch (claim) {
    case 'resolved':
      return (
        PHASE_ORDER.indexOf(later.phase) < Math.min(PHASE_ORDER.indexOf(update.phase), 2) ||
        read.relapses ||
        read.admitsFailing ||
        isRed
      );
    case 'scope':
      return (
        isRed ||
        read.claims.some(
          (each) =>
            each.kind === 'affected' &&
            (each.scope.of === 'named'
              ? monitor !== null && reaches(each.scope, known, monitor.id)
              : each.quantity === 'all'),
        )
      );
    case 'start':
      return has('start');
    case 'estimate':
      return has('estimate') || later.phase === 'resolved' || NO_ESTIMATE.test(ownText(later).words);
  }
}

const NO_ESTIMATE =
  /(?:can(?:not|'t)|do not|don't|unable to)[^.]{0,30}(?:say|know|tell|estimate|predict)[^.]{0,30}when|no (?:new )?estimate|(?:können|wissen)[^.]{0,40}nicht[^.]{0,20}wann|noch nicht sagen/iu;

/** Whether this fact answers an open challenge. */
export function answeredBy(
  challenge: Challenge,
  incident: Incident,
  { body, at }: Fact,
  knownIn: KnownIn,
): boolean {
  if (body.kind === 'estimate.given')
    return challenge.claim === 'estimate' && (body.recoveryAt === null || body.recoveryAt > at);
  if (body.kind !== 'update.published' && body.kind !== 'update.corrected') return false;
  const said = incident.updates.find(({ id }) => id === body.updateId);
  if (said?.origin !== 'person') return false;
  const challenged = incident.updates.find(({ id }) => id === challenge.updateId) ?? {
    phase: incident.phase,
  };
  const { locale } = ownText(said);
  const monitor = knownIn(locale).monitors.find(({ id }) => id === challenge.evidenceId) ?? null;
  const read = readOf(said, knownIn);
  if (body.kind === 'update.corrected') {
    // A correction of the word itself: the claim is gone from it. "Resolved" is no word of the text; then it has to say so.
    if (body.updateId !== challenge.updateId) return false;
    const { words } = ownText(said);
    if (challenge.text !== 'resolved' && !words.includes(challenge.text)) return true;
    return read.relapses || read.admitsFailing || read.corrects;
  }
  return speaksTo(challenge.claim, read, said, { update: challenged, known: knownIn(locale), monitor });
}
