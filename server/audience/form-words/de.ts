/** The small forms of subscribing in German. */
import type { FormWords } from '../form-words.ts';

export const de: FormWords = {
  checkMailTitle: 'Bitte sehen Sie in Ihr Postfach',
  checkMail:
    'Falls diese Adresse noch nicht eingetragen ist, ist eine Nachricht mit einem Link unterwegs. Bitte bestätigen Sie darüber.',
  confirmTitle: 'Bestätigen Sie Ihr Abonnement',
  confirmAsk: 'Sollen wir Ihnen schreiben, wenn etwas nicht funktioniert und wenn es wieder funktioniert?',
  confirmButton: 'Ja, benachrichtigen Sie mich',
  confirmedTitle: 'Sie werden benachrichtigt',
  confirmed: 'Danke. Wir schreiben nur zu Störungen und geplanten Wartungen.',
  manage: 'Ihr Abonnement',
  whichComponents: 'Nur zu diesen; zu allem, wenn nichts gewählt ist',
  everyNote: 'Auch schreiben, wenn es noch nichts Neues gibt',
  save: 'Speichern',
  savedTitle: 'Gespeichert',
  saved: 'Ihre Wünsche gelten ab jetzt.',
  unsubscribeTitle: 'Abonnement beenden',
  unsubscribeAsk:
    'Wir schreiben dann nicht mehr an diese Adresse. Die Seite und die Feeds bleiben Ihnen offen.',
  unsubscribeButton: 'Nicht mehr schreiben',
  unsubscribedTitle: 'Ihr Abonnement ist beendet',
  unsubscribed: 'Wir schreiben nicht mehr an diese Adresse.',
  wayLabel: 'Wie sollen wir es Ihnen sagen?',
  roomAddress: 'Adresse des eingehenden Webhooks, mit https://',
  signingSecret:
    'Mit diesem Geheimnis sind unsere Aufrufe signiert (Standard Webhooks). Bewahren Sie es jetzt auf:',
  phone: 'Telefonnummer, mit + und Landesvorwahl',
  wholeGroup: 'die ganze Gruppe',
  kinds: 'Worüber',
  kindsBoth: 'Störungen und Wartungen',
  kindsIncidents: 'Nur Störungen',
  kindsMaintenance: 'Nur Wartungen',
  severity: 'Ab welcher Schwere',
  severityAll: 'Alles',
  severityMinor: 'Kleinere und schwerere',
  severityMajor: 'Schwere und kritische',
  severityCritical: 'Nur kritische',
  digest: 'Wie oft',
  digestInstant: 'Sofort',
  digestHourly: 'Gesammelt, höchstens stündlich',
  digestDaily: 'Gesammelt, einmal am Tag',
  quiet: 'Ruhezeit; was dann geschieht, kommt danach',
  quietPair: 'Ruhezeiten brauchen einen Anfang und ein Ende.',
  quietExcept: 'Wecken Sie mich, wenn es kritisch ist',
  timeZone: 'Zeitzone',
  pause: 'Pausieren bis',
  onlyIncident: 'Nur zu dieser Störung',
  proofTitle: 'Noch ein Schritt',
  proofAsk:
    'Gerade kommen viele Anmeldungen. Damit niemand fremde Postfächer füllt, drücken Sie bitte diesen Knopf.',
  proofWait: 'Wird es nicht gleich angenommen, warten Sie eine halbe Minute und drücken Sie noch einmal.',
  proofButton: 'Weiter',
  tooMany:
    'Gerade melden sich zu viele an. Die Seite und die Feeds stehen Ihnen offen; bitte versuchen Sie es in einer Stunde noch einmal.',
  codeAsk:
    'Falls diese Nummer noch nicht eingetragen ist, ist eine Nachricht mit einem Code unterwegs. Er gilt zehn Minuten.',
  codeLabel: 'Code mit sechs Ziffern',
  codeWrong: 'Das ist nicht der Code. Bitte sehen Sie noch einmal nach.',
  codeOver: 'Dieser Code gilt nicht mehr. Bitte melden Sie sich neu an.',
  codeMessage:
    '{code} ist Ihr Code für Meldungen von {page}. Er gilt zehn Minuten. Wenn Sie nicht gefragt haben, tun Sie nichts.',
  myData: 'Was wir über Sie wissen, als Datei',
  forgetTitle: 'Vergessen Sie mich',
  forgetAsk:
    'Ihre Adresse, Ihre Wünsche und was an Sie ging werden gelöscht. Ein Fingerabdruck der Adresse bleibt, damit niemand mehr an sie schreibt, außer Sie melden sich selbst wieder an.',
  forgetButton: 'Ja, vergessen Sie mich',
  forgotten:
    'Sie sind vergessen. Niemand schreibt mehr an diese Adresse, außer Sie melden sich selbst wieder an.',
  paused: 'Pausiert bis {time}.',
  lostTitle: 'Dieser Link führt nirgendwohin',
  lost: 'Er gehört zu keinem Abonnement: Das Mailprogramm kann ihn abgeschnitten haben, oder das Abonnement wurde gelöscht. Der Link in einer neueren Nachricht funktioniert, und Sie können sich neu anmelden.',
  letterSubject: 'Bitte bestätigen: Meldungen von {page}',
  letterWhy:
    'Jemand, hoffentlich Sie, hat {page} gebeten, Meldungen zu Störungen an diese Adresse zu senden.',
  letterAsk: 'Wenn Sie es waren, bestätigen Sie hier:',
  letterIgnore: 'Wenn nicht, brauchen Sie nichts zu tun: Ohne Ihre Bestätigung senden wir nichts weiter.',
  alreadySubject: 'Sie sind für Meldungen von {page} eingetragen',
  alreadyWhy:
    'Jemand, hoffentlich Sie, hat {page} gebeten, Meldungen zu Störungen an diese Adresse zu senden. Sie ist schon eingetragen.',
  alreadyAsk: 'Ihre Wünsche stehen hier und lassen sich dort ändern oder beenden:',
  state: {
    pending: 'Sie haben dieses Abonnement noch nicht bestätigt.',
    active: 'Sie sind eingetragen.',
    unsubscribed: 'Sie haben dieses Abonnement beendet.',
    suppressed: 'Nachrichten an diese Adresse kamen zurück, deshalb schreiben wir nicht mehr.',
  },
};
