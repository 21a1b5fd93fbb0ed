/** The one text that leaves as SMS, and what it takes. Pure. */

import { cheaper, segmentsOf } from '#lib/measure/gsm.ts';
import type { Content, Measure, Outgoing } from '../carrier.ts';
import { blocksOf, blocksOfText } from '../posts/blocks.ts';
import { fit } from '../posts/fit.ts';

type Links = Pick<Outgoing, 'unsubscribeUrl' | 'ownUrl'>;

export function smsText({ form }: Content, { unsubscribeUrl, ownUrl }: Links, maxSegments: number): string {
  const fits = (text: string) => segmentsOf(cheaper(text)).parts <= maxSegments;
  const own = (text: string) =>
    text
      .replaceAll('{{unsubscribeUrl}}', () => unsubscribeUrl ?? '')
      .replaceAll('{{ownUrl}}', () => ownUrl ?? '');
  if (form.parts && !form.short) return cheaper(fit(blocksOf(form), fits));
  const noted = form.shortWithNote && cheaper(own(form.shortWithNote).trim());
  if (noted && fits(noted)) return noted;
  // The short form was made for this; what fits as it is stays as it is.
  const text = own(form.short ?? form.text).trim();
  return cheaper(fits(text) ? text : fit(blocksOfText(text), fits));
}

export function measureSms(text: string): Measure {
  const { encoding, units, parts, room } = segmentsOf(text);
  return { used: units, limit: room, unit: `characters (${encoding})`, parts };
}
