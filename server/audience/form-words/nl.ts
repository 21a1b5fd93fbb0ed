/** The small forms of subscribing in Dutch. */
import type { FormWords } from '../form-words.ts';

export const nl: FormWords = {
  checkMailTitle: 'Kijk in uw mail',
  checkMail:
    'Als dit adres nog niet is aangemeld, is er een bericht met een link onderweg. Volg de link om te bevestigen.',
  confirmTitle: 'Bevestig uw abonnement',
  confirmAsk: 'Zullen we u schrijven als er iets mis is, en als het weer goed is?',
  confirmButton: 'Ja, laat het mij weten',
  confirmedTitle: 'U krijgt bericht',
  confirmed: 'Bedankt. We schrijven alleen over storingen en gepland onderhoud.',
  manage: 'Uw abonnement',
  whichComponents: 'Alleen over deze; over alles als u niets kiest',
  everyNote: 'Ook schrijven als er nog niets is veranderd',
  save: 'Opslaan',
  savedTitle: 'Opgeslagen',
  saved: 'Uw wensen gelden vanaf nu.',
  unsubscribeTitle: 'Abonnement beëindigen',
  unsubscribeAsk: 'We schrijven niet meer naar dit adres. De pagina en de kanalen blijven voor u open.',
  unsubscribeButton: 'Schrijf mij niet meer',
  unsubscribedTitle: 'Uw abonnement is beëindigd',
  unsubscribed: 'We schrijven niet meer naar dit adres.',
  state: {
    pending: 'U heeft dit abonnement nog niet bevestigd.',
    active: 'U bent aangemeld.',
    unsubscribed: 'U heeft dit abonnement beëindigd.',
    suppressed: 'Mail naar dit adres kwam terug, daarom zijn we gestopt met schrijven.',
  },
};
