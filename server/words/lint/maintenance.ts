/** U10: planned work is announced with its window, its effect, its reason in the users' terms, and what to do. */
import { tellsTheMatter } from './content.ts';
import { finding, isWhole, type Rule, without } from './draft.ts';
import { absence, unexplained } from './understood.ts';

/** A window is a pair of times, and those are found in any words. */
const TIMED = new Set(['U10.start', 'U10.end']);

export const announcesFully: Rule = (draft, words) => {
  if (draft.position !== 'maintenance' || !isWhole(draft) || draft.phase === 'cancelled') return [];
  const whole = draft.text;
  const zoned = draft.times.length;
  const start: [string, boolean, string] = [
    'U10.start',
    zoned >= 1,
    'It does not say when the work starts. Give date, time and zone.',
  ];
  const end: [string, boolean, string] = [
    'U10.end',
    zoned >= 2 || (zoned >= 1 && words.duration.test(whole)),
    'It does not say when the work ends. Give the time with its zone, or how long it takes.',
  ];
  const features: [string, boolean, string] = [
    'U10.features',
    words.symptom.test(whole) ||
      words.unaffected.test(whole) ||
      words.recovery.test(whole) ||
      draft.sentences.some((sentence) => tellsTheMatter(draft, sentence, words)),
    'It does not say what people cannot use meanwhile, or that everything stays usable.',
  ];
  const why = words.reason.test(whole);
  const reason: [string, boolean, string] = [
    'U10.why',
    why && !(words.emptyReason.test(whole) && !words.reason.test(without(whole, words.emptyReason))),
    'It does not say why in terms of its users. "Maintenance" and "improvements" are no reasons: say what will be better for them.',
  ];
  const todo: [string, boolean, string] = [
    'U10.do',
    words.whatToDo.test(whole) || words.workaround.test(whole) || words.addressed.test(whole),
    'It does not say what people should do before or meanwhile, or that they need do nothing.',
  ];
  const slots = {
    scheduled: [start, end, features, reason, todo],
    in_progress: [
      [
        'U10.end',
        zoned >= 1,
        'It does not say when the work ends. Give the time with its zone.',
      ] as typeof start,
      features,
    ],
    verifying: [features],
    completed: [
      [
        'U10.end',
        zoned >= 1,
        'It does not say when the work ended. Give the time with its zone.',
      ] as typeof start,
    ],
  }[draft.phase as 'scheduled' | 'in_progress' | 'verifying' | 'completed'];
  const dated = draft.phase !== 'scheduled' || zoned === 0 || words.date.test(whole);
  return [
    ...slots
      .filter(([, filled]) => !filled)
      .map(([slot, , text]) => {
        const { level, message } = absence(text, TIMED.has(slot) ? [] : unexplained(draft, words));
        return finding(draft, 'U10', level, message, { slot });
      }),
    ...(dated
      ? []
      : [
          finding(draft, 'U10', 'error', 'The window has no date. Give the day beside the time.', {
            slot: 'U10.start',
          }),
        ]),
  ];
};
