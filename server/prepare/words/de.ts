/** What the public forms of policy and checklists say by themselves, in German. */
import type { PrepareWords } from './en.ts';

/** "2 Tage", and "innerhalb von 2 Tagen". */
const dative = (time: string) => time.replace(/Tage$/, 'Tagen');

export const de: PrepareWords = {
  targets: 'Was wir uns vornehmen',
  noTargets: 'Wir haben noch kein Ziel veröffentlicht.',
  target: { month: 'im Monat', quarter: 'im Quartal', year: 'im Jahr' },
  available: 'verfügbar',
  channels: 'Wo Sie uns erreichen',
  answers: (time) => `Antwort innerhalb von ${dative(time)}`,
  handling: 'Wie wir mit einer Störung umgehen',
  severity: 'Schwere',
  firstWord: 'Erste Nachricht',
  every: 'Größter Abstand danach',
  within: (time) => `nach höchstens ${dative(time)}`,
  notPromised: 'nicht zugesagt',
  support: 'Support',
  credits: 'Gutschriften',
  below: (percent) => `Unter ${percent}`,
  credit: (percent) => `${percent} des Entgelts`,
  availability: 'Verfügbarkeit',
  creditColumn: 'Gutschrift',
  reporting: 'Wie Sie ein Problem melden',
  recovery: 'Der Weg zurück',
  version: (version, date) => `Fassung ${version}, gültig seit ${date}.`,
  oldVersion: (version, date) => `Fassung ${version} vom ${date}. Inzwischen gilt eine neuere.`,
  toCurrent: 'Zur gültigen Fassung',
  changes: 'Was sich geändert hat',
  history: 'Frühere Fassungen',
  readiness: 'Seien Sie bereit, bevor es geschieht',
  progress: (done, of) => `${done} von ${of} erledigt.`,
  complete: 'Sie sind bereit. Danke, dass Sie sich die Zeit genommen haben.',
  kept: 'Ihr Fortschritt ist unter dieser Adresse gespeichert; setzen Sie ein Lesezeichen. Ein Name steht nirgends.',
  keptSoon:
    'Haken Sie den ersten Punkt ab, dann bekommen Sie eine eigene Adresse, unter der Ihr Fortschritt gespeichert ist. Ein Name steht nirgends.',
  done: 'Erledigt',
  undo: 'Doch nicht erledigt',
  tick: 'Das habe ich erledigt',
  accept: 'Ich habe es gelesen und nehme es an',
  check: 'Antwort prüfen',
  choose: 'Wählen Sie zuerst eine der Antworten.',
  wrong: 'Nicht ganz.',
  open: 'Öffnen',
  accepted: 'Angenommen',
  moved: 'Das konnte nicht gespeichert werden. Die Liste hat sich geändert; so ist sie jetzt.',
};
