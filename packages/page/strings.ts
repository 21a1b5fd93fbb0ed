/** What the page itself says, in each language that it speaks. Texts of people are never here. */
import type {
  ComponentStatus,
  IncidentPhase,
  LocalizedText,
  MaintenancePhase,
  UpdateOrigin,
} from '@candor/protocol/words-of-state.ts';

type Phase = IncidentPhase | MaintenancePhase;

export type Strings = {
  allWorks: string;
  nothingYet: string;
  restWorks: string;
  /** Of one or several components that were broken. */
  stillWatching: (names: string, count: number) => string;
  trouble: Record<
    Exclude<ComponentStatus, 'operational'> | 'operational',
    (names: string, count: number) => string
  >;
  troubleMany: Record<ComponentStatus, (count: number, of: number) => string>;
  status: Record<ComponentStatus | 'no_data', string>;
  phase: Record<Phase, string>;
  origin: Record<UpdateOrigin, string>;
  asOf: (time: string) => string;
  treatAsUnknown: (time: string) => string;
  expired: string;
  nextWordBy: string;
  inTime: string;
  overdue: string;
  since: string;
  affects: string;
  whatUsersSee: string;
  tellMe: string;
  subscribe: string;
  email: string;
  onlyThese: string;
  everything: string;
  subscribeHint: string;
  feeds: string;
  components: string;
  workingFine: (count: number) => string;
  days: (count: number) => string;
  today: string;
  daysAgo: (count: number) => string;
  uptime: (percent: string) => string;
  downMinutes: (minutes: string) => string;
  degradedMinutes: (minutes: string) => string;
  maintenance: string;
  scheduled: string;
  from: string;
  until: string;
  past: string;
  pastCalm: string;
  allHistory: string;
  corrected: string;
  correctedWas: string;
  record: string;
  recordNone: string;
  recordFirstWord: (duration: string) => string;
  recordPromises: (kept: number, byNote: number, missed: number) => string;
  postmortem: string;
  postmortems: string;
  policy: string;
  trust: string;
  cases: string;
  support: string;
  skip: string;
  scale: string;
  resolvedAfter: (duration: string) => string;
  backToStatus: string;
  readOn: string;
  recovered: string;
  nothingHere: string;
};

const plural = (locale: string, forms: { one: string; other: string }) => {
  const rules = new Intl.PluralRules(locale);
  return (count: number) =>
    (rules.select(count) === 'one' ? forms.one : forms.other).replace('#', String(count));
};

const enComponents = plural('en', { one: '1 component works.', other: '# components work.' });
const enDays = plural('en', { one: '1 day', other: '# days' });
const deComponents = plural('de', {
  one: '1 Komponente funktioniert.',
  other: '# Komponenten funktionieren.',
});
const deDays = plural('de', { one: '1 Tag', other: '# Tage' });

