/**
 * A postmortem drafted from the record of an incident: every sentence carries the facts that it rests on, every number
 * is computed from them, and what the record does not know is listed as unknown. Factors, actions and what we will do
 * are people's work; the draft leaves them empty and the rules say so.
 */
import type { Figure, PostmortemDocument, Sentence } from '@candor/protocol/postmortem.ts';
import { formatDuration, MINUTE_MS } from '#lib/duration.ts';
import { clock, quote, timelineOf } from './draft-timeline.ts';
import { detectionFact, evidenceOf, figuresOf } from './figures.ts';
import type { IncidentRecord } from './incident-record.ts';

export type { IncidentRecord } from './incident-record.ts';

/** As many as the document holds for one sentence. */
const MOST_EVIDENCE = 100;

const fact = (text: string, ...evidence: string[]): Sentence => ({
  text,
  evidence: [...new Set(evidence)].slice(0, MOST_EVIDENCE),
  origin: 'facts',
});

type Draft = {
  record: IncidentRecord;
  figure: (name: string) => Figure | null;
  length: (name: string) => string | null;
};

export function draftPostmortem(record: IncidentRecord): PostmortemDocument {
  const inOrder = {
    ...record,
    updates: byTime(record.updates),
    evidence: byTime(record.evidence),
    promises: byTime(record.promises),
  };
  const figures = figuresOf(inOrder);
  const figure = (name: string) => figures.find((candidate) => candidate.name === name) ?? null;
  const draft: Draft = {
    record: inOrder,
    figure,
    length: (name) => {
      const found = figure(name);
      return found && formatDuration(found.value);
    },
  };
  return {
    schema: 'candor-postmortem/1',
    incidentId: record.id,
    title: record.title,
    severity: record.severity,
    status: 'draft',
    owner: record.ownerId,
    version: 1,
    components: record.components.map(({ id, name, allDown }) => ({ id, name, allDown })),
    startedAt: record.startedAt,
    detectedAt: record.detectedAt,
    acknowledgedAt: record.acknowledged?.at ?? null,
    firstWordAt: record.firstWordAt,
    resolvedAt: record.resolved?.at ?? null,
    firstWordTargetMinutes: record.firstWordTargetMinutes,
    reviewedAt: null,
    publishedAt: null,
    editedAt: null,
    figures,
    sections: {
      summary: summaryOf(draft),
      impact: impactOf(draft),
      timeline: timelineOf(inOrder),
      detection: detectionOf(draft),
      factors: { trigger: null, factors: [] },
      mitigation: mitigationOf(draft),
      reflection: reflectionOf(draft),
      communication: communicationOf(draft),
      actions: [],
      unknowns: { items: unknownsOf(draft), signedOffBy: null },
      publicVersion: {
        apology: [apologyOf(draft)],
        whatHappened: publicStoryOf(draft),
        whatWeDo: [],
        credits: [
          record.credits
            ? fact(record.credits.text, record.credits.factId)
            : fact('Whether service credits are due has not been decided yet.', record.openedFactId),
        ],
        whereToAsk: record.askUrl ? [fact(`You can ask us here: ${record.askUrl}`, record.openedFactId)] : [],
      },
      corrections: [],
    },
  };
}

const byTime = <T extends { at: string }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
const list = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? 'The service') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
const dated = (instant: string) => `${instant.slice(0, 10)} ${clock(instant)}`;

/** "Checkout was unavailable", "Checkout and API did not work as they should". */
function trouble({ components }: IncidentRecord): string {
  const names = list(components.map(({ name }) => name));
  const several = components.length > 1;
  if (components.length > 0 && components.every(({ allDown }) => allDown))
    return `${names} ${several ? 'were' : 'was'} unavailable`;
  return `${names} did not work as ${several ? 'they' : 'it'} should`;
}

function summaryOf({ record, length }: Draft): Sentence[] {
  const { startedAt, openedFactId } = record;
  const end = record.recovered ?? record.resolved;
  const lasted = end
    ? fact(
        `${trouble(record)} for ${length('duration')}, from ${dated(startedAt)} to ${dated(end.at)}.`,
        openedFactId,
        end.factId,
      )
    : fact(
        `${trouble(record)} from ${dated(startedAt)} on; when this was drafted it was not over.`,
        openedFactId,
      );
  const detect = length('time-to-detect');
  const word = length('time-to-first-word');
  const first = record.updates[0]?.factId ?? openedFactId;
  return [
    lasted,
    fact(
      `${detect ? `We knew after ${detect}` : 'When we knew is not recorded'}, and ${word ? `the first public word came after ${word}` : 'there was no public word'}.`,
      detectionFact(record),
      first,
    ),
  ];
}

