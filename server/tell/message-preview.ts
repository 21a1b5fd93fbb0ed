/**
 * How an update will look on each channel before it is sent: rendered by the very code that sends it, and counted by
 * each receiver's own rule. Writes nothing.
 */

import { markdown, plain, render } from '@candor/page';
import type { MessagePreview, MessagePreviewInput } from '@candor/protocol/composer.ts';
import { MessagePreviewInput as Asked } from '@candor/protocol/composer.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Carriers } from '#carriers';
import type { Respond } from '#respond';
import type { Store } from '#store';
import type { Update } from '#timeline';
import { withNotes } from './segments.ts';
import type { Voice } from './voice.ts';

export type PreviewMessages = (incidentId: string, input: MessagePreviewInput) => Promise<MessagePreview[]>;

export function createMessagePreview({
  store,
  respond,
  carriers,
  voice,
  publicUrl,
  complete,
}: {
  store: Store;
  respond: Respond;
  carriers: Pick<Carriers, 'all' | 'describe'>;
  voice: Voice;
  publicUrl: () => string;
  complete: (
    incidentId: string,
    input: MessagePreviewInput,
  ) => Promise<{ text: LocalizedText; nextUpdateBy: string | null; commitsAt: string }>;
}): PreviewMessages {
  return async (incidentId, given) => {
    const { locales, timeZone, segment = null, ...input } = Asked.parse(given);
    const incident = await respond.get(incidentId);
    const { text, nextUpdateBy, commitsAt } = await complete(incidentId, input);
    const update: Update = {
      id: '',
      factId: '',
      at: commitsAt,
      by: 'system:preview',
      phase: input.phase,
      text,
      segmentTexts: withNotes(text, input.segmentNotes),
      origin: 'person',
      nextUpdateBy,
      components: input.components ?? [],
      corrections: [],
    };
    const after = {
      ...incident,
      phase: input.phase,
      components: input.components?.length ? input.components : incident.components,
      updates: [...incident.updates, update],
    };
    const ready = new Set(carriers.describe().flatMap((each) => (each.ready ? [each.name] : [])));
    return store.transaction(async (tx) => {
      const shown: MessagePreview[] = [];
      for (const locale of locales ?? Object.keys(text)) {
        const form = await voice.render(after, update, { locale, timeZone, segment, isPublic: false }, tx);
        const everybody = segment
          ? await voice.render(after, update, { locale, timeZone, isPublic: false }, tx)
          : form;
        // The page, the banner and the house's own accounts are everybody's.
        const body = everybody.parts?.body ?? everybody.text;
        const title = everybody.parts?.title ?? everybody.subject;
        // Each reader's own link is made when it is sent.
        const sample = (words: string) =>
          words.replaceAll('{{unsubscribeUrl}}', `${publicUrl()}/subscribers/…/unsubscribe`);
        const event = { type: 'incident.update.published', data: { incident: { id: incident.id } } };
        shown.push({
          locale,
          page: { title, text: body, html: render(markdown(body)) },
          banner: { title, text: plain(body) },
          carriers: [...carriers.all.values()].map(({ name, title, audience, show }) => {
            const {
              subject = null,
              html = null,
              texts,
            } = show({ form: audience === 'house' ? everybody : form, event });
            return {
              name,
              title,
              audience,
              ready: ready.has(name),
              subject,
              html: html && sample(html),
              texts: texts.map(({ text: words, measure }) => ({ text: sample(words), measure })),
            };
          }),
        });
      }
      return shown;
    });
  };
}