const en: Strings = {
  allWorks: 'Everything works.',
  nothingYet: 'Nothing is being watched yet.',
  restWorks: 'Everything else works.',
  stillWatching: (names, count) =>
    `${names} ${count === 1 ? 'passes' : 'pass'} our checks again. We are making sure that it stays so.`,
  trouble: {
    operational: (names) => `${names} works.`,
    major_outage: (names, count) => `${names} ${count === 1 ? 'is' : 'are'} not working.`,
    partial_outage: (names, count) => `${names} ${count === 1 ? 'is' : 'are'} failing for some people.`,
    degraded_performance: (names, count) => `${names} ${count === 1 ? 'is' : 'are'} slow or unreliable.`,
    under_maintenance: (names, count) => `${names} ${count === 1 ? 'is' : 'are'} under planned maintenance.`,
    unknown: (names) => `We cannot tell right now whether ${names} works.`,
  },
  troubleMany: {
    operational: (count) => `${count} components work.`,
    major_outage: (count, of) => `${count} of ${of} components are not working.`,
    partial_outage: (count, of) => `${count} of ${of} components are failing for some people.`,
    degraded_performance: (count, of) => `${count} of ${of} components are slow or unreliable.`,
    under_maintenance: (count, of) => `${count} of ${of} components are under planned maintenance.`,
    unknown: (count, of) => `We cannot tell right now whether ${count} of ${of} components work.`,
  },
  status: {
    operational: 'Works',
    degraded_performance: 'Slow or unreliable',
    partial_outage: 'Failing for some',
    major_outage: 'Not working',
    under_maintenance: 'Maintenance',
    unknown: 'Not known',
    no_data: 'No record',
  },
  phase: {
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
    scheduled: 'Planned',
    in_progress: 'In progress',
    verifying: 'Verifying',
    completed: 'Completed',
    cancelled: 'Cancelled',
  },
  origin: {
    person: '',
    automatic: 'written automatically',
    note: 'written automatically from our checks',
  },
  asOf: (time) => `What we know as of ${time}.`,
  treatAsUnknown: (time) => `Later than ${time}, treat this page as unknown.`,
  expired: 'This page is out of date: the state is not known right now.',
  nextWordBy: 'Next word by',
  inTime: 'in',
  overdue: 'overdue',
  since: 'Since',
  affects: 'Affects',
  whatUsersSee: 'What you may see',
  tellMe: 'Tell me when it changes',
  subscribe: 'Subscribe',
  email: 'E-mail address',
  onlyThese: 'Only about',
  everything: 'everything, unless you choose',
  subscribeHint:
    'We write only about outages and maintenance, and ask you to confirm first. One click ends it.',
  feeds: 'Feeds',
  components: 'Components',
  workingFine: enComponents,
  days: enDays,
  today: 'today',
  daysAgo: (count) => `${count} days ago`,
  uptime: (percent) => `${percent} % uptime`,
  downMinutes: (minutes) => `${minutes} min down`,
  degradedMinutes: (minutes) => `${minutes} min slow or unreliable`,
  maintenance: 'Planned maintenance',
  scheduled: 'Planned',
  from: 'from',
  until: 'to',
  past: 'Past incidents',
  pastCalm: 'No incident in the record yet.',
  allHistory: 'Whole history',
  corrected: 'Corrected',
  correctedWas: 'It said before:',
  record: 'Our own record',
  recordNone: 'No incident yet, so nothing to measure.',
  recordFirstWord: (duration) => `Median time to the first word: ${duration}.`,
  recordPromises: (kept, byNote, missed) =>
    `Promised updates: ${kept} kept by a person, ${byNote} by an automatic note, ${missed} missed.`,
  postmortem: 'Postmortem',
  postmortems: 'Latest postmortems',
  policy: 'How we handle outages',
  trust: 'Trust report',
  cases: 'Outages others learned from',
  support: 'Support',
  skip: 'Skip to the status',
  scale: 'One bar a day; taller and darker is worse.',
  resolvedAfter: (duration) => `lasted ${duration}`,
  backToStatus: 'Current status',
  readOn: 'Read every update',
  recovered: 'Checks pass since',
  nothingHere: 'There is nothing at this address.',
};

