/** H06: the text agrees with the monitors. The rule itself is `contradictions`, which the truth gate uses too. */
import { contradictions } from '../contradictions.ts';
import { finding, type PlainRule } from './draft.ts';

export const agreesWithMonitors: PlainRule = (draft) =>
  contradictions({
    text: draft.text,
    phase: draft.phase,
    locale: draft.locale,
    components: draft.facts.components ?? [],
    ...(draft.facts.failingMonitors ? { failingMonitors: draft.facts.failingMonitors } : {}),
  }).map(({ claim, start, end }) =>
    finding(draft, 'H06', 'error', `The text claims ${claim} Correct it, or override with a signed reason.`, {
      at: { start, end },
    }),
  );
