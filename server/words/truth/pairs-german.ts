/** German drafts and facts, written together with the first English ones. */
import { BOTH, collect, ONLY_US, OVER } from './testing.ts';

const { pairs, luege, stimmt } = collect();

luege(
  BOTH,
  'Die Störung ist behoben.',
  'Alle Systeme sind wieder verfügbar.',
  'Die Anmeldung funktioniert wieder.',
  'Das Problem wurde vollständig behoben.',
  'Sie können sich wieder anmelden.',
  'Alles läuft wieder normal.',
  'Wir haben das Problem mit der Anmeldung behoben.',
  'Kunden in den USA sind nicht betroffen.',
  'Nur Kunden in Europa sind betroffen.',
  'Einige Kunden können sich nicht anmelden.',
  'Eine kleine Anzahl von Nutzern ist betroffen.',
  'Etwa 5 % der Nutzer können sich nicht anmelden.',
  'Die Anmeldung ist seit 14:30 Uhr UTC gestört.',
  'Die Anmeldung ist seit 15:40 Uhr MEZ gestört.',
  'Unsere Monitore zeigen keine Fehler.',
  'Die Störung ist auf Europa beschränkt.',
  'Wir rechnen damit, dass die Anmeldung bis 14:45 Uhr UTC wieder verfügbar ist.',
  'Die Anmeldung ist nicht betroffen.',
);
stimmt(
  BOTH,
  'Sobald alles wieder funktioniert, melden wir uns.',
  'Die Störung ist noch nicht behoben.',
  'Wir arbeiten daran, dass die Anmeldung wieder funktioniert.',
  'Zahlungen sind nicht betroffen.',
  'Niemand kann sich anmelden.',
  'Die Anmeldung ist seit 14:02 Uhr UTC gestört.',
  'Die Anmeldung ist seit 15:02 Uhr MEZ gestört.',
  'Wir haben zuvor geschrieben, dass die Störung behoben ist. Das war falsch.',
  'Wir rechnen damit, dass die Anmeldung bis 16:00 Uhr UTC wieder verfügbar ist.',
  'Nächste Meldung bis 15:30 Uhr UTC.',
  'Falls Sie betroffen waren, müssen Sie nichts tun.',
  'Alle anderen Dienste sind verfügbar.',
  'Zahlungen und Suche funktionieren wie gewohnt.',
  'Kunden in Europa und in den USA können sich nicht anmelden.',
  'Ist alles wieder verfügbar? Nein.',
);
luege(
  OVER,
  'Die Störung dauerte 15 Minuten.',
  'Zahlungen waren nicht betroffen.',
  'Zahlungen fielen von 14:30 bis 14:47 Uhr UTC aus, es kam zu Fehlern.',
);
stimmt(
  OVER,
  'Die Störung dauerte 45 Minuten.',
  'Die Störung ist behoben. Sie können seit 14:47 Uhr UTC wieder bezahlen.',
  'Es sind keine Daten verloren gegangen.',
);
stimmt(ONLY_US, 'Nur Kunden in den USA sind betroffen.', 'Kunden in Europa sind nicht betroffen.');
luege(ONLY_US, 'Kunden in den USA sind nicht betroffen.', 'Alle Regionen sind betroffen.');
luege(
  { ...OVER, said: [['14:10', 'Einige Bestellungen sind verloren gegangen.']] },
  'Es gab keinen Datenverlust.',
);
stimmt(
  { ...OVER, said: [['14:10', 'Einige Bestellungen sind verloren gegangen.']] },
  'Korrektur: Es sind keine Bestellungen verloren gegangen.',
);
luege({ ...BOTH, reports: ['14:58'] }, 'Wir haben keine Meldungen von Kunden erhalten.');

export const GERMAN = pairs;
