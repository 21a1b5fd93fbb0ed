/**
 * Calls: the message read aloud, for those who have to wake. A receipt is the provider's word that it will call;
 * "delivered" is the key that somebody pressed, because an answering machine also picks up.
 */

import { inUtf16 } from '#lib/measure/text.ts';
import type { Carrier } from '../carrier.ts';
import { phoneAddress } from '../phone/number.ts';
import { twilioVoice } from './twilio.ts';
import { vonageVoice } from './vonage.ts';
import { spokenText } from './words.ts';

export const createVoiceCarrier = (): Carrier => ({
  name: 'voice',
  title: 'Phone call',
  summary: 'Calls and reads the message aloud twice; the key 1 confirms that it was heard.',
  receiptMeaning:
    'The provider took the order to call. “Delivered” is added only when somebody pressed 1; busy, unanswered and failed calls are added as bounced. Neither provider recognises a repeat: after a crash at the very moment of ordering, the phone can ring twice.',
  audience: 'staff',
  address: phoneAddress,
  forms: ['short', 'parts', 'text'],
  limits: { inFlight: 8, perEndpoint: 8, timeoutMs: 45_000 },
  endpointOf: () => 'phone',
  endpoints: 'one',
  providers: [twilioVoice, vonageVoice],
  show(content) {
    const text = spokenText(content);
    return { texts: [{ text, measure: inUtf16(text, null) }] };
  },
});
