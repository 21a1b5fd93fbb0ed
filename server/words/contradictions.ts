/**
 * The truth gate's rule, pure: what a text or a phase claims against what the monitors see. The tell room blocks on
 * what this returns, until the text is corrected or somebody overrides it with a signed reason.
 */
import type { MessagePhase } from '@candor/protocol/words.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { wordList } from './lists/index.ts';
import { plainText } from './text/plain.ts';
import { sentencesOf } from './text/sentences.ts';

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

const RED: readonly ComponentStatus[] = ['degraded_performance', 'partial_outage', 'major_outage'];
const CLOSING: readonly MessagePhase[] = ['resolved', 'completed'];

export function contradictions({
  text,
  phase,
  locale = 'en',
  components = [],
  failingMonitors = [],
}: TruthInput): Contradiction[] {
  const found: Contradiction[] = [];
  const red = components.filter((component) => RED.includes(component.status));
  const failing =
    failingMonitors.length > 0
      ? `${list(failingMonitors)} still ${failingMonitors.length === 1 ? 'fails' : 'fail'}`
      : null;
  if (CLOSING.includes(phase) && failing)
    found.push({ rule: 'H06', claim: `"${phase}", while ${failing}.`, start: 0, end: 0 });
  const words = wordList(locale);
  if (!words) return found;
  const plain = plainText(text);
  const add = (claim: string, start: number, length: number) =>
    found.push({
      rule: 'H06',
      claim,
      start: plain.sourceAt(start),
      end: plain.sourceAt(start + Math.max(0, length - 1)) + 1,
    });
  const seen =
    failing ??
    (red.length > 0
      ? `${list(red.map((each) => each.name))} ${red.length === 1 ? 'is' : 'are'} marked as not working`
      : null);
  for (const sentence of sentencesOf(plain.text)) {
    for (const pattern of [words.allWell, ...(failing ? [words.solved] : [])]) {
      const claim = pattern.exec(sentence.text);
      // "When sign-in is fixed we will …" and "not everything works" claim nothing.
      if (!claim || !seen || words.notYet.test(claimClause(sentence.text, claim.index))) continue;
      add(`"${claim[0]}", while ${seen}.`, sentence.start + claim.index, claim[0].length);
      break;
    }
    const calm = words.unaffected.exec(sentence.text);
    if (!calm) continue;
    for (const component of red) {
      const at = indexOfName(sentence.text, component.name);
      if (at < 0 || !sameClause(sentence.text, at, component.name.length, calm.index, calm[0].length))
        continue;
      if (words.notYet.test(sentence.text.slice(Math.max(0, calm.index - 12), calm.index))) continue;
      add(
        `"${component.name}: ${calm[0]}", while it is marked ${component.status}.`,
        sentence.start + calm.index,
        calm[0].length,
      );
    }
  }
  return found;
}

const list = (names: readonly string[]) => new Intl.ListFormat('en').format(names);

/** What stands before a claim in its sentence, back to a break that begins a new thought. */
const claimClause = (sentence: string, at: number): string =>
  sentence.slice(Math.max(0, sentence.lastIndexOf(';', at), sentence.lastIndexOf(':', at)), at);

function indexOfName(sentence: string, name: string): number {
  const at = sentence.toLowerCase().indexOf(name.toLowerCase());
  const before = sentence[at - 1] ?? ' ';
  const after = sentence[at + name.length] ?? ' ';
  return at >= 0 && !/[\p{L}\d]/u.test(before) && !/[\p{L}\d]/u.test(after) ? at : -1;
}

/** "Sign-in fails, payments are not affected" says nothing about sign-in. */
function sameClause(
  sentence: string,
  nameAt: number,
  nameLength: number,
  claimAt: number,
  claimLength: number,
): boolean {
  const between =
    nameAt < claimAt
      ? sentence.slice(nameAt + nameLength, claimAt)
      : sentence.slice(claimAt + claimLength, nameAt);
  if (
    /[;:—–]|, (?:but|while|and|aber|während|und) | but | while | whereas | aber | während /i.test(between) &&
    nameAt < claimAt
  )
    return false;
  const breaks = /[,;:—–]\s/.test(between);
  return nameAt < claimAt
    ? !breaks
    : /^[\s:]*(?:are|is|sind|ist)?[\s:]*(?:[\p{L}\d -]+, )*$/u.test(between) || between.trim().length <= 3;
}
