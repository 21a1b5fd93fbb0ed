/** The small forms of subscribing in Polish. */
import type { FormWords } from '../form-words.ts';

export const pl: FormWords = {
  checkMailTitle: 'Sprawdź swoją pocztę',
  checkMail:
    'Jeśli ten adres nie jest jeszcze zapisany, wiadomość z linkiem jest w drodze. Przejdź do linku, aby potwierdzić.',
  confirmTitle: 'Potwierdź subskrypcję',
  confirmAsk: 'Czy mamy pisać, gdy coś nie działa, i gdy znów działa?',
  confirmButton: 'Tak, powiadamiajcie mnie',
  confirmedTitle: 'Będziemy powiadamiać',
  confirmed: 'Dziękujemy. Piszemy tylko o awariach i planowanej konserwacji.',
  manage: 'Twoja subskrypcja',
  whichComponents: 'Tylko o tych; o wszystkim, jeśli nic nie wybrano',
  everyNote: 'Pisać także, gdy nic się jeszcze nie zmieniło',
  save: 'Zapisz',
  savedTitle: 'Zapisano',
  saved: 'Te życzenia obowiązują od teraz.',
  unsubscribeTitle: 'Zakończ subskrypcję',
  unsubscribeAsk: 'Nie będziemy już pisać na ten adres. Strona i kanały pozostają otwarte.',
  unsubscribeButton: 'Nie piszcie do mnie',
  unsubscribedTitle: 'Subskrypcja zakończona',
  unsubscribed: 'Nie będziemy już pisać na ten adres.',
  state: {
    pending: 'Ta subskrypcja nie została jeszcze potwierdzona.',
    active: 'Subskrypcja jest aktywna.',
    unsubscribed: 'Ta subskrypcja została zakończona.',
    suppressed: 'Poczta na ten adres wracała, więc przestaliśmy pisać.',
  },
};
