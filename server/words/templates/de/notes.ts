/** Was ein Segment zusätzlich erfährt. German notes, in the formal address. */
import type { SegmentNotes } from '../shape.ts';

const RETRY =
  'Für Ihre Software: Wiederholen Sie fehlgeschlagene Anfragen mit wachsenden Pausen und demselben Idempotenzschlüssel, und bewahren Sie die Kennungen der Anfragen auf.';
const QUOTE = 'Sie dürfen diese Meldung an Ihre eigenen Kunden weitergeben.';
const CONTACT =
  'Bei Fragen zu Ihrem Vertrag oder zu Ihrer eigenen Störung {% if supportUrl %}erreichen Sie uns hier: {{ supportUrl }}{% else %}schreiben Sie bitte Ihrer Kontaktperson bei uns{% endif %}.';
const CREDIT =
  'Wenn Ihnen nach Ihrem Vertrag für diese Zeit eine Gutschrift zusteht, berechnen wir sie und schreiben Ihnen. Sie müssen nichts beantragen.';
const COLLIDES =
  'Wenn Ihnen dieser Zeitraum einen Termin durchkreuzt, schreiben Sie uns bitte vor dem Beginn.';
const PAUSE =
  'Für Ihre Software: In diesem Zeitfenster können Anfragen abgelehnt werden. Lassen Sie Aufträge warten, und wiederholen Sie sie danach.';
const REOPEN =
  'Wenn es bei Ihnen noch nicht funktioniert, schließen Sie bitte die App oder die Seite und öffnen Sie sie neu.';

export const DE_NOTES: SegmentNotes = {
  consumer: {
    'update/investigating': 'Sie müssen uns nicht anrufen oder schreiben: Jede Änderung melden wir hier.',
    'update/monitoring': REOPEN,
    'update/resolved': REOPEN,
  },
  business: {
    'update/investigating': QUOTE,
    'update/identified': QUOTE,
    'update/resolved': CREDIT,
    relapse: QUOTE,
    apology: CREDIT,
    'maintenance/scheduled': COLLIDES,
  },
  enterprise: {
    'update/investigating': `${QUOTE} ${CONTACT}`,
    'update/identified': QUOTE,
    'update/resolved': `${CREDIT} ${CONTACT}`,
    relapse: `${QUOTE} ${CONTACT}`,
    apology: `${CREDIT} ${CONTACT}`,
    postmortem_ready: CONTACT,
    'maintenance/scheduled': COLLIDES,
    'maintenance/reminded': CONTACT,
    'maintenance/extended': CONTACT,
  },
  developer: {
    'update/investigating': RETRY,
    'update/identified': RETRY,
    'update/monitoring':
      'Für Ihre Software: Lassen Sie wartende Anfragen wieder los, zuerst wenige. Wenn noch welche fehlschlagen, senden Sie uns bitte Kennungen und Uhrzeiten.',
    'update/resolved':
      'Für Ihre Software: Fehlgeschlagene Anfragen können Sie erneut senden. Verwenden Sie dieselben Idempotenzschlüssel, damit nichts doppelt geschieht.',
    relapse: RETRY,
    'maintenance/scheduled': PAUSE,
    'maintenance/reminded': PAUSE,
    'maintenance/extended': 'Für Ihre Software: Lassen Sie Aufträge bitte warten. Neues Ende: {{ endsAt }}.',
    'maintenance/completed': 'Für Ihre Software: Aufträge, die gewartet haben, können wieder laufen.',
  },
};
