/** What a segment hears beside the body, where it really needs to hear something else. English. */
import type { SegmentNotes } from '../shape.ts';

const RETRY =
  'For your code: repeat failed requests with growing pauses and with the same idempotency key, and keep their request ids.';
const QUOTE = 'You may quote this message to your own customers.';
const CONTACT =
  'For questions about your contract or your own incident, {% if supportUrl %}reach us here: {{ supportUrl }}{% else %}please write to your contact with us{% endif %}.';
const CREDIT =
  'If your contract grants a credit for this time, we work it out and write to you. You do not need to file a claim.';
const COLLIDES = 'If this window collides with a date of yours, please write to us before it starts.';
const PAUSE =
  'For your code: requests may be refused in this window. Let jobs wait, and repeat them afterwards.';

export const EN_NOTES: SegmentNotes = {
  consumer: {
    'update/investigating': 'You do not need to call or write to us: every change is announced here.',
    'update/monitoring': 'If it still fails for you, please close the app or the page and open it again.',
    'update/resolved': 'If it still fails for you, please close the app or the page and open it again.',
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
      'For your code: let waiting requests go again, a few at first. If some still fail, please send us their request ids and times.',
    'update/resolved':
      'For your code: requests that failed can be sent again. Use the same idempotency keys, so that nothing happens twice.',
    relapse: RETRY,
    'maintenance/scheduled': PAUSE,
    'maintenance/reminded': PAUSE,
    'maintenance/extended': 'For your code: please let jobs wait until {{ endsAt }}.',
    'maintenance/completed': 'For your code: jobs that waited can run again.',
  },
};
