/** The list of components: one row for each, groups with trouble open, calm groups folded with a count. */
import type { SnapshotComponent } from '@candor/protocol/snapshot.ts';
import { bars } from './bars.ts';
import { worseThan } from './headline.ts';
import { type Html, html } from './html.ts';
import { remembering } from './remember.ts';
import type { View } from './view.ts';

function componentRow(component: SnapshotComponent, view: View): Html {
  const { id, status, name, description } = component;
  return html`<li class="${status}" id="${id}"><div class="cl"><a class="cn" href="${(view.componentPages ? view.link : view.place)(`/components/${id}`)}">${view.say(name)}</a> <span class="cs mark ${status}">${view.strings.status[status]}</span></div>${
    description && html`<p class="cd">${view.say(description)}</p>`
  }${bars(component, view)}</li>`;
}

const rememberedRow = remembering(componentRow, ({ locale, face, componentPages }: View) => ({
  slot: locale,
  key: `${face} ${componentPages}`,
}));

export function componentList(view: View): Html {
  const { snapshot, strings, say } = view;
  const visible = snapshot.components.filter(
    ({ onlyShowIfDegraded, status }) => !onlyShowIfDegraded || status !== 'operational',
  );
  const loose = visible.filter(({ groupId }) => !snapshot.groups.some(({ id }) => id === groupId));
  const groups = snapshot.groups
    .map((group) => ({ group, members: visible.filter(({ groupId }) => groupId === group.id) }))
    .filter(({ members }) => members.length > 0);
  const rows = (members: SnapshotComponent[]) =>
    members.length > 0 &&
    html`<ul class="c">${members.map((component) => rememberedRow(component, view))}</ul>`;
  return html`${rows(loose)}${groups.map(({ group, members }) => {
    const worst = members.reduce(
      (state, { status }) => (worseThan(status, state) ? status : state),
      members[0]!.status,
    );
    const calm = worst === 'operational';
    return html`<details class="g ${worst}" id="${group.id}"${!calm && html` open`}><summary><span class="cn mark ${worst}">${say(group.name)}</span> <span class="by">${calm ? strings.workingFine(members.length) : strings.status[worst]}</span></summary>${rows(members)}</details>`;
  })}${visible.length > 0 && html`<p class="hint">${strings.scale}</p>`}`;
}