function impactOf({ record, figure, length }: Draft): Sentence[] {
  const perComponent = record.components.map(({ id, name, allDown }) => {
    const down = length(`down-${id}`);
    const how = allDown ? 'unavailable' : 'in trouble';
    const own = record.figures.filter(({ componentId }) => componentId === id).map(said);
    return fact(
      `${name}: ${[down ? `${how} for ${down}` : `${how}; for how long is not recorded`, ...own].join('; ')}.`,
      ...evidenceOf(record, id),
      ...(figure(`down-${id}`)?.evidence ?? []),
    );
  });
  const whole = record.figures
    .filter(({ componentId }) => componentId === null)
    .map((one) => fact(`${said(one)}.`, ...(one.evidence.length > 0 ? one.evidence : [record.openedFactId])));
  return [
    ...(record.impact ? [fact(sentence(record.impact), record.openedFactId)] : []),
    ...perComponent,
    ...whole,
  ];
}

const said = ({ label, value, unit }: Figure) =>
  unit === 'ms' ? `${label}: ${formatDuration(value)}` : `${label}: ${value}${unit ? ` ${unit}` : ''}`;

function detectionOf({ record, length }: Draft): Sentence[] {
  const first = record.evidence.find(({ kind }) => kind === 'failed');
  const who = {
    monitor: 'Our monitors told us first, not our customers.',
    person: 'A person told us first, not our monitors.',
    signal: 'Our users told us first, not our monitors.',
    import: 'Who told us first is not recorded: the incident came from another system.',
  }[record.detectedBy];
  const detect = length('time-to-detect');
  return [
    fact(who, detectionFact(record)),
    ...(detect
      ? [fact(`From the start of the impact to the detection: ${detect}.`, detectionFact(record))]
      : []),
    ...(first
      ? [
          fact(
            `The first failing check was ${quote(first.monitorName)} at ${clock(first.at)}: ${quote(first.detail || 'no detail')}`,
            first.factId,
          ),
        ]
      : []),
  ];
}

function mitigationOf({ record, length }: Draft): Sentence[] {
  const done = record.notes
    .filter(({ kind }) => kind === 'mitigation')
    .map(({ at, text, factId }) => fact(`At ${clock(at)}: ${quote(text)}`, factId));
  const told = record.updates
    .filter(({ phase, origin }) => origin === 'person' && (phase === 'identified' || phase === 'monitoring'))
    .map(({ at, text, phase, factId }) =>
      fact(`At ${clock(at)} we told users (${phase}): ${quote(text)}`, factId),
    );
  const back = record.recovered
    ? [
        fact(
          `The service worked again at ${clock(record.recovered.at)}, ${length('duration')} after the start.`,
          record.recovered.factId,
        ),
      ]
    : [];
  return [...done, ...told, ...back];
}

function reflectionOf({ record, figure, length }: Draft): PostmortemDocument['sections']['reflection'] {
  const [wentWell, wentBadly]: [Sentence[], Sentence[]] = [[], []];
  const made = figure('promises')!;
  const missed = figure('promises-missed')!;
  const notes = figure('promises-kept-by-note')!;
  if (made.value > 0 && missed.value === 0)
    wentWell.push(fact('Every promise of a next update was kept.', ...made.evidence));
  if (missed.value > 0)
    wentBadly.push(
      fact(
        `${missed.value} of ${counted(made.value, 'promise')} of a next update ${missed.value === 1 ? 'was' : 'were'} missed.`,
        ...missed.evidence,
      ),
    );
  if (notes.value > 0)
    wentBadly.push(
      fact(
        `${counted(notes.value, 'promise was', 'promises were')} kept only by an automatic note.`,
        ...notes.evidence,
      ),
    );
  const word = figure('time-to-first-word');
  const target = `the target of ${length('first-word-target')}`;
  const first = record.updates[0]?.factId ?? record.openedFactId;
  if (word && word.value <= record.firstWordTargetMinutes * MINUTE_MS)
    wentWell.push(fact(`The first public word came within ${target}.`, first));
  else
    wentBadly.push(
      fact(word ? `The first public word came later than ${target}.` : 'There was no public word.', first),
    );
  if (record.detectedBy === 'monitor')
    wentWell.push(fact('Our own monitors saw it first.', detectionFact(record)));
  if (record.detectedBy === 'signal')
    wentBadly.push(fact('Users saw it before our monitors.', detectionFact(record)));
  return { wentWell, wentBadly, lucky: [] };
}

