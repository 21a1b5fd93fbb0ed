/**
 * `<candor-survey survey="…">`: at most five questions after an outage, in the customer's own app. Shown once: answered
 * or put off, it is gone. An answer given while Candor cannot be reached is kept and sent later, with the same key.
 * Tells the host app by a `candor-answered` event.
 */
import type { EmbeddedSurvey, SurveyAnswers, SurveyQuestion } from '@candor/protocol/embed.ts';
import { defineEmbed, type Frame } from './embed-frame.ts';
import { guarded } from './env.ts';
import { make } from './make.ts';
import { answersFrom } from './survey-model.ts';
import { plainText, textIn } from './words.ts';

const TEXT_LENGTH = 2_000;

export const defineSurvey = (home: string) =>
  defineEmbed('candor-survey', { attribute: 'survey', folder: 'surveys', home }, drawSurvey);

function drawSurvey(frame: Frame): (() => void) | undefined {
  const { element, body, client, path, origin, words } = frame;
  const store = guarded(() => localStorage);
  const settled = `candor:survey:${origin}${path}`;
  let gone = false;
  // Somebody who was asked before is not asked again; nothing is fetched for them.
  element.hidden = true;
  if (store.get(settled) !== null) return;

  const settle = (how: 'answered' | 'later') => store.set(settled, how);
  const end = (text: string) => {
    body.replaceChildren();
    frame.say(text);
  };
  const send = async (given: Omit<SurveyAnswers, 'reader'>) => {
    const outcome = await client.write('POST', `${path}/answers`, given);
    if (gone) return;
    if (outcome === false) return frame.say(words.notSaved);
    settle('answered');
    end(
      outcome === 'sent'
        ? words.thanks
        : outcome === 'refused'
          ? words.refused
          : client.lasting
            ? words.kept
            : words.held,
    );
    if (outcome !== 'refused')
      element.dispatchEvent(new CustomEvent('candor-answered', { bubbles: true, composed: true }));
  };

  void client.load<EmbeddedSurvey>(path).then((found) => {
    // A survey that cannot be shown is not worth a word to anybody.
    if (gone || !found || found.value.state !== 'open') return;
    body.replaceChildren(
      formOf(found.value, frame, send, () => {
        settle('later');
        element.hidden = true;
      }),
    );
    element.hidden = false;
  });
  return () => {
    gone = true;
  };
}

function formOf(
  { title, intro, privacy, questions }: EmbeddedSurvey,
  { locale, words, say }: Frame,
  send: (answers: Omit<SurveyAnswers, 'reader'>) => Promise<void>,
  later: () => void,
): HTMLElement {
  const soft = (text: Record<string, string> | null | undefined) =>
    text ? [make('p', { class: 'soft' }, plainText(textIn(text, locale), TEXT_LENGTH))] : [];
  const submit = make('button', {}, words.send);
  const notNow = make('button', { type: 'button', class: 'plain' }, words.later);
  notNow.onclick = later;
  const form = make(
    'form',
    { novalidate: '' },
    make('h2', {}, textIn(title, locale)),
    ...soft(intro),
    ...questions.map((question) => fieldOf(question, locale, words.optional)),
    ...soft(privacy),
    submit,
    notNow,
  );
  form.onsubmit = async (event) => {
    event.preventDefault();
    const { answers, missing } = answersFrom(questions, (id) => new FormData(form).get(id) as string | null);
    for (const field of form.querySelectorAll<HTMLElement>('[role=radiogroup],textarea'))
      field.ariaInvalid = String(missing.includes(field.dataset['question']!));
    const [first] = missing;
    if (first !== undefined || answers.length === 0) {
      say(words.required);
      form.querySelector<HTMLElement>(`[name="${CSS.escape(first ?? questions[0]!.id)}"]`)?.focus();
      return;
    }
    submit.disabled = true;
    await send({ locale, answers });
    submit.disabled = false;
  };
  return form;
}

function fieldOf(question: SurveyQuestion, locale: string, optional: string): HTMLElement {
  const { id, text, required } = question;
  const title = textIn(text, locale) + (required ? '' : ` (${optional})`);
  const radio = (value: string, label: string) =>
    make('label', {}, make('input', { type: 'radio', name: id, value }), make('span', {}, label));
  const field = make(
    'fieldset',
    { 'data-question': id, role: question.kind === 'text' ? 'group' : 'radiogroup' },
    make('legend', {}, title),
  );
  if (question.kind === 'text')
    field.append(
      make('textarea', {
        name: id,
        'data-question': id,
        maxlength: String(question.maxLength),
        'aria-label': title,
      }),
    );
  if (question.kind === 'choice')
    field.append(
      make('div', {}, ...question.options.map((option) => radio(option.id, textIn(option.text, locale)))),
    );
  if (question.kind === 'scale') {
    const { min, max } = question;
    const numbers = Array.from({ length: max - min + 1 }, (_, n) => String(min + n));
    field.append(
      make('div', { class: 'scale' }, ...numbers.map((number) => radio(number, number))),
      make(
        'p',
        { class: 'soft ends' },
        make('span', {}, `${min}: ${textIn(question.minLabel, locale)}`),
        make('span', {}, `${max}: ${textIn(question.maxLabel, locale)}`),
      ),
    );
  }
  return field;
}
