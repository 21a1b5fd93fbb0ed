/**
 * What the templates say where the facts say nothing: honest sentences for "not known yet", and the words that
 * depend on a language (phases, lists, checks). Every sentence here passes the blocking rules on its own.
 */
import type { MessageKind, MessagePhase } from '@candor/protocol/words.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { figure, plurals } from './intl.ts';
import { ES } from './phrases/es.ts';
import { FR } from './phrases/fr.ts';
import { JA } from './phrases/ja.ts';
import { PT } from './phrases/pt.ts';

export type Phrases = {
  phase: Readonly<Record<MessagePhase, string>>;
  ourService: string;
  /** What users see when a component is in a state; `{c}` is the list of components. */
  seen: Readonly<Record<ComponentStatus, string>>;
  seenInMaintenance: string;
  whoUnknown: string;
  /** What stands at the end of a list that is too long to be read: its rest, as an item. */
  others(n: number): string;
  /** Who is affected, when only their number is known. */
  affected(customers: number): string;
  action: Readonly<Record<'investigating' | 'identified' | 'monitoring', string>>;
  stillAction: Readonly<Record<'investigating' | 'identified' | 'monitoring', string>>;
  noWorkaround: string;
  nothingToDo: string;
  dataUnknown: string;
  reason: string;
  checks(failing: number, total: number | null): string;
  failingFor(duration: string): string;
  wordNumber(n: number): string;
  asOf(time: string): string;
  promise(time: string): string;
  began(time: string): string;
  /** The window of planned work, and its new window when it moved. */
  window(start: string, end: string): string;
  movedWindow(start: string, end: string): string;
  movedEnd(end: string): string;
  more: string;
  /** "We are checking …" as something that goes on; null when the sentence is no such thing. */
  goesOn(sentence: string): string | null;
};

/** A number and its noun, in the plural form that the language has for it. */
const count = (n: number, locale: string, forms: { one: string; other: string }): string =>
  `${figure(n, locale)} ${plurals(locale).select(n) === 'one' ? forms.one : forms.other}`;

const EN: Phrases = {
  phase: {
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
    scheduled: 'Scheduled',
    in_progress: 'In progress',
    verifying: 'Verifying',
    completed: 'Completed',
    cancelled: 'Cancelled',
    reminded: 'Reminder',
    extended: 'Takes longer',
  },
  ourService: 'our service',
  seen: {
    major_outage: 'You cannot use {c} at the moment.',
    partial_outage: 'Part of the requests to {c} fail at the moment.',
    degraded_performance: '{c}: slow answers or errors at the moment.',
    under_maintenance: 'You may not be able to use {c} at the moment.',
    unknown: 'We cannot see at the moment whether you can use {c}.',
    operational: 'Part of the requests to {c} may fail at the moment.',
  },
  seenInMaintenance: 'During this time you may not be able to use {c}.',
  whoUnknown: 'We do not know yet how many customers are affected.',
  others: (n) => `${figure(n, 'en')} more`,
  affected: (customers) => `Affected: ${count(customers, 'en', { one: 'customer', other: 'customers' })}.`,
  action: {
    investigating: 'We are looking for the cause.',
    identified: 'We are working on the repair.',
    monitoring: 'We are watching our checks before we call it over.',
  },
  stillAction: {
    investigating: 'We are still looking for the cause.',
    identified: 'We are still working on the repair.',
    monitoring: 'We are still watching our checks before we call it over.',
  },
  noWorkaround: 'There is no workaround yet.',
  nothingToDo: 'You do not need to do anything.',
  dataUnknown: 'We are checking whether any data was lost, and will say so here.',
  reason: 'We do this so that you can rely on {c}.',
  checks: (failing, total) =>
    failing === 0
      ? 'None of our checks fails at the moment.'
      : total === 1
        ? 'Our check fails.'
        : total
          ? `${figure(failing, 'en')} of our ${figure(total, 'en')} checks ${failing === 1 ? 'fails' : 'fail'}.`
          : `${figure(failing, 'en')} of our checks ${failing === 1 ? 'fails' : 'fail'}.`,
  failingFor: (duration) => `This has lasted ${duration} so far.`,
  wordNumber: (n) => `This is message number ${n} about it.`,
  asOf: (time) => `We last looked at ${time}.`,
  promise: (time) => `**Next word by ${time}.**`,
  began: (time) => `This began at ${time}.`,
  window: (start, end) => `The work starts at ${start} and ends at ${end}.`,
  movedWindow: (start, end) => `The times have changed: the work now starts at ${start} and ends at ${end}.`,
  movedEnd: (end) => `The work takes longer than planned. It now ends at ${end}.`,
  more: 'All updates:',
  goesOn(sentence) {
    const match =
      /^(?:At the moment,? |Now,? |Meanwhile,? )?(?:We are|We're)(?: now| still| currently| actively)? (\p{L}+ing\b.*)$/u.exec(
        sentence,
      );
    return match && !/^(?:experiencing|seeing|having|hoping|apologi)/i.test(match[1]!)
      ? `We are still ${match[1]}`
      : null;
  },
};

