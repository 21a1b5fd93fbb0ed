/** The page of an incident's questions: what is answered, what is still to come, and the form to ask. Pure. */
import { type Html, html, markdown, renderDocument, textIn, timesIn } from '@candor/page';
import {
  QUESTION_CHARS,
  type QuestionRound,
  type Questions,
  type QuestionView,
} from '@candor/protocol/questions.ts';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { ShelfItem } from '#web';
import { QUESTION_LOCALES, questionWords } from './words.ts';

export type ShownRound = { round: QuestionRound; title: LocalizedText; items: QuestionView[] };

export function questionDocuments(
  page: Snapshot['page'],
  { round, title, items }: ShownRound,
  now: string,
): Map<string, ShelfItem> {
  const locales = page.locales.filter((locale) => QUESTION_LOCALES.includes(locale.split('-')[0]!));
  const spoken = locales.length > 0 ? locales : ['en'];
  const path = `/incidents/${round.incidentId}/questions`;
  return new Map(
    spoken.map((locale): [string, ShelfItem] => [
      locale === spoken[0] ? path : `/${locale}${path}`,
      {
        contentType: 'text/html; charset=utf-8',
        body: renderDocument(
          { ...page, locales: spoken },
          {
            locale,
            path,
            title: questionWords(locale).title(textIn(title, locale)),
            body: questionsBody({ round, items }, locale, now),
          },
        ),
      },
    ]),
  );
}

function questionsBody(
  { round, items }: { round: QuestionRound; items: Questions['items'] },
  locale: string,
  now: string,
): Html {
  const words = questionWords(locale);
  const times = timesIn(locale, 'UTC', now);
  // With its day: the page is read long after it was made.
  const at = (instant: string) => `${times.date(instant)}, ${instant.slice(11, 16)} UTC`;
  const shown = items.filter(({ state, sameAs }) => state === 'shown' && sameAs === null);
  const [answered, waiting] = [shown.filter(({ answer }) => answer), shown.filter(({ answer }) => !answer)];
  const one = (item: QuestionView) =>
    html`<article class="card"><h2 dir="auto" lang="${item.locale}">${item.text}</h2><p class="hint">${words.asked(item.asked)}</p>${
      item.answer && item.answeredAt
        ? html`${answerIn(item.answer, locale)}<p class="hint">${words.answered(at(item.answeredAt))}</p>`
        : html`<p>${now > round.answerBy ? words.late(at(round.answerBy)) : words.unanswered(at(round.answerBy))}</p>`
    }</article>`;
  return html`<p><a href="/incidents/${round.incidentId}">${words.incident}</a></p>${
    round.isOpen
      ? html`<p>${words.intro(at(round.answerBy))}${round.liveAt && round.liveUrl && html` ${words.live(at(round.liveAt))} <a href="${round.liveUrl}" rel="noopener">${words.join}</a>.`}</p>`
      : html`<p>${words.closed}</p>`
  }${answered.length === 0 && html`<p>${words.none}</p>`}${[...answered, ...waiting].map(one)}${
    round.isOpen &&
    html`<form method="post" action="/incidents/${round.incidentId}/questions"><input type="hidden" name="locale" value="${locale}"><p><label for="question">${words.ask}</label><textarea id="question" name="text" rows="4" maxlength="${QUESTION_CHARS}" required dir="auto" aria-describedby="question-hint"></textarea></p><p class="vh" aria-hidden="true"><label>website <input name="website" tabindex="-1" autocomplete="off"></label></p><p class="hint" id="question-hint">${words.hint}</p><button>${words.send}</button></form>`
  }`;
}

/** In the reader's language, else in the one in which it was written, and saying so: an answer is never left out. */
function answerIn(answer: LocalizedText, locale: string): Html {
  const own = answer[locale] ?? answer[locale.split('-')[0]!];
  if (own) return html`<div dir="auto">${markdown(own)}</div>`;
  const [written, text] = answer['en'] ? ['en', answer['en']] : Object.entries(answer)[0]!;
  return html`<p class="hint">${questionWords(locale).inEnglish}</p><div dir="auto" lang="${written}">${markdown(text!)}</div>`;
}
