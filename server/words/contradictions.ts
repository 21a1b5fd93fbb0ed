/**
 * The truth gate's rule as the linter asks it: a text, names of failing monitors, and components with their status. The
 * tell room asks the whole rule (`truth/`) with all that it knows.
 */
import type { MessagePhase } from '@candor/protocol/words.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { wordList } from './lists/index.ts';
import { plainText } from './text/plain.ts';
import { sentencesOf } from './text/sentences.ts';
import { judgeText, type Known, listOf } from './truth/index.ts';
import { lexiconOf } from './truth/read.ts';

export type Contradiction = {
  rule: 'H06';
  /** What is claimed, and what is seen instead; one sentence for the author. */
  claim: string;
  /** Where in the text; both zero when it is the phase that contradicts. */
  start: number;
  end: number;
};

export type TruthInput = {
  text: string;
  phase: MessagePhase;
  locale?: string;
  components?: readonly { name: string; status: ComponentStatus }[];
  failingMonitors?: readonly string[];
};

const CLOSING: readonly MessagePhase[] = ['resolved', 'completed'];

export function contradictions({
  text,
  phase,
  locale = 'en',
  components = [],
  failingMonitors = [],
}: TruthInput): Contradiction[] {
  const failing =
    failingMonitors.length > 0
      ? `${listOf(failingMonitors)} still ${failingMonitors.length === 1 ? 'fails' : 'fail'}`
      : null;
  const found: Contradiction[] = [];
  if (CLOSING.includes(phase) && failing)
    found.push({ rule: 'H06', claim: `"${phase}", while ${failing}.`, start: 0, end: 0 });
  if (!lexiconOf(locale)) return [...found, ...byWordList(text, locale, failing)];
  const judged = judgeText(text, locale, knownFrom(components, failingMonitors));
  return [
    ...found,
    ...judged
      .filter(({ level }) => level === 'error')
      .map(
        ({ claimed, known, start, end }): Contradiction => ({
          rule: 'H06',
          claim: `"${claimed}", while ${known}.`,
          start,
          end,
        }),
      ),
  ];
}

/** Every component is taken for one that the incident is about, and a failing monitor for one of them. */
function knownFrom(components: TruthInput['components'] & {}, failingMonitors: readonly string[]): Known {
  const now = new Date(0).toISOString();
  return {
    now,
    components: components.map(({ name, status }, i) => ({
      id: `component:${i}`,
      names: [name],
      groupId: null,
      status,
      stated: null,
      concerned: true,
    })),
    groups: [],
    monitors: failingMonitors.map((name, i) => ({
      id: `monitor:${i}`,
      name,
      componentId: 'component:0',
      verdict: 'down',
      stale: false,
      failingSince: null,
      doubtedAt: null,
      lastAt: null,
      detail: '',
      intervalSeconds: 30,
    })),
    troubles: failingMonitors.map((monitorName, i) => ({
      monitorId: `monitor:${i}`,
      monitorName,
      componentId: 'component:0',
      from: now,
      to: null,
      factId: '',
    })),
    startedAt: null,
    recoveredAt: null,
    isOver: false,
    reports: null,
    exposure: { share: null, of: [] },
    previous: [],
    policy: { estimateNeedsRange: false, quietSeconds: 0 },
  };
}

/** Languages whose claims nobody reads closely yet: the plainest ones, by their word list, and only when something fails. */
function byWordList(text: string, locale: string, failing: string | null): Contradiction[] {
  const words = wordList(locale);
  if (!words || !failing) return [];
  const plain = plainText(text);
  return sentencesOf(plain.text).flatMap((sentence): Contradiction[] => {
    const claim = words.allWell.exec(sentence.text) ?? words.solved.exec(sentence.text);
    if (!claim || /\?\s*$/.test(sentence.text) || words.notYet.test(sentence.text.slice(0, claim.index)))
      return [];
    const start = sentence.start + claim.index;
    return [
      {
        rule: 'H06',
        claim: `"${claim[0]}", while ${failing}.`,
        start: plain.sourceAt(start),
        end: plain.sourceAt(start + claim[0].length - 1) + 1,
      },
    ];
  });
}
