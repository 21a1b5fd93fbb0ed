/**
 * The texts after recovery: the apology with what is known, then the offer, then where to ask, in every language that
 * ships; the script and the summary for staff; and the forms in which a message leaves. Templates speak, so that a
 * site's own words are used where it has some.
 */
import type { FollowUp } from '@candor/protocol/followup.ts';
import type { MessageFacts } from '@candor/protocol/words.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Forms, Parts } from '#carriers';
import type { Clock } from '#lib/clock.ts';
import type { Tx } from '#store';
import { frameIn, type SettingsShelf } from '#tell';
import { type Incident, isOpen } from '#timeline';
import { SHIPPED_LOCALES, type Words } from '#words';
import { baseOf, type Given, inLocale, type Known } from './known.ts';

type Proposed = FollowUp['proposed'][number];

export function createMessages({
  words,
  settings,
  clock,
  publicUrl,
}: {
  words: Words;
  settings: SettingsShelf;
  clock: Clock;
  publicUrl: () => string;
}) {
  const render = async (
    kind: 'apology' | 'questions' | 'support_script' | 'internal',
    {
      locale,
      timeZone = 'UTC',
      facts,
      body,
      phase = 'resolved',
    }: {
      locale: string;
      timeZone?: string;
      facts: MessageFacts;
      body?: string | undefined;
      phase?: Incident['phase'];
    },
    tx: Tx,
  ) => {
    const { tone } = await settings.get(tx);
    return words.render({ kind, phase, tone, locale, timeZone, facts, ...(body ? { body } : {}) });
  };

  return {
    async propose(known: Known, given: Given, locale: string, tx: Tx): Promise<Proposed> {
      const facts = known.facts(locale);
      const apology = await render('apology', { locale, facts }, tx);
      // An offer is a promise: it stands only in the languages in which somebody made it.
      const offer = given.offer?.[locale] ?? given.offer?.[baseOf(locale)];
      const questions = given.questionsUrl ? (await render('questions', { locale, facts }, tx)).body : null;
      const text = [apology.body, offer, questions].filter(Boolean).join('\n\n');
      return { locale, subject: apology.subject, text };
    },

    async forStaff(
      kind: 'support_script' | 'internal',
      incident: Incident,
      known: Known,
      locale: string,
      tx: Tx,
    ): Promise<Proposed> {
      const open = isOpen(incident);
      const facts: MessageFacts = {
        ...known.facts(locale),
        components: known
          .facts(locale)
          .components?.map((each) => (open ? { ...each, status: 'partial_outage' as const } : each)),
        resolvedAt: open ? null : (incident.recoveredAt ?? incident.resolvedAt),
        nextUpdateBy: open ? (incident.promise?.dueAt ?? null) : null,
        whatUsersSee: incident.impact ? inLocale(incident.impact, locale) : null,
      };
      const { subject, body } = await render(kind, { locale, facts, phase: incident.phase }, tx);
      return { locale, subject, text: body };
    },

    async forms(
      incident: Incident,
      known: Known,
      texts: LocalizedText,
      dialects: readonly { locale: string; timeZone: string }[],
      tx: Tx,
    ): Promise<Forms> {
      const forms: Forms = {};
      for (const { locale, timeZone } of [{ locale: 'en', timeZone: 'UTC' }, ...dialects]) {
        const spoken = [locale, baseOf(locale)].find((each) => texts[each]) ?? 'en';
        const facts = known.facts(spoken);
        const message = await render('apology', { locale: spoken, timeZone, facts, body: texts[spoken] }, tx);
        const frame = frameIn({
          locale: SHIPPED_LOCALES.includes(spoken) ? locale : spoken,
          timeZone,
          now: clock.now(),
        });
        const parts: Parts = {
          title: message.title,
          phase: 'resolved',
          phaseLabel: frame.phase.resolved,
          severity: incident.severity,
          body: message.body,
          components: (facts.components ?? []).map(({ name }) => name),
          url: `${publicUrl()}/incidents/${incident.id}`,
          nextUpdateBy: null,
          nextWord: null,
          at: clock.now(),
          correction: false,
          image: null,
        };
        const form = {
          subject: message.subject,
          text: `${message.text}${frame.end.text}`,
          html: `${message.html}${frame.end.html}`,
          short: message.short,
          parts,
        };
        forms[`${locale}@${timeZone}`] = form;
        if (timeZone === 'UTC') forms[locale] = form;
      }
      return forms;
    },
  };
}
