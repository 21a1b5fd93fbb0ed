/** H05: no blame. A supplier may be named as a fact once the cause is identified; the outage stays ours. */
import { finding, matches, type Rule } from './draft.ts';

export const blamesNobody: Rule = (draft, words) => {
  const blame = [...matches(draft, words.blameAlways)].map((place) =>
    finding(
      draft,
      'H05',
      'error',
      'This puts the blame on somebody. Say what failed in your service, and own it.',
      { at: place },
    ),
  );
  if (blame.length > 0 || draft.phase !== 'investigating') return blame;
  return [...matches(draft, words.blameVendor)].map((place) =>
    finding(
      draft,
      'H05',
      'error',
      'A supplier is named before the cause is identified. Say what fails for your users; name the supplier as a fact later.',
      {
        at: place,
      },
    ),
  );
};
