/** What the small public forms of subscribing say. */
import type { Subscriber } from '@candor/protocol/audience.ts';
import { ar } from './form-words/ar.ts';
import { es } from './form-words/es.ts';
import { fr } from './form-words/fr.ts';
import { he } from './form-words/he.ts';
import { it } from './form-words/it.ts';
import { ja } from './form-words/ja.ts';
import { nl } from './form-words/nl.ts';
import { pl } from './form-words/pl.ts';
import { pt } from './form-words/pt.ts';
import { zh } from './form-words/zh.ts';

export type FormWords = Record<
  | 'checkMailTitle'
  | 'checkMail'
  | 'confirmTitle'
  | 'confirmAsk'
  | 'confirmButton'
  | 'confirmedTitle'
  | 'confirmed'
  | 'manage'
  | 'whichComponents'
  | 'everyNote'
  | 'save'
  | 'savedTitle'
  | 'saved'
  | 'unsubscribeTitle'
  | 'unsubscribeAsk'
  | 'unsubscribeButton'
  | 'unsubscribedTitle'
  | 'unsubscribed',
  string
> & { state: Record<Subscriber['state'], string> };

const en: FormWords = {
  checkMailTitle: 'Please look into your mail',
  checkMail:
    'If this address is not subscribed yet, a message with a link is on its way. Follow the link to confirm.',
  confirmTitle: 'Confirm your subscription',
  confirmAsk: 'Shall we write to you when something is wrong, and when it is right again?',
  confirmButton: 'Yes, tell me',
  confirmedTitle: 'You will be told',
  confirmed: 'Thank you. We write only about outages and planned maintenance.',
  manage: 'Your subscription',
  whichComponents: 'Only about these; about everything if none is chosen',
  everyNote: 'Also write when nothing has changed yet',
  save: 'Save',
  savedTitle: 'Saved',
  saved: 'Your wishes are kept from now on.',
  unsubscribeTitle: 'End your subscription',
  unsubscribeAsk: 'We will not write to this address again. The page and the feeds stay open to you.',
  unsubscribeButton: 'Stop writing to me',
  unsubscribedTitle: 'Your subscription has ended',
  unsubscribed: 'We will not write to this address again.',
  state: {
    pending: 'You have not confirmed this subscription yet.',
    active: 'You are subscribed.',
    unsubscribed: 'You ended this subscription.',
    suppressed: 'Mail to this address came back, so we stopped writing.',
  },
};

const de: FormWords = {
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
  state: {
    pending: 'Sie haben dieses Abonnement noch nicht bestätigt.',
    active: 'Sie sind eingetragen.',
    unsubscribed: 'Sie haben dieses Abonnement beendet.',
    suppressed: 'Nachrichten an diese Adresse kamen zurück, deshalb schreiben wir nicht mehr.',
  },
};

const LANGUAGES: Readonly<Record<string, FormWords>> = { en, de, fr, es, pt, it, nl, pl, ja, zh, ar, he };

/** In the reader's language, else in English. */
export const formWords = (locale: string): FormWords => LANGUAGES[locale.split('-')[0]!] ?? en;
