/** The small forms of subscribing in Italian. */
import type { FormWords } from '../form-words.ts';

export const it: FormWords = {
  checkMailTitle: 'Controllare la posta',
  checkMail:
    'Se questo indirizzo non è ancora iscritto, un messaggio con un link è in arrivo. Seguire il link per confermare.',
  confirmTitle: 'Confermare l’iscrizione',
  confirmAsk: 'Dobbiamo scrivere quando qualcosa non va e quando va di nuovo bene?',
  confirmButton: 'Sì, avvisatemi',
  confirmedTitle: 'Avviseremo noi',
  confirmed: 'Grazie. Scriviamo solo di guasti e manutenzioni programmate.',
  manage: 'La tua iscrizione',
  whichComponents: 'Solo su questi; su tutto se non si sceglie nulla',
  everyNote: 'Scrivere anche quando non è ancora cambiato nulla',
  save: 'Salvare',
  savedTitle: 'Salvato',
  saved: 'Le scelte valgono da subito.',
  unsubscribeTitle: 'Terminare l’iscrizione',
  unsubscribeAsk: 'Non scriveremo più a questo indirizzo. La pagina e i canali restano aperti.',
  unsubscribeButton: 'Non scrivetemi più',
  unsubscribedTitle: 'L’iscrizione è terminata',
  unsubscribed: 'Non scriveremo più a questo indirizzo.',
  state: {
    pending: 'Questa iscrizione non è ancora confermata.',
    active: 'L’iscrizione è attiva.',
    unsubscribed: 'Questa iscrizione è stata terminata.',
    suppressed: 'La posta a questo indirizzo è tornata indietro, quindi abbiamo smesso di scrivere.',
  },
};
