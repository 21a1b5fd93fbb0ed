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
import { ongoing, SHIPPED_LOCALES, type Words, withBeside, withoutMarks } from '#words';
import { baseOf, type Given, type Known } from './known.ts';
import { offerIn } from './offer.ts';
import { causeFoundIn } from './staff-words.ts';

type Proposed = FollowUp['proposed'][number];

/** What stands below the message for one reader alone; `alone`: it is no notice that somebody subscribed to. */
export type OwnPart = { text: string; html: string; alone: boolean };

export type Said = {
  kind: 'apology' | 'questions' | 'postmortem_ready' | 'credit';
  incident: Pick<Incident, 'severity'> | null;
  facts: (locale: string) => MessageFacts;
  texts?: LocalizedText;
  /** What in the texts is for a segment alone, for forms with little room. */
  notes?: LocalizedText;
  /** Where it can be read. */
  url: string;
  own?: (locale: string) => OwnPart;
  dialects: readonly { locale: string; timeZone: string }[];
};

export type Messages = ReturnType<typeof createMessages>;

export function createMessages({
  words,
  settings,
  clock,
}: {
  words: Words;
  settings: SettingsShelf;
  clock: Clock;
}) {
  const render = async (
    kind: Said['kind'] | 'support_script' | 'internal',
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
    /** What the template says, as the linter reads it. */
    text: async (kind: Said['kind'], locale: string, facts: MessageFacts, tx: Tx): Promise<string> =>
      (await render(kind, { locale, facts }, tx)).body,

    async propose(known: Known, given: Given, locale: string, tx: Tx): Promise<Proposed> {
      const facts = known.facts(locale);
      const apology = await render('apology', { locale, facts }, tx);
      const offer = offerIn(given.offer, locale);
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
      const general = known.facts(locale);
      const own = (text: LocalizedText | null) => text?.[locale] ?? text?.[baseOf(locale)] ?? null;
      const said = incident.updates
        .filter(({ origin }) => origin === 'person')
        .flatMap(({ text }) => own(text) ?? [])
        .toReversed();
      const facts: MessageFacts = {
        ...general,
        resolvedAt: open ? null : (incident.recoveredAt ?? incident.resolvedAt),
        nextUpdateBy: open ? (incident.promise?.dueAt ?? null) : null,
        // What somebody wrote in one language is put into no text of another.
        whatUsersSee: own(incident.impact),
        cause: general.cause ?? (incident.identifiedAt ? causeFoundIn(locale) : null),
        ...(open ? { workaround: own(incident.workaround), action: ongoing(said.slice(0, 1), locale) } : {}),
      };
      const { subject, body } = await render(kind, { locale, facts, phase: incident.phase }, tx);
      return { locale, subject, text: body };
    },

    /**
     * A credit in one line, with the reader's own link in place of the incident's: for phones, browsers and rooms, which
     * others may look at, so it names no amount.
     */
    async brief({ facts: factsIn, dialects }: Pick<Said, 'facts' | 'dialects'>, tx: Tx): Promise<Forms> {
      const forms: Forms = {};
      for (const { locale, timeZone } of [{ locale: 'en', timeZone: 'UTC' }, ...dialects]) {
        const spoken = SHIPPED_LOCALES.includes(baseOf(locale)) ? baseOf(locale) : 'en';
        const facts = { ...factsIn(spoken), creditAmount: null, incidentUrl: '{{ownUrl}}' };
        const { subject, short } = await render('credit', { locale: spoken, timeZone, facts }, tx);
        const said = short.includes('{{ownUrl}}') ? short : `${short} {{ownUrl}}`;
        forms[`${locale}@${timeZone}`] = { subject, text: said, short: said };
        forms[locale] ??= { subject, text: said, short: said };
      }
      return forms;
    },

    /** A message in the languages and zones of its readers; `texts` of persons speak in place of the template. */
    async forms(
      { kind, incident, facts: factsIn, texts = {}, notes = {}, url, own, dialects }: Said,
      tx: Tx,
    ): Promise<Forms> {
      const forms: Forms = {};
      for (const { locale, timeZone } of [{ locale: 'en', timeZone: 'UTC' }, ...dialects]) {
        const place = `${locale}@${timeZone}`;
        if (forms[place]) continue;
        const spoken =
          [locale, baseOf(locale)].find((each) => texts[each] || SHIPPED_LOCALES.includes(each)) ?? 'en';
        const facts = factsIn(spoken);
        const message = await render(kind, { locale: spoken, timeZone, facts, body: texts[spoken] }, tx);
        const frame = frameIn({
          locale: SHIPPED_LOCALES.includes(spoken) ? locale : spoken,
          timeZone,
          now: clock.now(),
        });
        const parts: Parts = {
          title: message.title,
          phase: 'resolved',
          phaseLabel: frame.phase.resolved,
          severity: incident?.severity ?? 4,
          body: message.body,
          components: (facts.components ?? []).map(({ name }) => name),
          url,
          nextUpdateBy: null,
          nextWord: null,
          at: clock.now(),
          correction: false,
          image: null,
        };
        const mine = own?.(spoken);
        const note = notes[spoken];
        // What names one reader's own affair is sent to mailboxes alone, and is no part of what chats and phones show.
        const end = mine?.alone ? { text: '', html: '' } : frame.end;
        const form = {
          subject: message.subject,
          text: `${message.text}${mine ? `\n\n${mine.text}` : ''}${end.text}`,
          html: `${message.html}${mine?.html ?? ''}${end.html}`,
          short: message.short,
          ...(note
            ? { shortWithNote: withBeside(message.short, withoutMarks(note), { promised: false }) }
            : {}),
          parts,
        };
        forms[place] = form;
        if (timeZone === 'UTC') forms[locale] = form;
      }
      return forms;
    },
  };
}
