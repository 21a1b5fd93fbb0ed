/** The names that people give to the phases of an outage and of planned work, and where in the story each stands. */
import { MessagePhase, type Position } from '@candor/protocol/words.ts';

type Named = { phase: MessagePhase; position?: Position };

const at = (phase: MessagePhase, position?: Position): Named => ({
  phase,
  ...(position ? { position } : {}),
});

const SYNONYMS: Readonly<Record<string, Named>> = {
  first: at('investigating', 'first'),
  first_word: at('investigating', 'first'),
  initial: at('investigating', 'first'),
  detected: at('investigating', 'first'),
  opened: at('investigating', 'first'),
  new: at('investigating', 'first'),
  // An update may come before the cause is known, so nothing is taken for identified.
  update: at('investigating', 'update'),
  updated: at('investigating', 'update'),
  no_change: at('investigating', 'update'),
  relapse: at('investigating', 'update'),
  correction: at('identified', 'update'),
  fix: at('monitoring', 'update'),
  fixing: at('identified', 'update'),
  mitigating: at('identified', 'update'),
  mitigated: at('monitoring', 'update'),
  watching: at('monitoring', 'update'),
  end: at('resolved', 'end'),
  final: at('resolved', 'end'),
  closed: at('resolved', 'end'),
  fixed: at('resolved', 'end'),
  recovered: at('resolved', 'end'),
  followup: at('resolved', 'followup'),
  follow_up: at('resolved', 'followup'),
  apology: at('resolved', 'followup'),
  postmortem: at('resolved', 'followup'),
  postmortem_ready: at('resolved', 'followup'),
  credit: at('resolved', 'followup'),
  survey: at('resolved', 'followup'),
  qa: at('resolved', 'followup'),
  maintenance: at('scheduled'),
  maint: at('scheduled'),
  planned: at('scheduled'),
  announced: at('scheduled'),
  reminded: at('scheduled'),
  reminder: at('scheduled'),
  started: at('in_progress'),
  extended: at('in_progress'),
  canceled: at('cancelled'),
};

/** Every name that `--phase` takes: those of the product first. */
export const PHASE_NAMES: readonly string[] = [...MessagePhase.options, ...Object.keys(SYNONYMS)];

/** Null for a name that nobody uses. */
export function phaseNamed(name: string): Named | null {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/&/g, '')
    .replace(/[\s-]+/g, '_');
  const own = MessagePhase.safeParse(plain);
  return own.success ? { phase: own.data } : (SYNONYMS[plain] ?? null);
}
