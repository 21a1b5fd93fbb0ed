/** H08: that data is safe, or that it was no attack, is said only when somebody with a name answers for it. */
import { finding, matches, type Rule } from './draft.ts';

export const assuresOnlyWithApproval: Rule = (draft, words) =>
  draft.facts.approvedBy
    ? []
    : [...matches(draft, words.assurance)]
        .filter(({ sentence }) => !words.assuranceExcuse.test(sentence.text))
        .slice(0, 1)
        .map((place) =>
          finding(
            draft,
            'H08',
            'error',
            'A statement about the safety of data needs somebody who answers for it. Name the approver, or say that you are checking.',
            {
              at: place,
            },
          ),
        );
