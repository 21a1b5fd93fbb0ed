/** Deutsche Betreffzeilen, Kurzformen und Banner. German forms, in the formal address. */
import type { Forms } from '../shape.ts';

const NEXT = '{% if nextUpdateBy %} Nächste Meldung bis {{ nextUpdateBy }}.{% endif %}';
const LINK = '{% if incidentUrl %} {{ incidentUrl }}{% endif %}';

export const DE_FORMS: Forms = {
  'update/investigating': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}, seit {{ startedAt }}. Wir suchen die Ursache.${NEXT}${LINK}`,
    banner: `{{ title }}. Wir suchen die Ursache.${NEXT}`,
  },
  'update/identified': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: Wir kennen die Ursache und beheben sie.${NEXT}${LINK}`,
    banner: `{{ title }}. Wir kennen die Ursache und beheben sie.${NEXT}`,
  },
  'update/monitoring': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: repariert; wir beobachten, ob es hält.${NEXT}${LINK}`,
    banner: `{{ title }}. Die Reparatur ist erfolgt; wir beobachten, ob sie hält.${NEXT}`,
  },
  'update/resolved': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: behoben, Ende {{ resolvedAt }}. Die verlorene Zeit tut uns leid.${LINK}`,
    banner: '{{ title }}: behoben, Ende {{ resolvedAt }}.',
  },
  no_change: {
    subject: '[Keine Änderung] {{ title }}',
    short: `{{ title }}: keine Änderung seit {{ unchangedSince }}. Wir arbeiten weiter daran.${NEXT}${LINK}`,
    banner: `{{ title }}. Keine Änderung seit {{ unchangedSince }}.${NEXT}`,
  },
  relapse: {
    subject: '[Erneut gestört] {{ title }}',
    short: `{{ title }}: Die Störung ist zurück. Wir arbeiten wieder daran.${NEXT}${LINK}`,
    banner: `{{ title }}. Die Störung ist zurück.${NEXT}`,
  },
  correction: {
    subject: '[Korrektur] {{ title }}',
    short: `Korrektur zu {{ title }}: Unsere frühere Meldung war falsch. Die richtige:${LINK}`,
    banner: 'Korrektur: {{ correct }}',
  },
  apology: {
    subject: 'Es tut uns leid: {{ title }}',
    short: `{{ title }}: Es tut uns leid, dass Sie das Zeit gekostet hat. Was geschah und was wir ändern:${LINK}`,
    banner: 'Es tut uns leid, dass Sie Zeit verloren haben: {{ title }}.',
  },
  postmortem_ready: {
    subject: 'Was geschehen ist: {{ title }}',
    short: '{{ title }}: Unser Bericht liegt vor. {{ postmortemUrl }}',
    banner: 'Unser Bericht liegt vor: {{ title }}.',
  },
  credit: {
    subject: 'Ihre Gutschrift: {{ title }}',
    short: `{{ title }}: Sie erhalten eine Gutschrift von {{ creditAmount }}. Ein Antrag ist nicht nötig.${LINK}`,
    banner: 'Sie erhalten eine Gutschrift von {{ creditAmount }}: {{ title }}.',
  },
  survey: {
    subject: 'Wie gut haben wir reagiert? {{ title }}',
    short: 'Wie gut haben wir reagiert? {{ title }}. Sagen Sie es uns: {{ surveyUrl }}',
    banner: 'Wie gut haben wir reagiert? {{ title }}.',
  },
  questions: {
    subject: 'Ihre Fragen: {{ title }}',
    short:
      '{{ title }}: Wir beantworten Ihre Fragen{% if questionsAt %} am {{ questionsAt }}{% endif %}.{% if questionsUrl %} {{ questionsUrl }}{% endif %}',
    banner: '{{ title }}: Wir beantworten Ihre Fragen{% if questionsAt %} am {{ questionsAt }}{% endif %}.',
  },
  'maintenance/scheduled': {
    subject: '[{{ phase }}] {{ title }}, {{ startsAt }}',
    short: `{{ title }}: geplante Arbeiten von {{ startsAt }} bis {{ endsAt }}.${LINK}`,
    banner: '{{ title }}: geplante Arbeiten von {{ startsAt }} bis {{ endsAt }}.',
  },
  'maintenance/reminded': {
    subject: '[Erinnerung] {{ title }}, {{ startsAt }}',
    short: `Erinnerung: {{ title }}. Geplante Arbeiten von {{ startsAt }} bis {{ endsAt }}.${LINK}`,
    banner: 'Erinnerung: {{ title }}. Geplante Arbeiten von {{ startsAt }} bis {{ endsAt }}.',
  },
  'maintenance/in_progress': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: Die geplanten Arbeiten laufen bis {{ endsAt }}.${LINK}`,
    banner: '{{ title }}: Die geplanten Arbeiten laufen bis {{ endsAt }}.',
  },
  'maintenance/extended': {
    subject: '[Dauert länger] {{ title }}, bis {{ endsAt }}',
    short: `{{ title }}: Die geplanten Arbeiten dauern länger, neues Ende: {{ endsAt }}.${LINK}`,
    banner: '{{ title }}: Die geplanten Arbeiten dauern länger, neues Ende: {{ endsAt }}.',
  },
  'maintenance/verifying': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: Die Arbeiten sind erledigt; wir prüfen das Ergebnis.${LINK}`,
    banner: '{{ title }}: Die Arbeiten sind erledigt; wir prüfen das Ergebnis.',
  },
  'maintenance/completed': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: Die geplanten Arbeiten sind beendet, Ende {{ resolvedAt }}.${LINK}`,
    banner: '{{ title }}: Die geplanten Arbeiten sind beendet, Ende {{ resolvedAt }}.',
  },
  'maintenance/cancelled': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: Die für {{ startsAt }} geplanten Arbeiten finden nicht statt.${LINK}`,
    banner: '{{ title }}: Die für {{ startsAt }} geplanten Arbeiten finden nicht statt.',
  },
  support_script: {
    subject: '[Für den Support] {{ title }}',
    short: `Für den Support: {{ title }}. {% if startsAt %}Geplant bis {{ endsAt }}.{% elsif resolvedAt %}Ende: {{ resolvedAt }}.{% else %}Kein Ende versprechen.{% endif %}${NEXT}${LINK}`,
    banner: `Für den Support: {{ title }}.${NEXT}`,
  },
  internal: {
    subject: '[Intern] {{ title }}: {{ phase }}',
    short: `Intern: {{ title }}, {{ phase }}.${NEXT}${LINK}`,
    banner: `Intern: {{ title }}, {{ phase }}.${NEXT}`,
  },
};
