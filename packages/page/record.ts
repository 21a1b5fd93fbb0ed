/** The page's own record; it invites trust because it shows misses too. */
import { type Html, html } from './html.ts';
import { numberFormat } from './remember.ts';
import { intlOf } from './times.ts';
import type { View } from './view.ts';

export function record({ snapshot, strings, locale, times, place, link }: View): Html {
  const { record: kept, links } = snapshot;
  const measured = (minutes: number) => {
    const [value, unit] = minutes < 2 ? [minutes * 60, 'second'] : [minutes, 'minute'];
    const style = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 } as const;
    return numberFormat(intlOf(locale), style).format(value);
  };
  const names = { policy: strings.policy, trust: strings.trust, cases: strings.cases, log: strings.log };
  const { medianMinutesToFirstWord: first, medianDaysToPostmortem: days } = kept;
  return html`<h2>${strings.record}</h2>${
    kept.incidents === 0
      ? html`<p>${strings.recordNone}</p>`
      : html`${first !== null && html`<p>${strings.recordFirstWord(measured(first))}</p>`}<p><a href="${link('/promises')}">${strings.recordPromises(kept.promisesKept, kept.promisesKeptByNote, kept.promisesMissed)}</a></p>${days !== null && html`<p>${strings.recordPostmortems(kept.postmortemsPublished, kept.ended, times.days(days))}</p>`}`
  }${kept.postmortems.length > 0 && html`<p>${strings.postmortems}:</p><ul>${kept.postmortems.map(({ title, url, publishedAt }) => html`<li><a href="${place(url)}" dir="auto">${title}</a>, ${times.time(publishedAt)}</li>`)}</ul>`}${
    links.length > 0 &&
    html`<p>${links.map(({ kind, url }, i) => html`${i > 0 && ' · '}<a href="${place(url)}">${names[kind]}</a>`)}</p>`
  }`;
}
