/**
 * The truth gate: what an update claims, in its phase, its components and its words, against what is known. What is
 * contradicted blocks until it is corrected, or until somebody who may signs exactly these findings of exactly this
 * text with a reason. What is only doubtful, or not known, warns. It writes nothing; `publish` and `correct` ask it.
 */
import type { PreviewFinding, TellSettings, TruthFinding } from '@candor/protocol/tell.ts';
import type { ComponentState, LocalizedText, UpdateOrigin } from '@candor/protocol/words-of-state.ts';
import { canonical, sha256 } from '#lib/canonical.ts';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Tx } from '#store';
import type { Incident, Update } from '#timeline';
import { againstWell, type Judgement, judgeText, type Known, sentencesOf } from '#words';
import { digestOf, type Knowing } from './known.ts';
import type { SettingsShelf } from './settings.ts';

export type FailingMonitor = {
  monitorId: string;
  monitorName: string;
  componentId: string;
  since: string;
  detail: string;
};

export type Assertion = {
  phase: Update['phase'];
  text: LocalizedText;
  pageTexts?: Record<string, LocalizedText> | undefined;
  components?: readonly ComponentState[] | undefined;
  origin: UpdateOrigin;
  by: string;
  override?: { reason: string; findings?: string[] | undefined } | undefined;
  /** It corrects an earlier word: its phase was said then, and what it changes is marked. */
  corrects?: boolean | undefined;
};

export type Gate = {
  /** Everything that it has to say, errors first. */
  findings(said: Assertion, incident: Incident, tx?: Tx): Promise<TruthFinding[]>;
  /** Throws `truth.contradiction` for what is not signed; answers what is. */
  pass(said: Assertion, incident: Incident, tx?: Tx): Promise<TruthFinding[]>;
};

const CLOSING = new Set(['resolved', 'completed']);
/** The house's own words are made from facts; only what it says of the end is held against the monitors again. */
const OF_THE_HOUSE = new Set(['resolved', 'component']);

/** A finding as a sentence, for problems, facts and lists. */
export const sentenceOf = ({ claimed, known }: Pick<TruthFinding, 'claimed' | 'known'>): string =>
  `"${claimed}", while ${known}`.slice(0, 500);

/** The refusal in one sentence. */
export const contradicted = (claims: readonly string[]): string =>
  `This is contradicted: ${claims.map((claim) => claim.replace(/\.$/, '')).join('; ')}.`;

/** As the linter's findings are shown. */
export const asFinding = ({ level, start, end, remedy, locale, ...of }: TruthFinding): PreviewFinding => ({
  rule: 'H06',
  level,
  message: `The text claims ${sentenceOf(of)}. ${remedy}`,
  // A remedy is advice to the author; nobody may take it over into the text as if readers were meant.
  suggestion: '',
  start,
  end,
  locale,
});

const overrideOf = (findings: readonly TruthFinding[], said: Assertion) => ({
  findings: findings.map(({ id }) => id),
  digest: digestOf([said.text, ...Object.values(said.pageTexts ?? {})]),
});

/** The fact of what was signed, linter's rules too; null when there is nothing to sign. */
export const overriddenFact = (
  override: { reason: string } | null | undefined,
  overridden: readonly string[],
  { findings, said, updateId }: { findings: readonly TruthFinding[]; said: Assertion; updateId: string },
) =>
  override && overridden.length > 0
    ? {
        kind: 'gate.overridden' as const,
        rule: 'H06',
        reason: override.reason,
        claims: overridden.slice(0, 50).map((claim) => claim.slice(0, 500)),
        updateId,
        ...overrideOf(findings, said),
      }
    : null;

