/**
 * One message in every form it leaves in: page, mail, SMS, post, banner, feed. Pure: the template is handed in, so
 * is now. A template that fails at the moment it is needed gives way to the next one; something is always said.
 */
import type { RenderedMessage, RenderInput, TemplateText, Tone } from '@candor/protocol/words.ts';
import { segmentNote, shippedTemplates, templateName } from '../templates/shipped.ts';
import { withoutMarks } from '../text/plain.ts';
import { fitWithTitle, plainMarks } from './fit.ts';
import { escapeMarkdown, markdownToHtml } from './html.ts';
import { renderLiquid } from './liquid.ts';
import { phrases } from './phrases.ts';
import { localizeTimes, type TimeStyle } from './times.ts';
import { type Values, valuesOf } from './variables.ts';

export const SMS_CHARS = 160;
export const POST_CHARS = 300;
const SUBJECT_CHARS = 200;
const BANNER_CHARS = 240;

export type Candidate = TemplateText & { source: string; locale: string; tone: Tone };

export type RenderOptions = RenderInput & {
  /** Now, as an instant. */
  now: string;
  /** The site's own templates, nearest first; the shipped ones follow by themselves. */
  own?: readonly Candidate[];
  /** What the automatic note adds. */
  detail?: string;
};

export function renderMessage(options: RenderOptions): RenderedMessage {
  const { kind, phase, tone = 'plain', locale = 'en', facts } = options;
  const candidates: Candidate[] = [
    ...(options.own ?? []),
    ...shippedTemplates(templateName(kind, phase, options.segment), tone, locale),
  ];
  const passedOver: string[] = [];
  for (const candidate of candidates) {
    try {
      const message = renderWith(candidate, options);
      if (message.body && message.subject && message.short && message.banner)
        return { ...message, passedOver };
      passedOver.push(`${candidate.source}: it says nothing.`);
    } catch (error) {
      passedOver.push(`${candidate.source}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  // Every shipped template renders with any facts (a test sees to it); this is the floor below the floor.
  const text = facts.title;
  const html = markdownToHtml(escapeMarkdown(text));
  const forms = { short: text.slice(0, SMS_CHARS), post: text.slice(0, POST_CHARS), banner: text };
  return {
    title: text,
    subject: cutSubject(text),
    body: text,
    bodyHtml: html,
    text,
    html,
    ...forms,
    source: 'title',
    locale,
    tone,
    passedOver,
  };
}

/** Renders with one template and lets its errors through: for previews and for checking before saving. */
export function renderWith(template: Candidate, options: RenderOptions): RenderedMessage {
  const { kind, phase, timeZone = 'UTC', facts, now, body: written, detail } = options;
  // A template speaks its own language also where it stands in for another.
  const locale = template.source.startsWith('site:') ? (options.locale ?? 'en') : template.locale;
  const style: TimeStyle = { locale, timeZone, nowMs: Date.parse(now) };
  const about = { kind, phase, ...style, ...(detail ? { detail } : {}) };
  const bare = valuesOf(facts, about);
  const noteSource = segmentNote(templateName(kind, phase, options.segment), options.segment, locale);
  const note = noteSource && renderLiquid(noteSource, bare, { shipped: true });
  const values: Values = { ...bare, segmentNote: note };
  const shipped = template.source.startsWith('shipped:');
  const line = (source: string, more: Values = {}) =>
    renderLiquid(source, { ...values, ...more }, { shipped })
      .replace(/\s+/g, ' ')
      .trim();
  const person = written?.trim() ? localizeTimes(written.trim(), style) : null;
  const body = person ?? renderLiquid(template.body, values, { shipped });
  const safeBody = person ?? renderLiquid(template.body, escaped(values), { shipped });
  const bodyHtml = markdownToHtml(safeBody);
  const link = facts.incidentUrl && !body.includes(facts.incidentUrl) ? facts.incidentUrl : null;
  const more = phrases(locale).more;
  // An SMS or a post has no room for two zones.
  const brief: Values = { ...valuesOf(facts, { ...about, brief: true }), segmentNote: note };
  const short = (limit: number) => (title: string) => fitTo(line(template.short, { ...brief, title }), limit);
  const fitTo = (text: string, limit: number) =>
    limit === SMS_CHARS ? plainMarks(withoutMarks(text)) : withoutMarks(text);
  return {
    title: values['title']!,
    subject: cutSubject(line(template.subject)),
    body,
    bodyHtml,
    text: link ? `${withoutMarks(body)}\n\n${more} ${link}` : withoutMarks(body),
    html: link ? `${bodyHtml}\n${markdownToHtml(`${more} <${link}>`)}` : bodyHtml,
    short: fitWithTitle(short(SMS_CHARS), values['title']!, SMS_CHARS),
    post: fitWithTitle(short(POST_CHARS), values['title']!, POST_CHARS),
    banner: fitWithTitle(
      (title) => withoutMarks(line(template.banner, { title })),
      values['title']!,
      BANNER_CHARS,
    ),
    source: person ? 'person' : template.source,
    locale,
    tone: template.tone,
    passedOver: [],
  };
}

const escaped = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === null ? null : escapeMarkdown(value)]),
  );

/** A subject is one line: a line break in it would be a header of its own. */
const cutSubject = (text: string): string =>
  [...text.replace(/[\r\n\t\p{Cc}]+/gu, ' ')].slice(0, SUBJECT_CHARS).join('');

/** The forms by channel, as the console previews them. */
export function formsOf(message: RenderedMessage) {
  return {
    mail: { subject: message.subject, text: message.text, html: message.html },
    sms: message.short,
    post: message.post,
    page: { title: message.title, html: message.bodyHtml },
    banner: message.banner,
    feed: { title: message.title, html: message.bodyHtml },
  };
}
