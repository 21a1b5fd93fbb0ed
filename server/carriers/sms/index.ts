/**
 * SMS: the short form, with the receiver's own links in it, counted as networks bill it. A receipt is the provider's
 * word; whether a phone has it is known when the network says so later, and not every network does.
 */
import type { Carrier } from '../carrier.ts';
import { phoneAddress } from '../phone/number.ts';
import { measureSms, smsText } from './text.ts';
import { twilioSms } from './twilio.ts';
import { vonageSms } from './vonage.ts';

const USUAL_SEGMENTS = 3;

export const createSmsCarrier = (): Carrier => ({
  name: 'sms',
  title: 'SMS',
  summary: 'A short message to the phone of a reader; an answer of STOP ends it.',
  receiptMeaning:
    'The provider took the message. “Delivered” is added when the phone’s network reports it; some networks never do. Neither provider recognises a repeat: after a crash at the very moment of sending, one message per open connection can come twice.',
  audience: 'reader',
  address: phoneAddress,
  forms: ['short', 'parts', 'text'],
  limits: { inFlight: 32, perEndpoint: 32, timeoutMs: 45_000 },
  endpointOf: () => 'phone',
  endpoints: 'one',
  providers: [twilioSms, vonageSms],
  show(content) {
    const text = smsText(content, { unsubscribeUrl: null, ownUrl: null }, USUAL_SEGMENTS);
    return { texts: [{ text, measure: measureSms(text) }] };
  },
});
