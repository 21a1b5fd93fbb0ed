/**
 * The rules PM01 to PM15 of a blameless, complete and true postmortem that need no model. Pure: the same document
 * gives the same findings. A finding that blocks has to be mended before publication; one that warns asks.
 */
import type { Finding, PostmortemDocument } from '@candor/protocol/postmortem.ts';
import { publicNumbersAreTrue, publicVersionIsComplete } from './public-version.ts';
import {
  actionsAreComplete,
  changesAreLogged,
  factorsHaveActions,
  impactHasNumbers,
  lateWordHasActions,
  reviewedInTime,
  timelineHasEvidence,
  timeRunsForward,
  unknownsAreSaid,
} from './structure.ts';
import { askForFactors, noAlternateReality, nobodyIsBlamed, outageOnlyIfAllDown } from './wording.ts';

export type CheckContext = {
  /** Names of the staff: nobody of them is blamed, none of them is shown to the public. */
  names?: readonly string[];
  /** The moment of the check, an instant; without it a missing review is not judged late. */
  at?: string | null;
};

export const RULES: Record<string, string> = {
  PM01: 'Every row of the timeline has a UTC time and evidence.',
  PM02: 'Time runs forward.',
  PM03: 'The impact has a number for each named component.',
  PM04: 'No person is the subject of a fault.',
  PM05: 'No talk of what did not happen.',
  PM06: 'Contributing factors, not one root cause.',
  PM07: 'Each contributing factor is answered by an action.',
  PM08: 'Each action has an owner, a due date, a verb and a completion test; at most eight.',
  PM09: 'A late first word leads to an action on detecting and one on telling.',
  PM10: 'The public version apologises, says what happened, what we do and what is credited, without internals.',
  PM11: 'Numbers in the public text are those of the record.',
  PM12: '“Outage” only if all of a component was down.',
  PM13: 'Reviewed within the deadline.',
  PM14: 'What is still unknown is said, or signed off.',
  PM15: 'A change after publication is in the corrections log.',
};

export function checkPostmortem(
  doc: PostmortemDocument,
  { names = [], at = null }: CheckContext = {},
): Finding[] {
  return [
    ...timelineHasEvidence(doc),
    ...timeRunsForward(doc),
    ...impactHasNumbers(doc),
    ...nobodyIsBlamed(doc, names),
    ...noAlternateReality(doc),
    ...askForFactors(doc),
    ...factorsHaveActions(doc),
    ...actionsAreComplete(doc),
    ...lateWordHasActions(doc),
    ...publicVersionIsComplete(doc, names),
    ...publicNumbersAreTrue(doc),
    ...outageOnlyIfAllDown(doc),
    ...reviewedInTime(doc, at),
    ...unknownsAreSaid(doc),
    ...changesAreLogged(doc),
  ];
}

/** True when nothing that blocks is left. */
export const mayBePublished = (findings: readonly Finding[]): boolean =>
  findings.every(({ level }) => level !== 'block');