function communicationOf({ record, figure, length }: Draft): Sentence[] {
  const { openedFactId, updates } = record;
  const made = figure('promises')!;
  const kept = figure('promises-kept')!;
  const silence = figure('longest-silence');
  const corrections = figure('corrections')!;
  const word = length('time-to-first-word');
  const byPerson = updates.filter(({ origin }) => origin === 'person').length;
  return [
    fact(
      word
        ? `The first public word came ${word} after the start; the target is ${length('first-word-target')}.`
        : 'There was no public word.',
      updates[0]?.factId ?? openedFactId,
    ),
    fact(
      `There were ${counted(updates.length, 'update')}, ${byPerson} of them by a person.`,
      openedFactId,
      ...figure('updates')!.evidence,
    ),
    fact(
      made.value === 0
        ? 'No time of a next update was promised.'
        : `${kept.value} of ${counted(made.value, 'promise')} of a next update ${kept.value === 1 ? 'was' : 'were'} kept.`,
      ...(made.value === 0 ? [openedFactId] : made.evidence),
    ),
    ...(silence
      ? [
          fact(
            `The longest time between two updates was ${formatDuration(silence.value)}.`,
            ...silence.evidence,
          ),
        ]
      : []),
    ...(corrections.value > 0
      ? [fact(`We corrected ${counted(corrections.value, 'update')} in public.`, ...corrections.evidence)]
      : []),
  ];
}

function unknownsOf({ record, figure }: Draft): Sentence[] {
  const { openedFactId: opened } = record;
  const has = (pattern: RegExp) => record.figures.some(({ name, label }) => pattern.test(`${name} ${label}`));
  return [
    fact('Which factors led to this is not written down yet.', opened),
    ...(record.notes.some(({ kind }) => kind === 'change')
      ? []
      : [fact('Whether a change came just before is not recorded.', opened)]),
    ...(has(/user|customer|account|visitor|session/i)
      ? []
      : [fact('How many users were affected is not recorded.', opened)]),
    ...(has(/data|lost|loss/i) ? [] : [fact('Whether data was lost is not recorded.', opened)]),
    ...(record.detectedAt ? [] : [fact('When we first knew is not recorded.', opened)]),
    ...(record.acknowledged
      ? []
      : [fact('Nobody acknowledged the incident, so when work on it began is not recorded.', opened)]),
    ...(record.recovered || record.resolved
      ? []
      : [fact('When the service worked again is not known yet.', opened)]),
    ...record.components
      .filter(({ id }) => !figure(`down-${id}`))
      .map(({ name }) => fact(`For how long ${name} was in trouble is not recorded.`, opened)),
  ];
}

function apologyOf({ record, length }: Draft): Sentence {
  const lasted = length('duration');
  const named = record.impact
    ? `${sentence(record.impact)
        .slice(0, -1)
        .replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())}`
    : trouble(record);
  return fact(
    `We are sorry that ${named}${lasted ? ` for ${lasted}` : ''}.`,
    record.openedFactId,
    ...(record.recovered ? [record.recovered.factId] : []),
  );
}

/** Without checks, hosts or quotes: what users saw and when, and how we told them. */
function publicStoryOf(draft: Draft): Sentence[] {
  const { record, figure } = draft;
  const made = figure('promises')!;
  const kept = figure('promises-kept')!;
  return [
    ...summaryOf(draft),
    ...(record.impact ? [fact(sentence(record.impact), record.openedFactId)] : []),
    ...(made.value > 0
      ? [
          fact(
            `We promised a next update ${counted(made.value, 'time')} and kept ${kept.value === made.value ? 'every one' : `${kept.value} of them`}.`,
            ...made.evidence,
          ),
        ]
      : []),
  ];
}

/** Begins with a capital and ends with a point. */
const sentence = (text: string): string => {
  const plain = text.replace(/\s+/g, ' ').trim();
  const begun = plain.charAt(0).toUpperCase() + plain.slice(1);
  return /[.!?]$/.test(begun) ? begun.replace(/[!?]$/, '.') : `${begun}.`;
};
