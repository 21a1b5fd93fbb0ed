/** H08: that data is safe, or that it was no attack, is said only when somebody with a name answers for it. */
import { finding, matches, type Rule } from './draft.ts';

export const assuresOnlyWithApproval: Rule = (draft, words) => {
  if (draft.facts.approvedBy || words.namedApprover?.test(draft.text)) return [];
  const [claim] = [...matches(draft, words.assurance)].filter(
    ({ sentence }) => !words.assuranceExcuse.test(sentence.text),
  );
  if (!claim) return [];
  // The last word has to say whether data was lost (U09). Who answers for that is in the facts: where they are silent
  // about it, we ask; where they say nobody does, we block.
  const asked =
    draft.position === 'end' &&
    draft.facts.approvedBy === undefined &&
    words.lossStatement?.test(claim.text) === true;
  return [
    finding(
      draft,
      'H08',
      asked ? 'warning' : 'error',
      'A statement about the safety of data needs somebody who answers for it. Name the approver, or say that you are checking.',
      { at: claim },
    ),
  ];
};