const DE: Phrases = {
  phase: {
    investigating: 'In Untersuchung',
    identified: 'Ursache gefunden',
    monitoring: 'Unter Beobachtung',
    resolved: 'Behoben',
    scheduled: 'Geplant',
    in_progress: 'Läuft',
    verifying: 'In Prüfung',
    completed: 'Abgeschlossen',
    cancelled: 'Abgesagt',
    reminded: 'Erinnerung',
    extended: 'Dauert länger',
  },
  ourService: 'unser Angebot',
  seen: {
    major_outage: 'Sie können {c} derzeit nicht nutzen.',
    partial_outage: 'Bei {c} schlägt derzeit ein Teil der Anfragen fehl.',
    degraded_performance: '{c}: derzeit lange Wartezeiten oder Fehler.',
    under_maintenance: 'Sie können {c} derzeit möglicherweise nicht nutzen.',
    unknown: 'Wir sehen derzeit nicht, ob Sie {c} nutzen können.',
    operational: '{c}: Ein Teil der Anfragen kann fehlschlagen.',
  },
  seenInMaintenance: 'In dieser Zeit können Sie {c} möglicherweise nicht nutzen.',
  whoUnknown: 'Wie viele Kunden betroffen sind, wissen wir noch nicht.',
  others: (n) => `${figure(n, 'de')} weitere`,
  affected: (customers) => `Betroffen: ${count(customers, 'de', { one: 'Kunde', other: 'Kunden' })}.`,
  action: {
    investigating: 'Wir suchen die Ursache.',
    identified: 'Wir arbeiten an der Reparatur.',
    monitoring: 'Wir beobachten unsere Prüfungen, bevor wir Entwarnung geben.',
  },
  stillAction: {
    investigating: 'Wir suchen weiterhin die Ursache.',
    identified: 'Wir arbeiten weiterhin an der Reparatur.',
    monitoring: 'Wir beobachten weiterhin unsere Prüfungen, bevor wir Entwarnung geben.',
  },
  noWorkaround: 'Eine Ausweichlösung gibt es noch nicht.',
  nothingToDo: 'Sie müssen nichts tun.',
  dataUnknown: 'Ob Daten verloren gegangen sind, prüfen wir und berichten hier.',
  reason: 'Wir tun das, damit Sie sich darauf verlassen können: {c}.',
  checks: (failing, total) =>
    failing === 0
      ? 'Derzeit schlägt keine unserer Prüfungen fehl.'
      : total === 1
        ? 'Unsere Prüfung schlägt fehl.'
        : total
          ? `${figure(failing, 'de')} von ${figure(total, 'de')} unserer Prüfungen ${failing === 1 ? 'schlägt' : 'schlagen'} fehl.`
          : `${figure(failing, 'de')} unserer Prüfungen ${failing === 1 ? 'schlägt' : 'schlagen'} fehl.`,
  failingFor: (duration) => `Die Störung dauert bisher ${duration}.`,
  wordNumber: (n) => `Dies ist unsere Meldung Nummer ${n} dazu.`,
  asOf: (time) => `Stand der Prüfungen: ${time}.`,
  promise: (time) => `**Nächste Meldung bis ${time}.**`,
  began: (time) => `Die Störung besteht seit ${time}.`,
  window: (start, end) => `Die Arbeiten beginnen am ${start} und enden am ${end}.`,
  movedWindow: (start, end) =>
    `Die Zeiten haben sich geändert: Die Arbeiten beginnen nun am ${start} und enden am ${end}.`,
  movedEnd: (end) => `Die Arbeiten dauern länger als geplant. Sie enden nun am ${end}.`,
  more: 'Alle Meldungen:',
  goesOn(sentence) {
    const match =
      /^Wir (?!sind |haben |werden |können |wissen |bitten |bedauern |melden )(\p{Ll}+(?:e?n))(?: (?:jetzt|derzeit|gerade|weiterhin|nun))? (.+)$/u.exec(
        sentence,
      );
    return match ? `Wir ${match[1]} weiterhin ${match[2]}` : null;
  },
};

const SPOKEN: Readonly<Record<string, Phrases>> = { en: EN, de: DE, fr: FR, es: ES, pt: PT, ja: JA };

/** In the language, or in English. */
export function phrases(locale: string): Phrases {
  const base = locale.split('-')[0]!.toLowerCase();
  return Object.hasOwn(SPOKEN, base) ? SPOKEN[base]! : EN;
}

/** Kinds whose sentences say that work still goes on. */
export const goesOnIn = (kind: MessageKind): boolean => kind === 'no_change';
