/**
 * What telling needs of the words room, and the only place in `tell` that knows how texts are made and judged: the
 * first word, the note, a person's text as it will be read, and the message in each reader's language and zone.
 */
import type { Finding, MessageFacts, Tone } from '@candor/protocol/words.ts';
import type {
  IncidentPhase,
  LocalizedText,
  MaintenancePhase,
  MaintenanceStep,
  UpdateOrigin,
} from '@candor/protocol/words-of-state.ts';
import type { Parts } from '#carriers';
import type { Catalog, Component } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import { cut } from '#lib/measure/cut.ts';
import { segmentKey } from '#lib/segment-key.ts';
import type { Tx } from '#store';
import type { Incident, Update } from '#timeline';
import type { Watch } from '#watch';
import {
  apologyIn,
  compareLocales,
  composeMessage,
  isInHouse,
  movedWindow,
  noChangeNote,
  SHIPPED_LOCALES,
  type Words,
  withSentence,
} from '#words';
import { baseOf, frameIn, inFrame, withPromise } from './frame.ts';
import type { FailingMonitor } from './gate.ts';
import { lastChangeOf, MAINTENANCE, positionIn } from './position.ts';
import type { Render } from './reach.ts';
import { type Recorded, recordedSince } from './recorded-since.ts';
import { createSegmentVoice, type SegmentVoice } from './segment-voice.ts';
import { withNoteInShort } from './segments.ts';
import type { SettingsShelf } from './settings.ts';

export type Draftable = {
  phase: Update['phase'];
  text: LocalizedText;
  origin: UpdateOrigin;
  nextUpdateBy: string | null;
  approvedBy?: string | undefined;
  override?: { reason: string } | undefined;
  by: string;
};

/** What the house says of planned work by itself, with what only the moment knows. */
export type PlannedWord = {
  what: MaintenancePhase | MaintenanceStep;
  formerEndsAt?: string | null;
  /** Only in these languages; in all that the house speaks when left out. */
  locales?: readonly string[];
};

export type Voice = SegmentVoice & {
  firstWord(incident: Incident, nextUpdateBy: string, tx?: Tx): Promise<LocalizedText>;
  /** The approved template of a phase, for whoever changes the phase and says nothing. */
  template(
    incident: Incident,
    phase: IncidentPhase,
    nextUpdateBy: string | null,
    tx?: Tx,
  ): Promise<LocalizedText>;
  /** `bare`: without what people wrote, for when their words would not pass. `byPerson`: it is not sent by itself. */
  note(
    incident: Incident,
    nextUpdateBy: string | null,
    tx?: Tx,
    options?: { bare?: boolean; byPerson?: boolean },
  ): Promise<LocalizedText>;
  /** What a person may begin with, without the promise: publishing adds it. */
  suggest(
    incident: Incident,
    what: { kind: 'update' | 'no_change' | 'relapse'; phase: IncidentPhase },
    tx?: Tx,
  ): Promise<LocalizedText>;
  /** The house's own word on planned work: it began, it is over, it will not be, its window moved. */
  maintenance(maintenance: Incident, word: PlannedWord, tx?: Tx): Promise<LocalizedText>;
  /** Of these languages those that the house speaks; English when it speaks none of them. */
  spoken(locales: readonly string[]): string[];
  /** A person's text with what the facts know and it leaves out: since when, and the promise. */
  compose(incident: Incident, draft: Pick<Draftable, 'phase' | 'text' | 'nextUpdateBy'>): LocalizedText;
  check(
    draft: Draftable,
    incident: Incident,
    failing: readonly FailingMonitor[],
    tx?: Tx,
  ): Promise<(Finding & { locale: string })[]>;
  render: Render;
};

const MOST_SEEN = 2_000;

const spokenOf = (locales: readonly string[]): string[] => {
  const known = locales.filter((locale) => SHIPPED_LOCALES.includes(baseOf(locale)));
  return known.length > 0 ? known : ['en'];
};

