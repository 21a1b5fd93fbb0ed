/** What one subscriber sees of themselves: their wishes to change, a rest to take, an end, and what is known of them. */
import { type Html, html } from '@candor/page';
import type { Choices } from '../choices.ts';
import { filled, formWords } from '../form-words.ts';
import type { SubscriberRow } from '../reading.ts';
import { signUpLink } from '../small-page.ts';
import { type Followed, wishFields } from '../wishes-form.ts';

/** The first instant of a day where somebody lives, and that day again. */
export const dayBegins = (day: string, timeZone: string): string =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds).toISOString();
const dayOf = (instant: string, timeZone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();

export function preferencesForm({
  subscriber,
  token,
  choices,
  locales,
  followed,
  now,
  fault,
}: {
  subscriber: SubscriberRow;
  token: string;
  choices: Choices;
  locales: readonly string[];
  followed: readonly Followed[];
  now: string;
  fault: string | null;
}): Html {
  const { locale, state, timeZone, pausedUntil } = subscriber;
  const words = formWords(locale);
  const own = `/subscribers/${token}`;
  const isPaused = pausedUntil !== null && pausedUntil > now;
  const until = isPaused ? dayOf(pausedUntil, timeZone) : '';
  const stop = html`<form method="post" action="${own}/unsubscribe"><button class="plain">${words.unsubscribeButton}</button></form>`;
  const secret =
    subscriber.carrier === 'webhook' &&
    state === 'active' &&
    html`<form method="post" action="${own}/secrets"><button class="plain">${words.newSecret}</button></form>`;
  const about = html`<p class="ways"><a href="${own}/data" download>${words.myData}</a> · <a href="${own}/erasure">${words.forgetTitle}</a></p>`;
  // What has ended is not changed; one may still look, and be forgotten.
  if (state === 'unsubscribed' || state === 'suppressed')
    return html`<p>${words.state[state]}</p>${signUpLink(locale)}${about}`;
  return html`${fault && html`<p id="fault" role="alert"><strong>${fault}</strong></p>`}<p>${words.state[state]} <span dir="ltr">${subscriber.address}</span></p>${
    isPaused && html`<p role="status"><strong>${filled(words.paused, { time: until })}</strong></p>`
  }<form method="post">${wishFields(subscriber, choices, { locale, locales, followed })}<div><label for="pausedUntil">${words.pause}</label> <input type="date" id="pausedUntil" name="pausedUntil" value="${until}"></div><button>${words.save}</button></form>${secret}${stop}${about}`;
}
