/** Eine glaubhafte Störung und glaubhafte geplante Arbeiten, für Vorschau und Prüfung. */
import type { SampleWords } from '../shape.ts';

export const DE_SAMPLE: SampleWords = {
  title: 'Anmeldung für Kunden in Europa gestört',
  components: ['Anmeldung', 'Rechnungen'],
  whatUsersSee: 'Die Anmeldung bricht mit einem Fehler ab.',
  whoIsAffected: 'Betroffen: etwa 20 % der Kunden in Europa.',
  cause: 'Eine Änderung an unseren Anmeldeservern wies gültige Sitzungen ab.',
  action: 'Wir machen die Änderung rückgängig.',
  workaround: 'Wer schon angemeldet ist, kann weiterarbeiten; bitte melden Sie sich nicht ab.',
  dataStatement: 'Es sind keine Daten verloren gegangen.',
  lessons: 'Jede Änderung an der Anmeldung prüfen wir künftig zuerst mit 1 % der Anfragen.',
  wrote: 'Die Anmeldung funktioniert für alle.',
  correct: 'Die Anmeldung schlägt noch für etwa 5 % der Kunden in Europa fehl.',
  maintenanceTitle: 'Eine schnellere Datenbank für Berichte',
  reason: 'Wir ziehen die Datenbank um, damit Berichte in der halben Zeit öffnen.',
  whatToDo: 'Bitte speichern Sie Ihre Arbeit vorher.',
};
