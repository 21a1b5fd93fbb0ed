/**
 * One message in every form it leaves in: page, mail, SMS, post, push, banner, feed. Pure: the templates are handed
 * in, so is now. A template that fails at the moment it is needed gives way to the next one on the path; something is
 * always said.
 */
import type { Cell, Path, RenderedMessage, RenderInput, TemplateText, Tone } from '@candor/protocol/words.ts';
import { cut } from '#lib/measure/cut.ts';
import { because, cellOf, type OwnTemplate, pathOf } from '../templates/path.ts';
import { languageOf, segmentNote, templateName } from '../templates/shipped.ts';
import { withoutMarks } from '../text/plain.ts';
import { type Fits, fit, fitWithTitle, oneLine } from './fit.ts';
import { escapeMarkdown, markdownToHtml } from './html.ts';
import { inMarks } from './languages.ts';
import { renderLiquid } from './liquid.ts';
import { phrases } from './phrases.ts';
import {
  fitsBanner,
  fitsPost,
  fitsPushBody,
  fitsPushTitle,
  fitsSms,
  fitsSubject,
  smsMarks,
} from './rooms.ts';
import { localizeInstants, localizeTimes, type TimeStyle } from './times.ts';
import { asSentence, type Values, valuesOf } from './variables.ts';

export type Candidate = TemplateText & { source: string; locale: string; tone: Tone };

export type RenderOptions = RenderInput & {
  /** Now, as an instant. */
  now: string;
  /** The site's own templates; which of them apply is the path's question. */
  own?: readonly OwnTemplate[];
  /** What the automatic note adds. */
  detail?: string;
};

type Spoken = Omit<RenderedMessage, 'path' | 'passedOver'>;

export function renderMessage(options: RenderOptions): RenderedMessage {
  const asked = cellOf(options);
  const steps: Path['steps'] = [];
  const failed = () => steps.filter(({ outcome }) => outcome === 'failed');
  const told = (message: Spoken, answered: Cell, why: string): RenderedMessage => ({
    ...message,
    path: { asked, answered, because: why, steps },
    passedOver: failed().map(({ source, fault }) => `${source}: ${fault}`),
  });
  for (const { from, cell, found } of pathOf(asked, options.own)) {
    if (!found) {
      steps.push({ from, cell, source: null, outcome: 'empty', fault: null });
      continue;
    }
    const step = { from, cell, source: found.source };
    try {
      const message = speak({ ...found, locale: cell.locale, tone: cell.tone }, options);
      const forms = [message.body, message.subject, message.short, message.post, message.banner];
      if (forms.some((form) => !form)) throw new Error('it says nothing.');
      steps.push({ ...step, outcome: 'used', fault: null });
      const why =
        message.source === 'person' ? 'A person wrote it.' : because(asked, from, cell, failed().length);
      return told(message, cell, why);
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error);
      steps.push({ ...step, outcome: 'failed', fault });
    }
  }
  // Every shipped template renders with any facts (a test sees to it); this is the floor below the floor.
  steps.push({ from: 'title', cell: asked, source: 'title', outcome: 'used', fault: null });
  return told(titleAlone(options), asked, 'No template could speak, so the title does.');
}

/** Renders with one template and lets its errors through: for previews and for checking before saving. */
export function renderWith(template: Candidate, options: RenderOptions): RenderedMessage {
  const asked = cellOf(options);
  const cell: Cell = { ...asked, tone: template.tone, locale: template.locale };
  const { source } = template;
  return {
    ...speak(template, options),
    path: {
      asked,
      answered: cell,
      because: 'This template was asked for by itself.',
      steps: [{ from: 'own', cell, source, outcome: 'used', fault: null }],
    },
    passedOver: [],
  };
}

/** What a segment hears beside the body, by the shipped words. */
export function renderNote(options: RenderOptions): string | null {
  const { kind, phase, locale = 'en', timeZone = 'UTC', segment, facts, now } = options;
  const source = segmentNote(templateName(kind, phase, segment), segment, locale);
  const about = { kind, phase, locale, timeZone, nowMs: Date.parse(now) };
  return source && oneLine(renderLiquid(source, valuesOf(facts, about), { shipped: true }));
}

