/**
 * What a message says around the words of a person, in each language that the page speaks: the phase, the next word,
 * where to read on, why somebody gets this and how to end it. Pure.
 */
import { html, isRtl, render, stringsFor, timesIn } from '@candor/page';
import { formWords } from '#audience';
import type { Rendered } from '#carriers';
import { withoutMarks } from '#words';

export const baseOf = (locale: string): string => locale.split('-')[0]!;

/** An unknown zone reads as UTC: a wrong setting must never keep a message back. */
function times(locale: string, timeZone: string, now: string) {
  try {
    return timesIn(locale, timeZone, now);
  } catch {
    return timesIn(locale, 'UTC', now);
  }
}

const STOP: Readonly<Record<string, string>> = {
  en: 'You get this because you asked to be told. Stop with one click:',
  de: 'Sie erhalten dies, weil Sie Meldungen abonniert haben. Mit einem Klick beenden:',
  fr: 'Vous recevez ce message parce que vous avez demandé à être prévenu. Pour arrêter en un clic\u202f:',
  es: 'Recibe este mensaje porque pidió que le avisáramos. Para dejar de recibirlos con un clic:',
  pt: 'Esta mensagem chegou porque foi pedido um aviso neste endereço. Para parar com um clique:',
  ja: 'このメッセージは、通知をご希望の方にお送りしています。配信停止はこちらから（一度のクリックで完了します）：',
};

/** The languages of the templates say it in a sentence of their own; the others in the words of the page. */
function stopIn(locale: string): string {
  const own = STOP[baseOf(locale)];
  if (own) return own;
  const words = formWords(locale);
  return `${words.state.active} ${words.unsubscribeButton}:`;
}

export function frameIn({ locale, timeZone, now }: { locale: string; timeZone: string; now: string }) {
  const strings = stringsFor(locale);
  const own = times(locale, timeZone, now);
  const utc = timesIn(locale, 'UTC', now);
  /** In the reader's zone with UTC beside. */
  const clock = (instant: string) => {
    const mine = own.clock(instant);
    return mine === utc.clock(instant) ? mine : `${mine} (${utc.clock(instant)})`;
  };
  const stop = stopIn(locale);
  return {
    phase: strings.phase,
    corrected: strings.corrected,
    readOn: strings.readOn,
    review: strings.postmortem,
    clock,
    nextWord: (dueAt: string) => `${strings.nextWordBy} ${clock(dueAt)}`,
    lasted: (from: string, to: string) => strings.resolvedAfter(own.duration(from, to)),
    end: {
      text: `\n\n--\n${stop} {{unsubscribeUrl}}\n`,
      html: `\n<hr>${render(html`<p dir="auto" style="opacity:.8;font-size:13px">${stop} <a href="{{unsubscribeUrl}}">{{unsubscribeUrl}}</a></p>`)}`,
    },
  };
}

/** In a language of the page that no template speaks, the promise is said in the page's words, not in English. */
export function withPromise(
  text: string,
  { nextUpdateBy, locale, now }: { nextUpdateBy: string | null; locale: string; now: string },
): string {
  const written = text.trim();
  if (nextUpdateBy === null || written.includes(nextUpdateBy.slice(11, 16))) return written;
  const { nextWord } = frameIn({ locale, timeZone: 'UTC', now });
  return `${written}\n\n**${nextWord(nextUpdateBy)}**`;
}

const SHORT_CHARS = 160;

/** The title gives way first: what it is, the next word and the link are said whole. */
function shortOf(
  title: string,
  { label, nextWord, url }: { label: string; nextWord: string | null; url: string },
) {
  const around = `${label}: . ${nextWord ? `${nextWord}. ` : ''}${url}`;
  const room = Math.max(20, SHORT_CHARS - around.length);
  const cut =
    title.length > room
      ? `${[...title]
          .slice(0, room - 1)
          .join('')
          .trimEnd()}…`
      : title;
  return `${label}: ${cut}. ${nextWord ? `${nextWord}. ` : ''}${url}`;
}

/**
 * A person's words in a language that no template speaks; or, with `around`, in another language than the reader's:
 * then the promise is said again in the reader's own.
 */
export function inFrame(
  message: { title: string; body: string; bodyHtml: string },
  frame: {
    label: string;
    readOn: string;
    nextWord: string | null;
    url: string;
    locale: string;
    around?: string;
  },
): Pick<Rendered, 'subject' | 'text'> & { html: string; short: string } {
  const { locale, around } = frame;
  const link = html`<p><a href="${frame.url}">${frame.readOn}</a></p>`;
  const again = around && frame.nextWord ? frame.nextWord : null;
  const lines = `${again ? render(html`<p>${again}</p>`) : ''}${render(link)}`;
  const turned = (language: string, inside: string) =>
    `<div${isRtl(language) ? ' dir="rtl"' : around ? ' dir="ltr"' : ''} lang="${baseOf(language)}">${inside}</div>`;
  return {
    subject: `[${frame.label}] ${message.title}`.replaceAll(/\s+/g, ' ').slice(0, 200),
    text: `${withoutMarks(message.body)}\n\n${again ? `${again}\n` : ''}${frame.readOn}: ${frame.url}`,
    html: around
      ? `${turned(locale, message.bodyHtml)}\n${turned(around, lines)}`
      : isRtl(locale)
        ? turned(locale, `${message.bodyHtml}\n${lines}`)
        : `${message.bodyHtml}\n${lines}`,
    short: shortOf(message.title, frame),
  };
}
