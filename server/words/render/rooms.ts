/** The room that each form has, and how its channel counts. Pure. */
import type { FormCount, RenderedMessage } from '@candor/protocol/words.ts';
import { cheaper, segmentsOf } from '#lib/measure/gsm.ts';
import { BLUESKY, mastodonRule, X } from '#lib/measure/posts.ts';
import { graphemes } from '#lib/measure/text.ts';
import type { Fits } from './fit.ts';

export const SMS_PLACES = 160;
export const SUBJECT_CHARS = 200;
export const BANNER_CHARS = 240;
/** A push service takes 3,993 bytes; address, tag and time of the notification need the rest. */
export const PUSH_BYTES = 3_000;
const PUSH_TITLE_BYTES = 400;

/** One typographic mark turns an SMS of 160 characters into three of 67, so plain ones stand in where that helps. */
export const smsMarks = cheaper;

const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;

export const fitsSms: Fits = (text) => segmentsOf(cheaper(text)).units <= SMS_PLACES;
export const fitsPost: Fits = BLUESKY.fits;
export const fitsBanner: Fits = (text) => graphemes(text) <= BANNER_CHARS;
export const fitsSubject: Fits = (text) => graphemes(text) <= SUBJECT_CHARS;
export const fitsPushTitle: Fits = (text) => jsonBytes(text) <= PUSH_TITLE_BYTES;
export const fitsPushBody = (title: string): Fits => {
  const room = PUSH_BYTES - jsonBytes(title);
  return (text) => jsonBytes(text) <= room;
};

export function countsOf(message: RenderedMessage): FormCount[] {
  const sms = segmentsOf(message.short);
  const count = (
    form: FormCount['form'],
    used: number,
    limit: number | null,
    unit = 'characters',
    parts = 1,
  ): FormCount => ({ form, used, limit, unit, parts });
  const mastodon = mastodonRule();
  return [
    count('subject', graphemes(message.subject), SUBJECT_CHARS),
    count('text', graphemes(message.text), null),
    count('html', Buffer.byteLength(message.html), null, 'bytes'),
    count('sms', sms.units, SMS_PLACES, `characters (${sms.encoding})`, sms.parts),
    count('post', BLUESKY.used(message.post), BLUESKY.limit, BLUESKY.unit),
    count('x', X.used(message.post), X.limit, X.unit),
    count('mastodon', mastodon.used(message.post), mastodon.limit, mastodon.unit),
    count('push', jsonBytes(message.push.title) + jsonBytes(message.push.body), PUSH_BYTES, 'bytes'),
    count('banner', graphemes(message.banner), BANNER_CHARS),
    count('page', graphemes(message.body), null),
  ];
}