const de: Strings = {
  allWorks: 'Alles funktioniert.',
  nothingYet: 'Es wird noch nichts überwacht.',
  restWorks: 'Alles andere funktioniert.',
  stillWatching: (names, count) =>
    `${names} ${count === 1 ? 'besteht' : 'bestehen'} unsere Prüfungen wieder. Wir achten darauf, dass es so bleibt.`,
  trouble: {
    operational: (names, count) => `${names} ${count === 1 ? 'funktioniert' : 'funktionieren'}.`,
    major_outage: (names, count) => `${names} ${count === 1 ? 'funktioniert' : 'funktionieren'} nicht.`,
    partial_outage: (names, count) =>
      `${names} ${count === 1 ? 'funktioniert' : 'funktionieren'} für einen Teil der Nutzer nicht.`,
    degraded_performance: (names, count) =>
      `${names} ${count === 1 ? 'ist' : 'sind'} langsam oder unzuverlässig.`,
    under_maintenance: (names, count) => `${names} ${count === 1 ? 'wird' : 'werden'} planmäßig gewartet.`,
    unknown: (names, count) =>
      `Wir wissen zurzeit nicht, ob ${names} ${count === 1 ? 'funktioniert' : 'funktionieren'}.`,
  },
  troubleMany: {
    operational: (count) => `${count} Komponenten funktionieren.`,
    major_outage: (count, of) => `${count} von ${of} Komponenten funktionieren nicht.`,
    partial_outage: (count, of) =>
      `${count} von ${of} Komponenten funktionieren für einen Teil der Nutzer nicht.`,
    degraded_performance: (count, of) => `${count} von ${of} Komponenten sind langsam oder unzuverlässig.`,
    under_maintenance: (count, of) => `${count} von ${of} Komponenten werden planmäßig gewartet.`,
    unknown: (count, of) => `Wir wissen zurzeit nicht, ob ${count} von ${of} Komponenten funktionieren.`,
  },
  status: {
    operational: 'Funktioniert',
    degraded_performance: 'Langsam oder unzuverlässig',
    partial_outage: 'Teilweise gestört',
    major_outage: 'Funktioniert nicht',
    under_maintenance: 'Wartung',
    unknown: 'Nicht bekannt',
    no_data: 'Keine Aufzeichnung',
  },
  phase: {
    investigating: 'Untersuchung',
    identified: 'Ursache gefunden',
    monitoring: 'Beobachtung',
    resolved: 'Behoben',
    scheduled: 'Geplant',
    in_progress: 'Läuft',
    verifying: 'Prüfung',
    completed: 'Abgeschlossen',
    cancelled: 'Abgesagt',
  },
  origin: {
    person: '',
    automatic: 'automatisch geschrieben',
    note: 'automatisch aus unseren Prüfungen geschrieben',
  },
  asOf: (time) => `Unser Wissensstand: ${time}.`,
  treatAsUnknown: (time) => `Nach ${time} gilt der Zustand als nicht bekannt.`,
  expired: 'Diese Seite ist veraltet: Der Zustand ist zurzeit nicht bekannt.',
  nextWordBy: 'Nächste Meldung bis',
  inTime: 'in',
  overdue: 'überfällig',
  since: 'Seit',
  affects: 'Betrifft',
  whatUsersSee: 'Was Sie bemerken können',
  tellMe: 'Benachrichtigen Sie mich bei Änderungen',
  subscribe: 'Abonnieren',
  email: 'E-Mail-Adresse',
  onlyThese: 'Nur zu',
  everything: 'zu allem, wenn Sie nichts auswählen',
  subscribeHint:
    'Wir schreiben nur zu Störungen und Wartungen und bitten Sie zuerst um Bestätigung. Ein Klick beendet es.',
  feeds: 'Feeds',
  components: 'Komponenten',
  workingFine: deComponents,
  days: deDays,
  today: 'heute',
  daysAgo: (count) => `vor ${count} Tagen`,
  uptime: (percent) => `${percent} % verfügbar`,
  downMinutes: (minutes) => `${minutes} Min. gestört`,
  degradedMinutes: (minutes) => `${minutes} Min. langsam oder unzuverlässig`,
  maintenance: 'Geplante Wartung',
  scheduled: 'Geplant',
  from: 'von',
  until: 'bis',
  past: 'Frühere Störungen',
  pastCalm: 'Noch keine Störung verzeichnet.',
  allHistory: 'Ganze Geschichte',
  corrected: 'Berichtigt',
  correctedWas: 'Vorher stand hier:',
  record: 'Unsere eigene Bilanz',
  recordNone: 'Noch keine Störung, also nichts zu messen.',
  recordFirstWord: (duration) => `Mittlere Zeit bis zur ersten Meldung: ${duration}.`,
  recordPromises: (kept, byNote, missed) =>
    `Zugesagte Meldungen: ${kept} von Menschen eingehalten, ${byNote} durch automatische Notiz, ${missed} versäumt.`,
  postmortem: 'Nachbericht',
  postmortems: 'Letzte Nachberichte',
  policy: 'Wie wir mit Störungen umgehen',
  trust: 'Vertrauensbericht',
  cases: 'Störungen, aus denen andere lernten',
  support: 'Hilfe',
  skip: 'Zum Status springen',
  scale: 'Ein Balken je Tag; höher und dunkler ist schlechter.',
  resolvedAfter: (duration) => `Dauer: ${duration}`,
  backToStatus: 'Aktueller Status',
  readOn: 'Alle Meldungen lesen',
  recovered: 'Prüfungen erfolgreich seit',
  nothingHere: 'Unter dieser Adresse gibt es nichts.',
};

const LANGUAGES: Record<string, Strings> = { en, de };

/** The interface in this language, else in English. */
export const stringsFor = (locale: string): Strings => LANGUAGES[locale.split('-')[0]!] ?? en;

/** A text in this language, else in English, else in whatever it has. */
export const textIn = (text: LocalizedText, locale: string): string =>
  text[locale] ?? text[locale.split('-')[0]!] ?? text['en'] ?? Object.values(text)[0] ?? '';

export const RTL = new Set(['ar', 'fa', 'he', 'ur']);
