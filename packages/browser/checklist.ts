/**
 * `<candor-checklist list="…">`: what a user should know before an outage, ticked off in the customer's own app. A tick
 * holds at once and is sent when Candor can be reached; a policy is accepted by its tick; a question is done when
 * Candor says that the answer is right. Tells the host app by `candor-progress` events with `{ done, of }`.
 */
import type { ChecklistProgress, EmbeddedChecklist, EmbeddedChecklistItem } from '@candor/protocol/embed.ts';
import { overlay, progressOf, safeUrl } from './checklist-model.ts';
import { defineEmbed, type Frame } from './embed-frame.ts';
import { make } from './make.ts';
import { plainText, textIn } from './words.ts';

const TEXT_LENGTH = 2_000;

export const defineChecklist = (home: string) =>
  defineEmbed('candor-checklist', { attribute: 'list', folder: 'checklists', home }, drawChecklist);

function drawChecklist(frame: Frame): () => void {
  const { element, body, client, path, locale, words } = frame;
  let list: EmbeddedChecklist | null = null;
  let shape = '';
  let gone = false;
  const rows = new Map<string, { row: HTMLLIElement; mark(item: EmbeddedChecklistItem): void }>();
  const meter = make('progress', { max: '1' });
  const count = make('p', { class: 'soft' });

  const show = (next: EmbeddedChecklist) => {
    if (gone) return;
    list = overlay(next, client.pending(path));
    const wanted = JSON.stringify(list.items.map(({ id, kind, title }) => [id, kind, title]));
    if (wanted !== shape) build(list);
    shape = wanted;
    const progress = progressOf(list);
    for (const item of list.items) rows.get(item.id)!.mark(item);
    meter.max = progress.of || 1;
    meter.value = progress.done;
    count.textContent = words.progress(progress.done, progress.of);
    meter.ariaLabel = count.textContent;
    element.dispatchEvent(
      new CustomEvent('candor-progress', { detail: progress, bubbles: true, composed: true }),
    );
  };

  const build = ({ title, intro, items }: EmbeddedChecklist) => {
    rows.clear();
    for (const item of items)
      rows.set(
        item.id,
        rowOf(item, frame, (progress) => tick(item.id, progress)),
      );
    body.replaceChildren(
      make('h2', {}, textIn(title, locale)),
      ...(intro ? [make('p', {}, plainText(textIn(intro, locale), TEXT_LENGTH))] : []),
      meter,
      count,
      make('ol', {}, ...[...rows.values()].map(({ row }) => row)),
    );
  };

  const tick = async (id: string, progress: Omit<ChecklistProgress, 'reader'>) => {
    const sending = client.write('PUT', `${path}/items/${encodeURIComponent(id)}`, progress);
    if (list) show(list);
    const outcome = await sending;
    if (gone) return;
    if (outcome === 'kept') frame.say(client.lasting ? words.kept : words.held);
    else if (outcome === 'sent') frame.say(list?.items.every(({ done }) => done) ? words.complete : '');
    else {
      frame.say(words.notSaved);
      void load();
    }
  };

  const load = async () => {
    const found = await client.load<EmbeddedChecklist>(path);
    if (gone) return;
    if (!found) {
      frame.say(words.unreachable);
      return;
    }
    show(found.value);
    if (!found.live) frame.say(words.offline);
  };
  const deaf = client.onAnswer(path, (answer, ok) => {
    if (ok && isChecklist(answer)) show(answer);
  });
  void load();
  return () => {
    gone = true;
    deaf();
  };
}

const isChecklist = (answer: unknown): answer is EmbeddedChecklist =>
  Array.isArray((answer as EmbeddedChecklist | null)?.items);

function rowOf(
  item: EmbeddedChecklistItem,
  { locale, words, origin }: Frame,
  tick: (progress: Omit<ChecklistProgress, 'reader'>) => void,
) {
  const title = textIn(item.title, locale);
  const row = make('li', {});
  const details: Node[] = [];
  if (item.text) details.push(make('p', {}, plainText(textIn(item.text, locale), TEXT_LENGTH)));
  const url = safeUrl(item.url, origin);
  if (url)
    details.push(
      make(
        'a',
        { href: url, target: '_blank', rel: 'noopener', 'aria-label': `${words.open}: ${title}` },
        words.open,
      ),
    );

  if (item.kind === 'question') {
    const feedback = make('p', { role: 'status' });
    const options = (item.options ?? []).map(({ id, text }) =>
      make(
        'label',
        {},
        make('input', { type: 'radio', name: item.id, value: id }),
        make('span', {}, textIn(text, locale)),
      ),
    );
    const form = make(
      'form',
      {},
      make('fieldset', {}, make('legend', { class: 't' }, title), ...details, ...options),
      make('button', { class: 'plain' }, words.check),
      feedback,
    );
    let asked = false;
    form.onsubmit = (event) => {
      event.preventDefault();
      const answer = new FormData(form).get(item.id);
      feedback.textContent = answer === null ? words.noAnswer : '';
      if (answer === null) return;
      asked = true;
      tick({ done: true, answer: String(answer) });
    };
    row.append(form);
    return {
      row,
      mark({ done, feedback: hint }: EmbeddedChecklistItem) {
        row.className = done ? 'done' : '';
        form.querySelector('button')!.hidden = done;
        for (const input of form.querySelectorAll('input')) input.disabled = done;
        // Candor's word on the answer; there is none while the answer waits to be sent.
        feedback.textContent = done ? '✓' : asked && hint ? textIn(hint, locale) : '';
      },
    };
  }

  const box = make('input', { type: 'checkbox' });
  box.onchange = () => tick({ done: box.checked });
  row.append(make('label', {}, box, make('span', { class: 't' }, title)));
  if (item.kind === 'policy') box.ariaLabel = `${title}. ${words.accept}`;
  row.append(...details);
  return {
    row,
    mark({ done }: EmbeddedChecklistItem) {
      row.className = done ? 'done' : '';
      box.checked = done;
      // An acceptance is a record; it is not taken back by a click.
      box.disabled = item.kind === 'policy' && done;
    },
  };
}
