/** Objets, formes courtes et bannières en français. French forms, with the formal address. */
import type { Forms } from '../shape.ts';

const NEXT = '{% if nextUpdateBy %} Prochain point avant {{ nextUpdateBy }}.{% endif %}';
const LINK = '{% if incidentUrl %} {{ incidentUrl }}{% endif %}';
const SINCE = '{% if startedAt %}, depuis {{ startedAt }}{% endif %}';
const UNCHANGED = '{% if unchangedSince %} depuis {{ unchangedSince }}{% endif %}';
const BACK = 'résolu{% if resolvedAt %}, service rétabli depuis {{ resolvedAt }}{% endif %}';
const AMOUNT = 'un avoir{% if creditAmount %} de {{ creditAmount }}{% endif %}';
const WINDOW =
  '{% if startsAt and endsAt %} entre {{ startsAt }} et {{ endsAt }}{% elsif startsAt %} ({{ startsAt }}){% endif %}';
const ENDS = '{% if endsAt %} Fin prévue : {{ endsAt }}.{% endif %}';
const NEW_END = '{% if endsAt %} Nouvelle fin : {{ endsAt }}.{% endif %}';
const ENDED = '{% if resolvedAt %} Fin : {{ resolvedAt }}.{% endif %}';
const PLANNED = '{% if startsAt %} Date annoncée : {{ startsAt }}.{% endif %}';

export const FR_FORMS: Forms = {
  'update/investigating': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}${SINCE}. Nous recherchons la cause.${NEXT}${LINK}`,
    banner: `{{ title }}. Nous recherchons la cause.${NEXT}`,
  },
  'update/identified': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }} : cause trouvée, réparation en cours.${NEXT}${LINK}`,
    banner: `{{ title }}. Nous avons trouvé la cause et nous la réparons.${NEXT}`,
  },
  'update/monitoring': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }} : réparé, nous vérifions que cela tient.${NEXT}${LINK}`,
    banner: `{{ title }}. La réparation est en place ; nous vérifions qu’elle tient.${NEXT}`,
  },
  'update/resolved': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }} : ${BACK}. Désolés du temps perdu.${LINK}`,
    banner: `{{ title }} : ${BACK}.`,
  },
  no_change: {
    subject: '[Sans changement] {{ title }}',
    short: `{{ title }} : aucun changement${UNCHANGED}. Nous y travaillons toujours.${NEXT}${LINK}`,
    banner: `{{ title }}. Aucun changement${UNCHANGED}.${NEXT}`,
  },
  relapse: {
    subject: '[L’incident a repris] {{ title }}',
    short: `{{ title }} : l’incident a repris. Nous y travaillons de nouveau.${NEXT}${LINK}`,
    banner: `{{ title }}. L’incident a repris.${NEXT}`,
  },
  correction: {
    subject: '[Correction] {{ title }}',
    short: `Correction : {{ title }}. Notre message précédent était faux. La bonne version :${LINK}`,
    banner: 'Correction : {% if correct %}{{ correct }}{% else %}{{ title }}.{% endif %}',
  },
  apology: {
    subject: 'Nos excuses : {{ title }}',
    short: `{{ title }} : nous sommes désolés du temps que cela vous a coûté. Ce qui s’est passé et ce que nous changeons :${LINK}`,
    banner: 'Nous sommes désolés du temps que vous avez perdu : {{ title }}.',
  },
  postmortem_ready: {
    subject: 'Ce qui s’est passé : {{ title }}',
    short: '{{ title }} : notre bilan est prêt.{% if postmortemUrl %} {{ postmortemUrl }}{% endif %}',
    banner: 'Notre bilan est prêt : {{ title }}.',
  },
  credit: {
    subject: 'Votre avoir : {{ title }}',
    short: `{{ title }} : vous recevez ${AMOUNT}, sans aucune démarche à faire.${LINK}`,
    banner: `Vous recevez ${AMOUNT} : {{ title }}.`,
  },
  survey: {
    subject: 'Comment avons-nous géré l’incident ? {{ title }}',
    short:
      'Comment avons-nous géré l’incident ? {{ title }}.{% if surveyUrl %} Dites-le-nous : {{ surveyUrl }}{% endif %}',
    banner: 'Comment avons-nous géré l’incident ? {{ title }}.',
  },
  questions: {
    subject: 'Vos questions : {{ title }}',
    short:
      '{{ title }} : nous répondons à vos questions{% if questionsAt %} en direct {{ questionsAt }}{% endif %}.{% if questionsUrl %} {{ questionsUrl }}{% endif %}',
    banner:
      '{{ title }} : nous répondons à vos questions{% if questionsAt %} en direct {{ questionsAt }}{% endif %}.',
  },
  'maintenance/scheduled': {
    subject: '[{{ phase }}] {{ title }}{% if startsAt %}, {{ startsAt }}{% endif %}',
    short: `{{ title }} : intervention prévue${WINDOW}.${LINK}`,
    banner: `{{ title }} : intervention prévue${WINDOW}.`,
  },
  'maintenance/reminded': {
    subject: '[Rappel] {{ title }}{% if startsAt %}, {{ startsAt }}{% endif %}',
    short: `Rappel : {{ title }}. Intervention prévue${WINDOW}.${LINK}`,
    banner: `Rappel : {{ title }}. Intervention prévue${WINDOW}.`,
  },
  'maintenance/in_progress': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }} : intervention en cours.${ENDS}${LINK}`,
    banner: `{{ title }} : intervention en cours.${ENDS}`,
  },
  'maintenance/extended': {
    subject: '[Prolongation] {{ title }}{% if endsAt %}, fin : {{ endsAt }}{% endif %}',
    short: `{{ title }} : l’intervention dure plus longtemps.${NEW_END}${LINK}`,
    banner: `{{ title }} : l’intervention dure plus longtemps.${NEW_END}`,
  },
  'maintenance/verifying': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }} : l’intervention est faite ; nous vérifions le résultat.${LINK}`,
    banner: '{{ title }} : l’intervention est faite ; nous vérifions le résultat.',
  },
  'maintenance/completed': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }} : l’intervention est terminée.${ENDED}${LINK}`,
    banner: `{{ title }} : l’intervention est terminée.${ENDED}`,
  },
  'maintenance/cancelled': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }} : l’intervention prévue n’aura pas lieu.${PLANNED}${LINK}`,
    banner: `{{ title }} : l’intervention prévue n’aura pas lieu.${PLANNED}`,
  },
  support_script: {
    subject: '[Pour le support] {{ title }}',
    short: `Pour le support : {{ title }}. {% if startsAt %}{% if endsAt %}Fin prévue : {{ endsAt }}.{% endif %}{% elsif resolvedAt %}Fin : {{ resolvedAt }}.{% else %}Ne promettre aucune fin.{% endif %}${NEXT}${LINK}`,
    banner: `Pour le support : {{ title }}.${NEXT}`,
  },
  internal: {
    subject: '[Interne] {{ title }} : {{ phase }}',
    short: `Interne : {{ title }}, {{ phase }}.${NEXT}${LINK}`,
    banner: `Interne : {{ title }}, {{ phase }}.${NEXT}`,
  },
};
