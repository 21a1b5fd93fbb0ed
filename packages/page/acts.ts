/** What a reader can do: be told of changes in every way that works, and report a problem. Plain forms, no script. */
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { type Html, html } from './html.ts';
import type { View } from './view.ts';

const MOST_CHOICES = 30;

function subscribeForm(view: View): Html {
  const { snapshot, strings, locale, place, say } = view;
  const choices = snapshot.components.filter(({ showcase }) => showcase).slice(0, MOST_CHOICES);
  return html`<form method="post" action="${place('/subscribers')}">${trap(view)}<input type="hidden" name="locale" value="${locale}"><div><label for="email">${strings.email}</label> <input id="email" type="email" name="email" required autocomplete="email" maxlength="254" dir="ltr"></div>${
    choices.length > 1 &&
    html`<fieldset><legend>${strings.onlyThese} <span class="hint">(${strings.everything})</span></legend><div class="ck">${choices.map(
      (component) =>
        html`<label><input type="checkbox" name="componentIds" value="${component.id}">${say(component.name)}</label>`,
    )}</div></fieldset>`
  }<button>${strings.subscribe}</button> <a href="${place('/subscribers')}?locale=${locale}">${strings.moreChoices}</a><p class="hint">${strings.subscribeHint}</p></form>`;
}

/** The trap is a field that no person sees: what fills it is no person. */
const trap = ({ strings }: View): Html =>
  html`<p class="vh" aria-hidden="true"><label>${strings.leaveEmpty} <input name="website" tabindex="-1" autocomplete="off"></label></p>`;

/** To hear of this alone, without a choice to make. */
function followForm(id: string, view: View): Html {
  const { strings, locale, place } = view;
  return html`<form method="post" action="${place('/subscribers')}" class="act follow">${trap(view)}<input type="hidden" name="locale" value="${locale}"><input type="hidden" name="incidentIds" value="${id}"><label for="follow">${strings.followThis}: ${strings.email}</label> <input id="follow" type="email" name="email" required autocomplete="email" maxlength="254" dir="ltr"> <button class="plain">${strings.subscribe}</button></form>`;
}

/** Only script can ask the browser, so only script shows it; nothing is asked before the reader clicks. */
function notify({ strings }: View): Html {
  return html`<p id="push" hidden data-start="${strings.notify}" data-stop="${strings.notifyStop}" data-no="${strings.notifyBlocked}" data-bad="${strings.notifyFailed}"><button type="button" class="plain"></button> <span class="hint" role="status"></span></p>`;
}

/** The three feeds of what has a page at this path. */
const feedsAt = (path: string, { link }: View): Html =>
  html`<a href="${link(`${path}.rss`)}">RSS</a>, <a href="${link(`${path}.atom`)}">Atom</a>, <a href="${link(`${path}.json`)}">JSON</a>`;

export const ownFeeds = (path: string, view: View): Html =>
  html`<p class="hint">${view.strings.feedsOfThis}: ${feedsAt(path, view)}.</p>`;

/** Feeds and the calendar, in the reader's language. */
function ways(view: View, own: string | null): Html {
  const { snapshot, strings, link } = view;
  return html`<p class="ways">${own && html`${strings.feedsOfThis}: ${feedsAt(own, view)}. `}${strings.feeds}: ${feedsAt('/feed', view)}, <a href="${link('/calendar.ics')}">iCal</a>. ${strings.inSlack}: <code dir="ltr">/feed subscribe ${snapshot.page.url}/feed.rss</code></p>`;
}

export function reportForm(view: View): Html {
  const { snapshot, strings, locale, place } = view;
  const { components, groups } = snapshot;
  const option = ({ id, name }: Snapshot['components'][number]) =>
    html`<option value="${id}">${view.text(name)}</option>`;
  const loose = components.filter(({ groupId }) => !groups.some(({ id }) => id === groupId));
  return html`<form method="post" action="${place('/reports')}"><p>${strings.reportIntro}</p><input type="hidden" name="locale" value="${locale}">${trap(view)}${
    components.length > 0 &&
    html`<div><label for="about">${strings.reportWhich}</label> <select id="about" name="componentId"><option value="">${strings.reportAny}</option>${loose.map(option)}${groups.map(
      ({ id, name }) => {
        const members = components.filter(({ groupId }) => groupId === id);
        return (
          members.length > 0 && html`<optgroup label="${view.text(name)}">${members.map(option)}</optgroup>`
        );
      },
    )}</select></div>`
  }<div><label for="happens">${strings.reportWhat}</label> <textarea id="happens" name="text" rows="3" maxlength="1000" dir="auto"></textarea></div><button class="plain">${strings.reportSend}</button><p class="hint">${strings.reportHint}</p></form>`;
}

/** `own`: the path whose feeds are of what this page shows alone. */
/** `own`: where this page's own feeds are; `follow`: what can be followed alone here. */
export function acts(view: View, own: string | null = null, follow: string | null = null): Html {
  const { strings, snapshot } = view;
  // Where there is much to choose from, the form would weigh more on every load than it is worth.
  const report =
    snapshot.components.length > MOST_CHOICES
      ? html`<a class="act" id="report" href="${view.link('/report')}">${strings.report}</a>`
      : html`<details class="act" id="report"><summary>${strings.report}</summary>${reportForm(view)}</details>`;
  return html`<div class="acts">${follow && followForm(follow, view)}<details class="act" id="subscribe"><summary>${strings.tellMe}</summary>${subscribeForm(view)}${notify(view)}${ways(view, own)}</details>${report}</div>`;
}