export function createVoice({
  words,
  catalog,
  watch,
  clock,
  settings,
  publicUrl,
  isShown = () => false,
}: {
  words: Words;
  catalog: Catalog;
  watch: Pick<Watch, 'failing'> & Recorded;
  clock: Clock;
  settings: SettingsShelf;
  publicUrl: () => string;
  /** Whether readers of the default page find something at this path. */
  isShown?: (path: string) => boolean;
}): Voice {
  const ownWords = (text: LocalizedText, locale: string) => text[locale] ?? text[baseOf(locale)];
  /** An import may hold a page of it; a sentence of the house has room for one. */
  const seenIn = (text: LocalizedText, locale: string) => {
    const seen = ownWords(text, locale);
    return seen && cut(seen, (kept) => kept.length <= MOST_SEEN);
  };
  const inLocale = (text: LocalizedText, locale: string) =>
    text[locale] ?? text[baseOf(locale)] ?? text['en'] ?? Object.values(text)[0] ?? '';

  function componentsOf(incident: Incident, known: readonly Component[], locale: string) {
    return incident.components.flatMap(({ componentId, status }) => {
      const component = known.find(({ id }) => id === componentId);
      return component
        ? [{ name: inLocale(component.name, locale), status, safetyCritical: component.safetyCritical }]
        : [];
    });
  }

  async function factsOf(
    incident: Incident,
    locale: string,
    nextUpdateBy: string | null,
    tx?: Tx,
  ): Promise<MessageFacts> {
    const concerned = new Set(incident.components.map(({ componentId }) => componentId));
    const checks = watch
      .states()
      .filter(({ monitor }) => monitor.enabled && concerned.has(monitor.componentId));
    return {
      title: inLocale(incident.title, locale),
      components: componentsOf(incident, await catalog.components.list(tx), locale).map(
        ({ name, status }) => ({ name, status }),
      ),
      severity: incident.severity,
      startedAt: incident.startedAt,
      resolvedAt: incident.recoveredAt ?? incident.resolvedAt,
      nextUpdateBy,
      unchangedSince: lastChangeOf(incident),
      // What somebody wrote in one language is put into no text of another.
      whatUsersSee: (incident.impact && seenIn(incident.impact, locale)) ?? null,
      checksFailing: checks.length > 0 ? checks.filter(({ state }) => state.verdict === 'down').length : null,
      checksTotal: checks.length > 0 ? checks.length : null,
      startsAt: incident.scheduledFor,
      endsAt: incident.scheduledUntil,
      // What one language alone says is no reason in another.
      reason: incident.plan?.reason?.[locale] ?? null,
      whatToDo: incident.kind === 'maintenance' ? (incident.workaround?.[locale] ?? null) : null,
      incidentUrl: `${publicUrl()}/incidents/${incident.id}`,
      pageUrl: `${publicUrl()}/`,
    };
  }

  /** The card that the default page shows of how things stand, in the reader's language where it speaks that. */
  async function picturePath(locale: string, tx?: Tx) {
    const page = await catalog.pages.default(tx);
    const spoken =
      page.locales.find((each) => each === locale) ?? page.locales.find((each) => each === baseOf(locale));
    const path = spoken && spoken !== page.locales[0] ? `/${spoken}/card.png` : '/card.png';
    return isShown(path) ? { url: `${publicUrl()}${path}`, page: page.name } : null;
  }

  const tone = async (tx?: Tx): Promise<Tone> => (await settings.get(tx)).tone;

  /** In every language that the house speaks, or in these. */
  const inEachLocale = async (
    make: (locale: string) => Promise<string>,
    locales: readonly string[] = SHIPPED_LOCALES,
  ): Promise<LocalizedText> =>
    Object.fromEntries(await Promise.all(locales.map(async (locale) => [locale, await make(locale)])));

  const template: Voice['template'] = (incident, phase, nextUpdateBy, tx) =>
    inEachLocale(async (locale) => {
      const facts = await factsOf(incident, locale, nextUpdateBy, tx);
      return (await words.render({ kind: 'update', phase, tone: await tone(tx), locale, facts })).body;
    });

  const note: Voice['note'] = (incident, nextUpdateBy, tx, { bare = false, byPerson = false } = {}) =>
    inEachLocale(async (locale) => {
      const lastHuman = incident.updates.findLast(({ origin }) => origin === 'person');
      return noChangeNote({
        facts: await factsOf(incident, locale, nextUpdateBy, tx),
        previousTexts: textsSoFar(incident, locale).map(({ text }) => text),
        lastHumanText: lastHuman?.text[locale] ?? null,
        bare,
        byPerson,
        ...(await recordedSince(watch, incident, tx)),
        now: clock.now(),
        locale,
        tone: await tone(tx),
        phase: incident.phase,
      });
    });

  const textsSoFar = (incident: Incident, locale: string) =>
    incident.updates.flatMap(({ text, at }) => (text[locale] ? [{ text: text[locale], at }] : []));

  return {
    firstWord: (incident, nextUpdateBy, tx) => template(incident, 'investigating', nextUpdateBy, tx),

    template,

    note,

    suggest: (incident, { kind, phase }, tx) =>
      kind === 'no_change'
        ? note(incident, null, tx, { byPerson: true })
        : inEachLocale(
            async (locale) => {
              const known = await factsOf(incident, locale, null, tx);
              const workaround = incident.workaround ? inLocale(incident.workaround, locale) : null;
              const facts = { ...known, workaround };
              const spoken = { tone: await tone(tx), locale, facts };
              const { body } = await words.render({ ...spoken, kind, phase });
              // The texts for later words need no apology; as the first word each of them does.
              if (incident.updates.length > 0 || apologyIn(body, locale)) return body;
              const like = phase === 'identified' ? 'investigating' : 'resolved';
              const other = await words.render({ ...spoken, kind: 'update', phase: like });
              const sorry = apologyIn(other.body, locale);
              return sorry ? withSentence(body, sorry) : body;
            },
            // "No workaround yet" would not be true in a language into which nobody has put it.
            incident.workaround ? spokenOf(Object.keys(incident.workaround)) : SHIPPED_LOCALES,
          ),

    maintenance: (maintenance, { what, formerEndsAt = null, locales = SHIPPED_LOCALES }, tx) =>
      inEachLocale(async (locale) => {
        const { scheduledFor, scheduledUntil } = maintenance;
        if (what === 'moved' && scheduledFor && scheduledUntil)
          return movedWindow(
            { startsAt: scheduledFor, endsAt: scheduledUntil, begun: false },
            { locale, timeZone: 'UTC', nowMs: clock.nowMs() },
          );
        const phase = what === 'moved' ? 'scheduled' : what;
        const facts = { ...(await factsOf(maintenance, locale, null, tx)), formerEndsAt };
        return (await words.render({ kind: 'maintenance', phase, tone: await tone(tx), locale, facts })).body;
      }, locales),

    spoken: spokenOf,

    compose: (incident, { phase, text, nextUpdateBy }) =>
      Object.fromEntries(
        Object.entries(text).map(([locale, written]) => [
          locale,
          SHIPPED_LOCALES.includes(baseOf(locale))
            ? composeMessage({
                text: written,
                phase,
                locale,
                now: clock.now(),
                position: positionIn(incident, phase),
                facts: {
                  startedAt: incident.startedAt,
                  nextUpdateBy,
                  startsAt: incident.scheduledFor,
                  endsAt: incident.scheduledUntil,
                },
              })
            : withPromise(written, { nextUpdateBy, locale, now: clock.now() }),
        ]),
      ),

    async check(draft, incident, failing, tx) {
      const known = await catalog.components.list(tx);
      const concerned = known.filter(({ id }) =>
        incident.components.some(({ componentId }) => componentId === id),
      );
      // The house says the same in every language by construction; who writes in two may change one and forget the other.
      const across =
        draft.origin === 'person'
          ? compareLocales(draft.text, {
              phase: draft.phase,
              componentNames: concerned.map(({ name }) => name),
            })
          : {};
      const found = Object.entries(draft.text).flatMap(([locale, text]) =>
        words
          .lint(text, {
            phase: draft.phase,
            severity: incident.severity,
            locale,
            position: positionIn(incident, draft.phase),
            facts: {
              startedAt: incident.startedAt,
              nextUpdateBy: draft.nextUpdateBy,
              components: componentsOf(incident, known, locale),
              previous: textsSoFar(incident, locale),
              failingMonitors: failing.map(({ monitorName }) => monitorName),
              approvedBy: draft.approvedBy ?? (draft.override ? draft.by : null),
            },
          })
          .map((found) => ({ ...found, locale })),
      );
      return [
        ...found,
        ...Object.entries(across).flatMap(([locale, each]) => each.map((one) => ({ ...one, locale }))),
      ];
    },

    ...createSegmentVoice({ words, factsOf, tone }),

    async render(incident, update: Update, { locale, timeZone, segment = null, isPublic }, tx) {
      const shared = update.text[locale] ?? update.text[baseOf(locale)];
      const texts = segment === null ? undefined : update.segmentTexts?.[segmentKey(segment)];
      // Readers to whom the shared text comes in English hear English beside it.
      const own = (shared ? (texts?.[locale] ?? texts?.[baseOf(locale)]) : undefined) ?? shared;
      const said = own ?? texts?.['en'] ?? inLocale(update.text, 'en');
      const spoken = own ? baseOf(locale) : 'en';
      const corrected = update.corrections.length > 0;
      const facts = await factsOf(incident, spoken, update.nextUpdateBy, tx);
      const message = await words.render({
        kind: MAINTENANCE.has(update.phase) ? 'maintenance' : corrected ? 'correction' : 'update',
        phase: update.step === 'reminded' || update.step === 'extended' ? update.step : update.phase,
        tone: await tone(tx),
        locale: spoken,
        timeZone,
        facts,
        ...(segment !== null && !isInHouse(segment) ? { segment } : {}),
        body: said,
      });
      const frame = frameIn({ locale, timeZone, now: clock.now() });
      const url = `${publicUrl()}/incidents/${incident.id}`;
      const phaseLabel = frame.phase[update.phase];
      const picture = isPublic ? await picturePath(locale, tx) : null;
      const parts: Parts = {
        title: message.title,
        phase: update.phase,
        phaseLabel,
        severity: incident.severity,
        body: message.body,
        components: componentsOf(incident, await catalog.components.list(tx), locale).map(({ name }) => name),
        url,
        nextUpdateBy: update.nextUpdateBy,
        nextWord: update.nextUpdateBy && frame.nextWord(update.nextUpdateBy),
        at: update.at,
        correction: corrected,
        image: picture && { url: picture.url, alt: `${picture.page}: ${message.title} (${phaseLabel})` },
      };
      // What no template speaks is framed in the words of the page; so is what nobody wrote in the reader's language.
      const foreign = !own && baseOf(locale) !== 'en';
      const framed =
        message.locale === spoken && !foreign
          ? message
          : inFrame(foreign ? { ...message, title: inLocale(incident.title, locale) } : message, {
              label: corrected ? frame.corrected : phaseLabel,
              readOn: frame.readOn,
              nextWord: parts.nextWord,
              url,
              locale: spoken,
              ...(foreign ? { around: locale } : {}),
            });
      return {
        subject: framed.subject,
        text: `${framed.text}${frame.end.text}`,
        html: foreign
          ? `${framed.html}\n<div lang="${baseOf(locale)}">${frame.end.html}</div>`
          : `<div lang="${baseOf(spoken)}">${framed.html}${frame.end.html}</div>`,
        short: framed.short,
        ...withNoteInShort(framed.short, {
          shared: shared ?? inLocale(update.text, 'en'),
          said,
          shown: message.body,
          promised: update.nextUpdateBy !== null,
        }),
        parts,
      };
    },
  };
}
