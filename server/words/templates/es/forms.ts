/** Asuntos, formas cortas y avisos en español. Spanish forms, with the formal address. */
import type { Forms } from '../shape.ts';

const NEXT = '{% if nextUpdateBy %} Próxima actualización antes de las {{ nextUpdateBy }}.{% endif %}';
const LINK = '{% if incidentUrl %} {{ incidentUrl }}{% endif %}';
const SINCE = '{% if startedAt %}, desde las {{ startedAt }}{% endif %}';
const UNCHANGED = '{% if unchangedSince %} desde las {{ unchangedSince }}{% endif %}';
const BACK = 'resuelto{% if resolvedAt %} a las {{ resolvedAt }}{% endif %}';
const AMOUNT = 'un crédito{% if creditAmount %} de {{ creditAmount }}{% endif %}';
const WINDOW =
  '{% if startsAt and endsAt %} desde las {{ startsAt }} hasta las {{ endsAt }}{% elsif startsAt %} a las {{ startsAt }}{% endif %}';
const ENDS = '{% if endsAt %} hasta las {{ endsAt }}{% endif %}';
const NEW_END = '{% if endsAt %} Ahora terminan a las {{ endsAt }}.{% endif %}';
const ENDED = '{% if resolvedAt %} a las {{ resolvedAt }}{% endif %}';
const PLANNED = '{% if startsAt %} para las {{ startsAt }}{% endif %}';

export const ES_FORMS: Forms = {
  'update/investigating': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}${SINCE}. Buscamos la causa.${NEXT}${LINK}`,
    banner: `{{ title }}. Estamos buscando la causa.${NEXT}`,
  },
  'update/identified': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: encontramos la causa y la estamos reparando.${NEXT}${LINK}`,
    banner: `{{ title }}. Encontramos la causa y la estamos reparando.${NEXT}`,
  },
  'update/monitoring': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: reparado; vigilamos que se mantenga.${NEXT}${LINK}`,
    banner: `{{ title }}. La reparación está hecha; vigilamos que se mantenga.${NEXT}`,
  },
  'update/resolved': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: ${BACK}. Lamentamos el tiempo perdido.${LINK}`,
    banner: `{{ title }}: ${BACK}.`,
  },
  no_change: {
    subject: '[Sin cambios] {{ title }}',
    short: `{{ title }}: sin cambios${UNCHANGED}. Seguimos trabajando.${NEXT}${LINK}`,
    banner: `{{ title }}. Sin cambios${UNCHANGED}.${NEXT}`,
  },
  relapse: {
    subject: '[Vuelve a fallar] {{ title }}',
    short: `{{ title }}: el fallo ha vuelto. Trabajamos de nuevo en ello.${NEXT}${LINK}`,
    banner: `{{ title }}. El fallo ha vuelto.${NEXT}`,
  },
  correction: {
    subject: '[Corrección] {{ title }}',
    short: `Corrección: {{ title }}. Lo que escribimos antes no era cierto. La versión correcta:${LINK}`,
    banner: 'Corrección: {% if correct %}{{ correct }}{% else %}{{ title }}.{% endif %}',
  },
  apology: {
    subject: 'Le pedimos disculpas: {{ title }}',
    short: `{{ title }}: lamentamos el tiempo que le costó. Qué ocurrió y qué cambiamos:${LINK}`,
    banner: 'Lamentamos el tiempo que perdió: {{ title }}.',
  },
  postmortem_ready: {
    subject: 'Qué ocurrió: {{ title }}',
    short: '{{ title }}: nuestro informe está listo.{% if postmortemUrl %} {{ postmortemUrl }}{% endif %}',
    banner: 'Nuestro informe está listo: {{ title }}.',
  },
  credit: {
    subject: 'Su crédito: {{ title }}',
    short: `{{ title }}: recibe ${AMOUNT}. No tiene que solicitarlo.${LINK}`,
    banner: `Recibe ${AMOUNT}: {{ title }}.`,
  },
  survey: {
    subject: '¿Cómo lo gestionamos? {{ title }}',
    short: '¿Cómo lo gestionamos? {{ title }}.{% if surveyUrl %} Díganoslo: {{ surveyUrl }}{% endif %}',
    banner: '¿Cómo lo gestionamos? {{ title }}.',
  },
  questions: {
    subject: 'Sus preguntas: {{ title }}',
    short:
      '{{ title }}: respondemos a sus preguntas{% if questionsAt %} a las {{ questionsAt }}{% endif %}.{% if questionsUrl %} {{ questionsUrl }}{% endif %}',
    banner:
      '{{ title }}: respondemos a sus preguntas{% if questionsAt %} a las {{ questionsAt }}{% endif %}.',
  },
  'maintenance/scheduled': {
    subject: '[{{ phase }}] {{ title }}{% if startsAt %}, {{ startsAt }}{% endif %}',
    short: `{{ title }}: trabajos previstos${WINDOW}.${LINK}`,
    banner: `{{ title }}: trabajos previstos${WINDOW}.`,
  },
  'maintenance/reminded': {
    subject: '[Recordatorio] {{ title }}{% if startsAt %}, {{ startsAt }}{% endif %}',
    short: `Recordatorio: {{ title }}. Trabajos previstos${WINDOW}.${LINK}`,
    banner: `Recordatorio: {{ title }}. Trabajos previstos${WINDOW}.`,
  },
  'maintenance/in_progress': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: trabajos en curso${ENDS}.${LINK}`,
    banner: `{{ title }}: trabajos en curso${ENDS}.`,
  },
  'maintenance/extended': {
    subject: '[Se prolonga] {{ title }}{% if endsAt %}, hasta las {{ endsAt }}{% endif %}',
    short: `{{ title }}: los trabajos duran más de lo previsto.${NEW_END}${LINK}`,
    banner: `{{ title }}: los trabajos duran más de lo previsto.${NEW_END}`,
  },
  'maintenance/verifying': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: los trabajos están hechos; comprobamos el resultado.${LINK}`,
    banner: '{{ title }}: los trabajos están hechos; comprobamos el resultado.',
  },
  'maintenance/completed': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: los trabajos terminaron${ENDED}.${LINK}`,
    banner: `{{ title }}: los trabajos terminaron${ENDED}.`,
  },
  'maintenance/cancelled': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: los trabajos previstos${PLANNED} no se realizarán.${LINK}`,
    banner: `{{ title }}: los trabajos previstos${PLANNED} no se realizarán.`,
  },
  support_script: {
    subject: '[Para soporte] {{ title }}',
    short: `Para soporte: {{ title }}. {% if startsAt %}{% if endsAt %}Previsto hasta las {{ endsAt }}.{% endif %}{% elsif resolvedAt %}Terminó a las {{ resolvedAt }}.{% else %}No prometer un final.{% endif %}${NEXT}${LINK}`,
    banner: `Para soporte: {{ title }}.${NEXT}`,
  },
  internal: {
    subject: '[Interno] {{ title }}: {{ phase }}',
    short: `Interno: {{ title }}, {{ phase }}.${NEXT}${LINK}`,
    banner: `Interno: {{ title }}, {{ phase }}.${NEXT}`,
  },
};
