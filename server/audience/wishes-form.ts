/**
 * The fields by which somebody says what they want to hear and when, in HTML that needs no script, and the way back
 * from what a browser sends. A box that is not ticked is not sent; `full` in the form says that all boxes were there.
 */
import { type Html, html, stringsFor, textIn } from '@candor/page';
import type { Subscriber } from '@candor/protocol/audience.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Choices } from './choices.ts';
import { formWords } from './form-words.ts';

type Shown = Pick<
  Subscriber,
  | 'componentIds'
  | 'groupIds'
  | 'incidentIds'
  | 'leastSeverity'
  | 'wantsIncidents'
  | 'wantsMaintenance'
  | 'everyNote'
  | 'quietFrom'
  | 'quietUntil'
  | 'quietExceptCritical'
  | 'digest'
  | 'locale'
  | 'timeZone'
>;

export type Followed = { id: string; title: LocalizedText };

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
const languageName = (locale: string) =>
  new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;

const select = (
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  now: string,
): Html =>
  html`<div><label for="${name}">${label}</label> <select id="${name}" name="${name}">${options.map(
    ([value, text]) => html`<option value="${value}"${value === now && html` selected`}>${text}</option>`,
  )}</select></div>`;

const box = (name: string, value: string, label: Html | string, checked: boolean): Html =>
  html`<label><input type="checkbox" name="${name}" value="${value}"${checked && html` checked`}> <span>${label}</span></label>`;

/** Each group with its components below it; a group that is ticked means those too that join it later. */
function components({ components, groups }: Choices, shown: Shown, locale: string): Html {
  const words = formWords(locale);
  const one = ({ id, name }: Choices['components'][number]) =>
    box('componentIds', id, textIn(name, locale), shown.componentIds?.includes(id) ?? false);
  const loose = components.filter(({ groupId }) => !groups.some(({ id }) => id === groupId));
  return html`<fieldset><legend>${words.whichComponents}</legend><div class="ck">${loose.map(one)}</div>${groups.map(
    ({ id, name }) =>
      html`<div class="ck">${box('groupIds', id, html`<b>${textIn(name, locale)}</b> (${words.wholeGroup})`, shown.groupIds?.includes(id) ?? false)}${components.filter(({ groupId }) => groupId === id).map(one)}</div>`,
  )}</fieldset>`;
}

export function wishFields(
  shown: Shown,
  choices: Choices,
  {
    locale,
    locales,
    followed,
  }: { locale: string; locales: readonly string[]; followed: readonly Followed[] },
): Html {
  const words = formWords(locale);
  const strings = stringsFor(locale);
  const kinds = shown.wantsIncidents ? (shown.wantsMaintenance ? 'both' : 'incidents') : 'maintenance';
  return html`<input type="hidden" name="full" value="1">${
    followed.length > 0 &&
    html`<fieldset><legend>${words.onlyIncident}</legend>${followed.map(({ id, title }) => box('incidentIds', id, textIn(title, locale), true))}</fieldset>`
  }${choices.components.length > 1 && components(choices, shown, locale)}${select(
    'kinds',
    words.kinds,
    [
      ['both', words.kindsBoth],
      ['incidents', words.kindsIncidents],
      ['maintenance', words.kindsMaintenance],
    ],
    kinds,
  )}${select(
    'leastSeverity',
    words.severity,
    [
      ['4', words.severityAll],
      ['3', words.severityMinor],
      ['2', words.severityMajor],
      ['1', words.severityCritical],
    ],
    String(shown.leastSeverity),
  )}${select(
    'digest',
    words.digest,
    [
      ['instant', words.digestInstant],
      ['hourly', words.digestHourly],
      ['daily', words.digestDaily],
    ],
    shown.digest,
  )}<fieldset>${box('everyNote', 'true', words.everyNote, shown.everyNote)}</fieldset><fieldset><legend>${words.quiet}</legend><div class="ck"><div><label for="quietFrom">${strings.from}</label><input type="time" id="quietFrom" name="quietFrom" value="${shown.quietFrom ?? ''}"></div><div><label for="quietUntil">${strings.until}</label><input type="time" id="quietUntil" name="quietUntil" value="${shown.quietUntil ?? ''}"></div></div>${box('quietExceptCritical', 'true', words.quietExcept, shown.quietExceptCritical)}</fieldset>${
    locales.length > 1 &&
    select(
      'locale',
      strings.languages,
      locales.map((each) => [each, languageName(each)] as const),
      locales.includes(shown.locale) ? shown.locale : locale,
    )
  }${select(
    'timeZone',
    words.timeZone,
    (ZONES.includes(shown.timeZone) ? ZONES : [shown.timeZone, ...ZONES]).map(
      (zone) => [zone, zone] as const,
    ),
    shown.timeZone,
  )}`;
}

const listOf = (given: unknown) =>
  given === undefined || given === '' || given === null ? null : Array.isArray(given) ? given : [given];
const isTrue = (given: unknown) => given === 'true' || given === true;
const KINDS: Record<string, [wantsIncidents: boolean, wantsMaintenance: boolean]> = {
  both: [true, true],
  incidents: [true, false],
  maintenance: [false, true],
};

/** What a browser or a program sent, as the protocol's schema takes it; what nobody knows stays and is refused there. */
export function wishesOf({ full, kinds, ...form }: Record<string, unknown>): Record<string, unknown> {
  const wishes: Record<string, unknown> = { ...form, componentIds: listOf(form['componentIds']) };
  for (const name of ['groupIds', 'incidentIds'] as const)
    if (full !== undefined || form[name] !== undefined) wishes[name] = listOf(form[name]);
  if (full !== undefined || form['everyNote'] !== undefined) wishes['everyNote'] = isTrue(form['everyNote']);
  if (full !== undefined || form['quietExceptCritical'] !== undefined)
    wishes['quietExceptCritical'] = isTrue(form['quietExceptCritical']);
  for (const name of ['quietFrom', 'quietUntil'] as const) if (form[name] === '') wishes[name] = null;
  if (typeof form['leastSeverity'] === 'string') wishes['leastSeverity'] = Number(form['leastSeverity']);
  const pair = typeof kinds === 'string' && Object.hasOwn(KINDS, kinds) ? KINDS[kinds] : undefined;
  if (pair) [wishes['wantsIncidents'], wishes['wantsMaintenance']] = pair;
  else if (kinds !== undefined) wishes['kinds'] = kinds;
  return wishes;
}