function speak(template: Candidate, options: RenderOptions): Spoken {
  const { kind, phase, timeZone = 'UTC', facts, now, body: written, detail, segment } = options;
  const wanted = options.locale ?? 'en';
  // A template speaks its own language also where it stands in for another.
  const locale = languageOf(wanted) === languageOf(template.locale) ? wanted : template.locale;
  const style: TimeStyle = { locale, timeZone, nowMs: Date.parse(now) };
  const about = { kind, phase, ...style, ...(detail ? { detail } : {}) };
  const name = templateName(kind, phase, segment);
  const noteOf = (values: Values) => {
    const source = segmentNote(name, segment, locale);
    return source && renderLiquid(source, values, { shipped: true });
  };
  const noted = (values: Values): Values => ({ ...values, segmentNote: noteOf(values) });
  const values = noted(valuesOf(facts, about));
  const shipped = template.source.startsWith('shipped:');
  const say = (source: string, known: Values) => inMarks(renderLiquid(source, known, { shipped }), locale);
  const line = (source: string, more: Values = {}) => oneLine(say(source, { ...values, ...more }));
  const known = [facts.nextUpdateBy, facts.startsAt, facts.endsAt, facts.formerEndsAt];
  const person = written?.trim()
    ? localizeTimes(localizeInstants(written.trim(), known, style), style)
    : null;
  const body = person ?? say(template.body, values);
  // What a name or an address contains is shown, not obeyed.
  const safe = person ?? say(template.body, escaped(values));
  const bodyHtml = markdownToHtml(safe);
  const plain = withoutMarks(safe);
  const link = facts.incidentUrl && !body.includes(facts.incidentUrl) ? facts.incidentUrl : null;
  const more = phrases(locale).more;
  // An SMS or a post has no room for two zones.
  const brief = noted(valuesOf(facts, { ...about, brief: true }));
  const title = String(values['title']);
  const short = (text: string) => withoutMarks(line(template.short, { ...brief, title: text }));
  const briefer = {
    say: (text: string) =>
      withoutMarks(asSentence(line(template.subject, { ...brief, title: text }), locale)),
    promise: brief['nextUpdateBy'] ? String(brief['nextUpdateBy']) : null,
  };
  const subject = oneLineHeader(fitted(line(template.subject), fitsSubject));
  const pushTitle = fitted(subject, fitsPushTitle);
  return {
    title,
    subject,
    body,
    bodyHtml,
    text: link ? `${plain}\n\n${more} ${link}` : plain,
    html: link ? `${bodyHtml}\n${markdownToHtml(`${more} <${link}>`)}` : bodyHtml,
    short: smsMarks(
      fitWithTitle((each) => smsMarks(short(each)), title, fitsSms, {
        ...briefer,
        say: (each) => smsMarks(briefer.say(each)),
      }),
    ),
    post: fitWithTitle(short, title, fitsPost, briefer),
    push: { title: pushTitle, body: pushBody(plain, fitsPushBody(pushTitle)) },
    banner: fitWithTitle((each) => withoutMarks(line(template.banner, { title: each })), title, fitsBanner),
    source: person ? 'person' : template.source,
    locale,
    tone: template.tone,
  };
}

function titleAlone({ facts, locale = 'en', tone = 'plain' }: RenderOptions): Spoken {
  const text = oneLine(facts.title) || 'Update';
  const html = markdownToHtml(escapeMarkdown(text));
  return {
    title: text,
    subject: oneLineHeader(fitted(text, fitsSubject)),
    body: text,
    bodyHtml: html,
    text,
    html,
    short: smsMarks(fitted(smsMarks(text), fitsSms)),
    post: fitted(text, fitsPost),
    push: { title: fitted(text, fitsPushTitle), body: '' },
    banner: fitted(text, fitsBanner),
    source: 'title',
    locale,
    tone,
  };
}

const fitted = (text: string, fits: Fits): string => (fits(text) ? text : fit(text, fits));

/** Paragraphs are kept where all of it fits; otherwise what was said gives way, and the promise at its end stays. */
const pushBody = (text: string, fits: Fits): string => {
  const lines = text.replace(/\n{2,}/g, '\n');
  return fits(lines) ? lines : fit(lines, fits) || cut(lines, fits);
};

const escaped = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? escapeMarkdown(value)
        : Array.isArray(value)
          ? value.map(escapeMarkdown)
          : value,
    ]),
  );

/** A subject is one line: a line break in it would be a header of its own. */
const oneLineHeader = (text: string): string => oneLine(text.replace(/\p{Cc}+/gu, ' '));

/** The forms by channel, as the console previews them. */
export function formsOf(message: RenderedMessage) {
  return {
    mail: { subject: message.subject, text: message.text, html: message.html },
    sms: message.short,
    post: message.post,
    push: message.push,
    page: { title: message.title, html: message.bodyHtml },
    banner: message.banner,
    feed: { title: message.title, html: message.bodyHtml },
  };
}
