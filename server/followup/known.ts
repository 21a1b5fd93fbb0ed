/**
 * What can be said after recovery, gathered from the rooms that know it: when it was and what it hit, what the published
 * review says, when the review is due, what is offered. Prose is taken in the language in which it was written and in
 * no other, so that no message mixes languages. Reads only.
 */
import type { FollowUp } from '@candor/protocol/followup.ts';
import type { MessageFacts } from '@candor/protocol/words.ts';
import type { Catalog } from '#catalog';
import type { Learn } from '#learn';
import type { Tx } from '#store';
import { type Incident, isOpen } from '#timeline';
import { offerIn } from './offer.ts';

export type Known = {
  facts(locale: string): MessageFacts;
  listed: FollowUp['known'];
};

export type Given = {
  offer?: Record<string, string> | undefined;
  questionsUrl?: string | undefined;
  questionsAt?: string | undefined;
  surveyAfterHours?: number | undefined;
};

/** Published reviews are written in one language. */
const REVIEW_LOCALE = 'en';
const SENTENCE_CHARS = 2_000;

export function createKnown({
  catalog,
  learn,
  publicUrl,
}: {
  catalog: Pick<Catalog, 'components'>;
  learn: Pick<Learn, 'postmortems' | 'reviewBy'>;
  publicUrl: () => string;
}) {
  return async (incident: Incident, given: Given, tx?: Tx): Promise<Known> => {
    const components = await catalog.components.list(tx);
    const touched = [
      ...new Set([...incident.openedComponents, ...incident.components].map((each) => each.componentId)),
    ].flatMap((id) => components.find((component) => component.id === id) ?? []);
    const stored = await learn.postmortems.get(incident.id);
    const published = stored?.published ?? null;
    const whatHappened = prose(published?.sections.publicVersion.whatHappened);
    const lessons = prose([
      ...(published?.sections.publicVersion.whatWeDo ?? []),
      ...(published?.sections.actions ?? []).map(({ title, dueOn, doneAt }) => ({
        text: `${title.replace(/\.$/, '')} (${doneAt ? `done on ${doneAt.slice(0, 10)}` : dueOn ? `by ${dueOn}` : 'no date yet'}).`,
      })),
    ]);
    const recovered = incident.recoveredAt ?? incident.resolvedAt;
    const reviewBy = published ? null : learn.reviewBy(incident);
    const reviewUrl = published ? `${publicUrl()}/incidents/${incident.id}/postmortem` : null;
    const stateOf = (id: string) =>
      (isOpen(incident) && incident.components.find(({ componentId }) => componentId === id)?.status) ||
      'operational';
    const named = (locale: string) =>
      touched.map(({ id, name }) => ({ name: inLocale(name, locale), status: stateOf(id) }));

    const facts = (locale: string): MessageFacts => ({
      title: inLocale(incident.title, locale),
      components: named(locale),
      severity: incident.severity,
      startedAt: incident.startedAt,
      resolvedAt: recovered,
      cause: baseOf(locale) === REVIEW_LOCALE ? whatHappened : null,
      lessons: baseOf(locale) === REVIEW_LOCALE ? lessons : null,
      reviewBy,
      postmortemUrl: reviewUrl,
      questionsUrl: given.questionsUrl ?? null,
      questionsAt: given.questionsAt ?? null,
      incidentUrl: `${publicUrl()}/incidents/${incident.id}`,
      pageUrl: `${publicUrl()}/`,
    });

    const review = 'Publish the review, and it is told here.';
    return {
      facts,
      listed: [
        {
          what: 'times',
          value: `${inWords(incident.startedAt)} – ${recovered ? inWords(recovered) : 'not over'}`,
          from: 'From the first failing check to the recovery, as on the page.',
        },
        {
          what: 'components',
          value:
            touched.length > 0
              ? named('en')
                  .map(({ name }) => name)
                  .join(', ')
              : null,
          from:
            touched.length > 0 ? 'Everything that the incident touched.' : 'The incident names no component.',
        },
        { what: 'cause', value: whatHappened, from: published ? 'The published review.' : review },
        {
          what: 'lessons',
          value: lessons,
          from: published ? 'The published review and its actions.' : review,
        },
        {
          what: 'review',
          value: reviewUrl ?? reviewBy,
          from: reviewUrl
            ? 'It is published.'
            : reviewBy
              ? 'The deadline of its severity.'
              : 'Reviews of this severity have no deadline; the text promises none.',
        },
        {
          what: 'offer',
          value: offerIn(given.offer, 'en'),
          from: 'Given with this message, or left out. Whoever reads a language in which it was not written gets it in another, which the message names.',
        },
        {
          what: 'questions',
          value: given.questionsUrl ?? null,
          from: 'Given with this message, or left out.',
        },
        {
          what: 'survey',
          value: given.surveyAfterHours ? `${given.surveyAfterHours} h after it` : null,
          from: 'In a message of its own, so that the apology asks for nothing.',
        },
      ],
    };
  };
}

export const baseOf = (locale: string): string => locale.split('-')[0]!;

export const inLocale = (text: Record<string, string>, locale: string): string =>
  text[locale] ?? text[baseOf(locale)] ?? text['en'] ?? Object.values(text)[0] ?? '';

const inWords = (instant: string) => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

/** As many whole sentences as fit; null when there are none. */
function prose(sentences: readonly { text: string }[] = []): string | null {
  let all = '';
  for (const { text } of sentences) {
    const next = all ? `${all} ${text.trim()}` : text.trim();
    if (next.length > SENTENCE_CHARS) break;
    all = next;
  }
  return all || null;
}
