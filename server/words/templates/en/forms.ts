/** English subjects, short forms and banners. A short form leads with what is affected and ends with the next word and the link. */
import type { Forms } from '../shape.ts';

const NEXT = '{% if nextUpdateBy %} Next word by {{ nextUpdateBy }}.{% endif %}';
const WINDOW =
  '{% if startsAt %} from {{ startsAt }}{% if endsAt %} to {{ endsAt }}{% endif %}{% elsif endsAt %} until {{ endsAt }}{% endif %}';
const LINK = '{% if incidentUrl %} {{ incidentUrl }}{% endif %}';

export const EN_FORMS: Forms = {
  'update/investigating': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}{% if startedAt %}, since {{ startedAt }}{% endif %}. We are looking for the cause.${NEXT}${LINK}`,
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
    short: `{{ title }}: resolved{% if resolvedAt %} at {{ resolvedAt }}{% endif %}. We are sorry for the lost time.${LINK}`,
    banner: '{{ title }}: resolved{% if resolvedAt %} at {{ resolvedAt }}{% endif %}.',
  },
  no_change: {
    subject: '[No change] {{ title }}',
    short: `{{ title }}: no change{% if unchangedSince %} since {{ unchangedSince }}{% endif %}. We are still at work.${NEXT}${LINK}`,
    banner: `{{ title }}. No change{% if unchangedSince %} since {{ unchangedSince }}{% endif %}.${NEXT}`,
  },
  relapse: {
    subject: '[Failing again] {{ title }}',
    short: `{{ title }}: the failure has come back. We are at work on it again.${NEXT}${LINK}`,
    banner: `{{ title }}. The failure has come back.${NEXT}`,
  },
  correction: {
    subject: '[Correction] {{ title }}',
    short: `Correction on {{ title }}: what we wrote before was wrong.{% if incidentUrl %} The right version: {{ incidentUrl }}{% endif %}`,
    banner: 'Correction: {% if correct %}{{ correct }}{% else %}{{ title }}.{% endif %}',
  },
  apology: {
    subject: 'We are sorry: {{ title }}',
    short: `{{ title }}: we are sorry for the time this cost you.{% if incidentUrl %} What happened, and what we change: {{ incidentUrl }}{% endif %}`,
    banner: 'We are sorry for the time you lost: {{ title }}.',
  },
  postmortem_ready: {
    subject: 'What happened: {{ title }}',
    short: '{{ title }}: our review is ready.{% if postmortemUrl %} {{ postmortemUrl }}{% endif %}',
    banner: 'Our review is ready: {{ title }}.',
  },
  credit: {
    subject: 'Your credit: {{ title }}',
    short: `{{ title }}: you receive a credit{% if creditAmount %} of {{ creditAmount }}{% endif %}. You do not need to apply for it.${LINK}`,
    banner: 'You receive a credit{% if creditAmount %} of {{ creditAmount }}{% endif %}: {{ title }}.',
  },
  survey: {
    subject: 'How did we handle it? {{ title }}',
    short: 'How did we handle it? {{ title }}.{% if surveyUrl %} Tell us: {{ surveyUrl }}{% endif %}',
    banner: 'How did we handle it? {{ title }}.',
  },
  questions: {
    subject: 'Your questions: {{ title }}',
    short:
      '{{ title }}: we answer your questions{% if questionsAt %} at {{ questionsAt }}{% endif %}.{% if questionsUrl %} {{ questionsUrl }}{% endif %}',
    banner: '{{ title }}: we answer your questions{% if questionsAt %} at {{ questionsAt }}{% endif %}.',
  },
  'maintenance/scheduled': {
    subject: '[{{ phase }}] {{ title }}{% if startsAt %}, {{ startsAt }}{% endif %}',
    short: `{{ title }}: planned work${WINDOW}.${LINK}`,
    banner: `{{ title }}: planned work${WINDOW}.`,
  },
  'maintenance/reminded': {
    subject: '[Reminder] {{ title }}{% if startsAt %}, {{ startsAt }}{% endif %}',
    short: `Reminder: {{ title }}. Planned work${WINDOW}.${LINK}`,
    banner: `Reminder: {{ title }}. Planned work${WINDOW}.`,
  },
  'maintenance/in_progress': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: planned work is under way{% if endsAt %} until {{ endsAt }}{% endif %}.${LINK}`,
    banner: '{{ title }}: planned work is under way{% if endsAt %} until {{ endsAt }}{% endif %}.',
  },
  'maintenance/extended': {
    subject: '[Takes longer] {{ title }}{% if endsAt %}, until {{ endsAt }}{% endif %}',
    short: `{{ title }}: the planned work takes longer{% if endsAt %} and now ends at {{ endsAt }}{% endif %}.${LINK}`,
    banner:
      '{{ title }}: the planned work takes longer{% if endsAt %} and now ends at {{ endsAt }}{% endif %}.',
  },
  'maintenance/verifying': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: the work is done; we are checking the result.${LINK}`,
    banner: '{{ title }}: the work is done; we are checking the result.',
  },
  'maintenance/completed': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: the planned work ended{% if resolvedAt %} at {{ resolvedAt }}{% endif %}.${LINK}`,
    banner: '{{ title }}: the planned work ended{% if resolvedAt %} at {{ resolvedAt }}{% endif %}.',
  },
  'maintenance/cancelled': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: the planned work{% if startsAt %} of {{ startsAt }}{% endif %} will not take place.${LINK}`,
    banner:
      '{{ title }}: the planned work{% if startsAt %} of {{ startsAt }}{% endif %} will not take place.',
  },
  support_script: {
    subject: '[For support] {{ title }}',
    short: `For support: {{ title }}. {% if startsAt %}Planned work{% if endsAt %} until {{ endsAt }}{% endif %}.{% elsif resolvedAt %}Ended at {{ resolvedAt }}.{% else %}No promise of an end.{% endif %}${NEXT}${LINK}`,
    banner: `For support: {{ title }}.${NEXT}`,
  },
  internal: {
    subject: '[Internal] {{ title }}: {{ phase }}',
    short: `Internal: {{ title }}, {{ phase }}.${NEXT}${LINK}`,
    banner: `Internal: {{ title }}, {{ phase }}.${NEXT}`,
  },
};
