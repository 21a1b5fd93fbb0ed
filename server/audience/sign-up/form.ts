/** The forms of signing up: everything at once, the step that asks for a proof, and the code from a phone. */
import { type Html, html, stringsFor, trusted } from '@candor/page';
import { SubscribeInput } from '@candor/protocol/audience.ts';
import type { Choices } from '../choices.ts';
import { formWords } from '../form-words.ts';
import { confirmedBy } from '../letters.ts';
import { type Followed, wishFields } from '../wishes-form.ts';
import { PROOF_SCRIPT } from './proof.ts';

/** The trap is a field that no person sees: what fills it is no person. */
const trap = (locale: string): Html =>
  html`<p class="vh" aria-hidden="true"><label>${stringsFor(locale).leaveEmpty} <input name="website" tabindex="-1" autocomplete="off"></label></p>`;

const textOf = (given: unknown) => (typeof given === 'string' ? given : '');

/** `ways`: those that work here, mail first. The rest is what was sent before and is mended now. */
export function signUpForm({
  action,
  ways,
  choices,
  locale,
  locales,
  timeZone,
  followed,
  stamp,
  wishes: given,
  email,
  phone,
  room,
  fault,
}: {
  action: string;
  ways: readonly { name: string; title: string }[];
  choices: Choices;
  locale: string;
  locales: readonly string[];
  timeZone: string;
  followed: readonly Followed[];
  stamp: string;
  wishes: Record<string, unknown>;
  email: unknown;
  phone: unknown;
  room: unknown;
  fault: string | null;
}): Html {
  const words = formWords(locale);
  const strings = stringsFor(locale);
  const shown = SubscribeInput.safeParse({ locale, timeZone, ...given, address: '-' });
  const wishes = shown.success ? shown.data : SubscribeInput.parse({ address: '-', locale, timeZone });
  const byPhone = ways.some(({ name }) => name === 'sms');
  const rooms = ways.filter(({ name }) => name !== 'email' && confirmedBy(name) === null);
  /** `kind` says which address belongs to it; where the style knows it, the others are out of sight. */
  const shownWays = [
    { name: 'email', title: strings.email, kind: 'm' },
    ...(byPhone ? [{ name: 'sms', title: 'SMS', kind: 'p' }] : []),
    ...rooms.map((way) => ({ ...way, kind: 'r' })),
  ];
  const chosen = shownWays.find(({ name }) => name === given['carrier'])?.name ?? 'email';
  const isOnly = shownWays.length === 1;
  const invalid = fault && html` aria-invalid="true" aria-describedby="fault"`;
  return html`${fault && html`<p id="fault" role="alert"><strong>${fault}</strong></p>`}<form method="post" action="${action}">${trap(locale)}<input type="hidden" name="stamp" value="${stamp}">${locales.length <= 1 && html`<input type="hidden" name="locale" value="${locale}">`}${
    !isOnly &&
    html`<fieldset><legend>${words.wayLabel}</legend><div class="ck">${shownWays.map(({ name, title, kind }) => html`<label><input type="radio" name="carrier" value="${name}" data-w="${kind}"${name === chosen && html` checked`}> <span>${title}</span></label>`)}</div></fieldset>`
  }<div class="wm"><label for="email">${strings.email}</label> <input id="email" type="email" name="email" autocomplete="email" maxlength="254" dir="ltr" value="${textOf(email)}"${isOnly && html` required`}${invalid}></div>${
    byPhone &&
    html`<div class="wp"><label for="phone">${words.phone}</label> <input id="phone" type="tel" name="phone" autocomplete="tel" maxlength="40" dir="ltr" value="${textOf(phone)}"${invalid}></div>`
  }${
    rooms.length > 0 &&
    html`<div class="wr"><label for="room">${words.roomAddress}</label> <input id="room" type="url" name="room" maxlength="2000" dir="ltr" value="${textOf(room)}"${invalid}></div>`
  }${wishFields(wishes, choices, { locale, locales, followed })}<button>${strings.subscribe}</button><p class="hint">${strings.subscribeHint}</p></form>`;
}

/** Everything that was said goes along, and a number that a browser searches for. */
export function proofForm(
  locale: string,
  action: string,
  fields: Record<string, unknown>,
  token: string,
): Html {
  const words = formWords(locale);
  const { proof: _, nonce: __, stamp: ___, website: ____, ...kept } = fields;
  const hidden = Object.entries(kept).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      (each) => html`<input type="hidden" name="${name}" value="${String(each)}">`,
    ),
  );
  return html`<p>${words.proofAsk}</p><form method="post" id="proof" action="${action}">${hidden}<input type="hidden" name="proof" value="${token}"><input type="hidden" name="nonce" value=""><button>${words.proofButton}</button></form><p class="hint">${words.proofWait}</p><script>${trusted(PROOF_SCRIPT)}</script>`;
}

export function codeForm(locale: string, action: string, fault: string | null): Html {
  const words = formWords(locale);
  return html`${fault ? html`<p id="fault" role="alert"><strong>${fault}</strong></p>` : html`<p>${words.codeAsk}</p>`}<form method="post" action="${action}"><div><label for="code">${words.codeLabel}</label> <input id="code" type="text" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required dir="ltr"></div><button>${words.confirmButton}</button></form>`;
}
