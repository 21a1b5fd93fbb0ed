/** English subjects, short forms and banners. A short form leads with what is affected and ends with the next word and the link. */
import type { Forms } from '../shape.ts';

const NEXT = '{% if nextUpdateBy %} Next word by {{ nextUpdateBy }}.{% endif %}';
const LINK = '{% if incidentUrl %} {{ incidentUrl }}{% endif %}';

export const EN_FORMS: Forms = {
  'update/investigating': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}, since {{ startedAt }}. We are looking for the cause.${NEXT}${LINK}`,
    banner: `{{ title }}. We are looking for the cause.${NEXT}`,
  },
  'update/identified': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: we found the cause and are repairing it.${NEXT}${LINK}`,
    banner: `{{ title }}. We found the cause and are repairing it.${NEXT}`,
  },
  'update/monitoring': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: repaired, and we are watching that it holds.${NEXT}${LINK}`,
    banner: `{{ title }}. The repair is in place; we are watching that it holds.${NEXT}`,
  },
  'update/resolved': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: resolved at {{ resolvedAt }}. We are sorry for the lost time.${LINK}`,
    banner: '{{ title }}: resolved at {{ resolvedAt }}.',
  },
  no_change: {
    subject: '[No change] {{ title }}',
    short: `{{ title }}: no change since {{ unchangedSince }}. We are still at work.${NEXT}${LINK}`,
    banner: `{{ title }}. No change since {{ unchangedSince }}.${NEXT}`,
  },
  relapse: {
    subject: '[Failing again] {{ title }}',
    short: `{{ title }}: the failure has come back. We are at work on it again.${NEXT}${LINK}`,
    banner: `{{ title }}. The failure has come back.${NEXT}`,
  },
  correction: {
    subject: '[Correction] {{ title }}',
    short: `Correction on {{ title }}: what we wrote before was wrong. The right version:${LINK}`,
    banner: 'Correction: {{ correct }}',
  },
  apology: {
    subject: 'We are sorry: {{ title }}',
    short: `{{ title }}: we are sorry for the time this cost you. What happened, and what we change:${LINK}`,
    banner: 'We are sorry for the time you lost: {{ title }}.',
  },
  postmortem_ready: {
    subject: 'What happened: {{ title }}',
    short: '{{ title }}: our review is ready. {{ postmortemUrl }}',
    banner: 'Our review is ready: {{ title }}.',
  },
  credit: {
    subject: 'Your credit: {{ title }}',
    short: `{{ title }}: you receive a credit of {{ creditAmount }}. You do not need to apply for it.${LINK}`,
    banner: 'You receive a credit of {{ creditAmount }}: {{ title }}.',
  },
  survey: {
    subject: 'How did we handle it? {{ title }}',
    short: 'How did we handle it? {{ title }}. Tell us: {{ surveyUrl }}',
    banner: 'How did we handle it? {{ title }}.',
  },
  questions: {
    subject: 'Your questions: {{ title }}',
    short:
      '{{ title }}: we answer your questions{% if questionsAt %} at {{ questionsAt }}{% endif %}.{% if questionsUrl %} {{ questionsUrl }}{% endif %}',
    banner: '{{ title }}: we answer your questions{% if questionsAt %} at {{ questionsAt }}{% endif %}.',
  },
  'maintenance/scheduled': {
    subject: '[{{ phase }}] {{ title }}, {{ startsAt }}',
    short: `{{ title }}: planned work from {{ startsAt }} to {{ endsAt }}.${LINK}`,
    banner: '{{ title }}: planned work from {{ startsAt }} to {{ endsAt }}.',
  },
  'maintenance/reminded': {
    subject: '[Reminder] {{ title }}, {{ startsAt }}',
    short: `Reminder: {{ title }}. Planned work from {{ startsAt }} to {{ endsAt }}.${LINK}`,
    banner: 'Reminder: {{ title }}. Planned work from {{ startsAt }} to {{ endsAt }}.',
  },
  'maintenance/in_progress': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: planned work is under way until {{ endsAt }}.${LINK}`,
    banner: '{{ title }}: planned work is under way until {{ endsAt }}.',
  },
  'maintenance/extended': {
    subject: '[Takes longer] {{ title }}, until {{ endsAt }}',
    short: `{{ title }}: the planned work takes longer and now ends at {{ endsAt }}.${LINK}`,
    banner: '{{ title }}: the planned work takes longer and now ends at {{ endsAt }}.',
  },
  'maintenance/verifying': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: the work is done; we are checking the result.${LINK}`,
    banner: '{{ title }}: the work is done; we are checking the result.',
  },
  'maintenance/completed': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: the planned work ended at {{ resolvedAt }}.${LINK}`,
    banner: '{{ title }}: the planned work ended at {{ resolvedAt }}.',
  },
  'maintenance/cancelled': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: the work planned for {{ startsAt }} will not take place.${LINK}`,
    banner: '{{ title }}: the work planned for {{ startsAt }} will not take place.',
  },
  support_script: {
    subject: '[For support] {{ title }}',
    short: `For support: {{ title }}. {% if startsAt %}Planned until {{ endsAt }}.{% elsif resolvedAt %}Ended at {{ resolvedAt }}.{% else %}No promise of an end.{% endif %}${NEXT}${LINK}`,
    banner: `For support: {{ title }}.${NEXT}`,
  },
  internal: {
    subject: '[Internal] {{ title }}: {{ phase }}',
    short: `Internal: {{ title }}, {{ phase }}.${NEXT}${LINK}`,
    banner: `Internal: {{ title }}, {{ phase }}.${NEXT}`,
  },
};