export function createGate({
  knowing,
  people,
  settings,
}: {
  knowing: Knowing;
  people: People;
  settings: SettingsShelf;
}): Gate {
  async function findings(said: Assertion, incident: Incident, tx?: Tx): Promise<TruthFinding[]> {
    const texts = [[null, said.text] as const, ...Object.entries(said.pageTexts ?? {})];
    const all: TruthFinding[] = [];
    const add = (
      judged: readonly Judgement[],
      locale: string | null,
      pageId: string | null,
      text: string,
    ) => {
      const sentences = judged.length > 0 ? sentencesOf(text) : [];
      all.push(
        ...judged.map((each) => ({
          ...each,
          locale,
          pageId,
          id: idOf(each, { locale, pageId, sentence: sentenceAround(sentences, each) }),
        })),
      );
    };
    const knownIn = await knowing(incident, said, tx);
    // A field claims the same whatever is written beside it, and in whichever languages.
    add(structured(said, knownIn('en')), null, null, '');
    for (const [pageId, text] of texts)
      for (const [locale, written] of Object.entries(text)) {
        const known = knownIn(locale);
        const previous = said.corrects ? [] : known.previous;
        add(judgeText(written, locale, { ...known, previous }), locale, pageId, written);
      }
    const spoken = said.origin === 'person' ? all : all.filter(({ kind }) => OF_THE_HOUSE.has(kind));
    return spoken.sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
  }

  /** Tokens and persons by what the settings allow; the house itself overrides nothing. */
  async function refuseStranger(by: string, { overrideRoles, overrideByTokens }: TellSettings) {
    if (by.startsWith('token:') && !overrideByTokens)
      throw new Problem(
        'auth.forbidden',
        'The settings let no token publish what the monitors contradict; a person has to sign it.',
      );
    if (!by.startsWith('person:')) return;
    const person = await people.persons.get(by.slice('person:'.length));
    if (!person || !overrideRoles.some((role) => role === person.role))
      throw new Problem(
        'auth.forbidden',
        `What the monitors contradict may be signed by ${overrideRoles.join(', ') || 'nobody'}; you are ${person?.role ?? 'unknown'}.`,
      );
  }

  return {
    findings,
    async pass(said, incident, tx) {
      const found = await findings(said, incident, tx);
      const errors = found.filter(({ level }) => level === 'error');
      if (errors.length === 0) return [];
      const signed = said.override?.findings && new Set(said.override.findings);
      const open = said.override
        ? errors.filter(({ id }) => signed !== undefined && !signed.has(id))
        : errors;
      if (open.length > 0)
        throw new Problem(
          'truth.contradiction',
          said.override
            ? `This was not signed: ${open.map(sentenceOf).join('; ')}.`
            : contradicted(open.map(sentenceOf)),
          {
            extra: {
              claims: found.map((finding) => ({ rule: 'H06', claim: sentenceOf(finding), ...finding })),
              // What an override would have to name.
              sign: errors.map(({ id }) => id),
            },
          },
        );
      await refuseStranger(said.by, await settings.get(tx));
      return errors;
    },
  };
}

/** What the fields claim: the phase, and a component that is set to operational. */
function structured({ phase, components = [], corrects }: Assertion, known: Known): Judgement[] {
  if (corrects) return [];
  const found: Judgement[] = [];
  const add = (kind: Judgement['kind'], claimed: string, monitors: Known['monitors']) => {
    const against = againstWell(monitors, known);
    if (against) found.push({ kind, claimed, start: 0, end: 0, ...against });
  };
  const troubled = new Set(known.troubles.map(({ monitorId }) => monitorId));
  const concerned = new Set(known.components.filter((each) => each.concerned).map(({ id }) => id));
  if (CLOSING.has(phase))
    add(
      'resolved',
      phase,
      known.monitors.filter(({ id, componentId }) => troubled.has(id) || concerned.has(componentId)),
    );
  for (const { componentId, status } of components)
    if (status === 'operational') {
      const name = known.components.find(({ id }) => id === componentId)?.names[0] ?? componentId;
      add(
        'component',
        `${name}: operational`,
        known.monitors.filter((each) => each.componentId === componentId),
      );
    }
  return found;
}

/** What surrounds it says what it means; the rest of the text may get its times, or another paragraph, after signing. */
const sentenceAround = (sentences: ReturnType<typeof sentencesOf>, { start, end }: Judgement): string =>
  sentences
    .filter((each) => each.start < Math.max(end, start + 1) && each.end > start)
    .map((each) => each.text)
    .join('\n');

/** The same claim in the same sentence against the same evidence has the same id, whenever and however it is asked. */
const idOf = (
  { kind, claimed, evidence }: Judgement,
  where: { locale: string | null; pageId: string | null; sentence: string },
): string =>
  `tru_${sha256(canonical({ kind, claimed, evidence: evidence.map(({ id }) => id).sort(), ...where })).slice(0, 16)}`;
