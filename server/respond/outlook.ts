/**
 * What users can expect and do meanwhile: the estimate of the end with its basis, and the workaround. Both stand on the
 * public page, so they pass the rules of words that hold for any public sentence; the rules of whole messages (since
 * when, next word, sorry) do not apply to them. Writes estimate.given and workaround.given; sends nothing.
 */
import { EstimateInput, WorkaroundInput } from '@candor/protocol/respond.ts';
import type { Finding } from '@candor/protocol/words.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import { type FactDraft, type Incident, isOpen } from '#timeline';
import type { Words } from '#words';

/** Minimised, guessed, vague, blaming, unapproved, shouting, internal, secret, without a zone. */
const OF_ANY_SENTENCE = new Set(['U06', 'H01', 'H02', 'H03', 'H05', 'H08', 'T04', 'P04', 'S01']);

type Draft = Omit<FactDraft, 'subject'>;

export function createOutlook({ words, clock }: { words: Pick<Words, 'lint'>; clock: Clock }) {
  function errorsOf(text: LocalizedText | null, incident: Incident): Finding[] {
    const phase = incident.phase as 'investigating';
    return Object.entries(text ?? {}).flatMap(([locale, said]) =>
      words
        .lint(said, { phase, locale, position: 'update', severity: incident.severity })
        .filter(({ level, rule }) => level === 'error' && OF_ANY_SENTENCE.has(rule)),
    );
  }

  /** The override as a fact, when there is something to override; what the rules refuse is not written without one. */
  function admit(
    text: LocalizedText | null,
    incident: Incident,
    override: { reason: string } | undefined,
    by: string,
  ): Draft[] {
    const errors = errorsOf(text, incident);
    if (errors.length === 0) return [];
    if (!override)
      throw new Problem('words.blocked', errors.map(({ message }) => message).join(' '), {
        extra: { findings: errors },
      });
    const claims = errors.map(({ rule, message }) => `${rule}: ${message}`.slice(0, 500)).slice(0, 50);
    return [
      { by, body: { kind: 'gate.overridden', rule: errors[0]!.rule, reason: override.reason, claims } },
    ];
  }

  function needOpen(incident: Incident) {
    if (incident.kind === 'maintenance')
      throw new Problem('state.conflict', 'A maintenance has its end in its window; move that instead.');
    if (!isOpen(incident))
      throw new Problem('state.conflict', 'The incident is over; there is nothing left to expect.');
  }

  return {
    estimate(incident: Incident, given: EstimateInput, by: string): Draft[] {
      const { recoveryAt, basis, override } = EstimateInput.parse(given);
      needOpen(incident);
      if (recoveryAt !== null && recoveryAt <= clock.now())
        throw new Problem(
          'request.invalid',
          'recoveryAt lies in the past; an estimate is about the future.',
          {
            errors: [{ path: 'recoveryAt', message: 'has to lie in the future' }],
          },
        );
      return [
        ...admit(basis, incident, override, by),
        { by, body: { kind: 'estimate.given', recoveryAt, basis } },
      ];
    },

    workaround(incident: Incident, given: WorkaroundInput, by: string): Draft[] {
      const { text, override } = WorkaroundInput.parse(given);
      needOpen(incident);
      if (text === null && incident.workaround === null) return [];
      return [...admit(text, incident, override, by), { by, body: { kind: 'workaround.given', text } }];
    },
  };
}
