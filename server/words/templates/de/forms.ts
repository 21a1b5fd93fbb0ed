/** Deutsche Betreffzeilen, Kurzformen und Banner. German forms, in the formal address. */
import type { Forms } from '../shape.ts';

const NEXT = '{% if nextUpdateBy %} Nächste Meldung bis {{ nextUpdateBy }}.{% endif %}';
const WINDOW =
  '{% if startsAt %} vom {{ startsAt }}{% if endsAt %} bis {{ endsAt }}{% endif %}{% elsif endsAt %} bis {{ endsAt }}{% endif %}';
const LINK = '{% if incidentUrl %} {{ incidentUrl }}{% endif %}';

export const DE_FORMS: Forms = {
  'update/investigating': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}{% if startedAt %}, seit {{ startedAt }}{% endif %}. Wir suchen die Ursache.${NEXT}${LINK}`,
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
    short: `{{ title }}: behoben{% if resolvedAt %}, Ende {{ resolvedAt }}{% endif %}. Die verlorene Zeit tut uns leid.${LINK}`,
    banner: '{{ title }}: behoben{% if resolvedAt %}, Ende {{ resolvedAt }}{% endif %}.',
  },
  no_change: {
    subject: '[Keine Änderung] {{ title }}',
    short: `{{ title }}: keine Änderung{% if unchangedSince %} seit {{ unchangedSince }}{% endif %}. Wir arbeiten weiter daran.${NEXT}${LINK}`,
    banner: `{{ title }}. Keine Änderung{% if unchangedSince %} seit {{ unchangedSince }}{% endif %}.${NEXT}`,
  },
  relapse: {
    subject: '[Erneut gestört] {{ title }}',
    short: `{{ title }}: Die Störung ist zurück. Wir arbeiten wieder daran.${NEXT}${LINK}`,
    banner: `{{ title }}. Die Störung ist zurück.${NEXT}`,
  },
  correction: {
    subject: '[Korrektur] {{ title }}',
    short: `Korrektur zu {{ title }}: Unsere frühere Meldung war falsch.{% if incidentUrl %} Die richtige: {{ incidentUrl }}{% endif %}`,
    banner: 'Korrektur: {% if correct %}{{ correct }}{% else %}{{ title }}.{% endif %}',
  },
  apology: {
    subject: 'Es tut uns leid: {{ title }}',
    short: `{{ title }}: Es tut uns leid, dass Sie das Zeit gekostet hat.{% if incidentUrl %} Was geschah und was wir ändern: {{ incidentUrl }}{% endif %}`,
    banner: 'Es tut uns leid, dass Sie Zeit verloren haben: {{ title }}.',
  },
  postmortem_ready: {
    subject: 'Was geschehen ist: {{ title }}',
    short: '{{ title }}: Unser Bericht liegt vor.{% if postmortemUrl %} {{ postmortemUrl }}{% endif %}',
    banner: 'Unser Bericht liegt vor: {{ title }}.',
  },
  credit: {
    subject: 'Ihre Gutschrift: {{ title }}',
    short: `{{ title }}: Sie erhalten eine Gutschrift{% if creditAmount %} von {{ creditAmount }}{% endif %}. Ein Antrag ist nicht nötig.${LINK}`,
    banner:
      'Sie erhalten eine Gutschrift{% if creditAmount %} von {{ creditAmount }}{% endif %}: {{ title }}.',
  },
  survey: {
    subject: 'Wie gut haben wir reagiert? {{ title }}',
    short:
      'Wie gut haben wir reagiert? {{ title }}.{% if surveyUrl %} Sagen Sie es uns: {{ surveyUrl }}{% endif %}',
    banner: 'Wie gut haben wir reagiert? {{ title }}.',
  },
  questions: {
    subject: 'Ihre Fragen: {{ title }}',
    short:
      '{{ title }}: Wir beantworten Ihre Fragen{% if questionsAt %} am {{ questionsAt }}{% endif %}.{% if questionsUrl %} {{ questionsUrl }}{% endif %}',
    banner: '{{ title }}: Wir beantworten Ihre Fragen{% if questionsAt %} am {{ questionsAt }}{% endif %}.',
  },
  'maintenance/scheduled': {
    subject: '[{{ phase }}] {{ title }}{% if startsAt %}, {{ startsAt }}{% endif %}',
    short: `{{ title }}: geplante Arbeiten${WINDOW}.${LINK}`,
    banner: `{{ title }}: geplante Arbeiten${WINDOW}.`,
  },
  'maintenance/reminded': {
    subject: '[Erinnerung] {{ title }}{% if startsAt %}, {{ startsAt }}{% endif %}',
    short: `Erinnerung: {{ title }}. Geplante Arbeiten${WINDOW}.${LINK}`,
    banner: `Erinnerung: {{ title }}. Geplante Arbeiten${WINDOW}.`,
  },
  'maintenance/in_progress': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: Die geplanten Arbeiten laufen{% if endsAt %} bis {{ endsAt }}{% endif %}.${LINK}`,
    banner: '{{ title }}: Die geplanten Arbeiten laufen{% if endsAt %} bis {{ endsAt }}{% endif %}.',
  },
  'maintenance/extended': {
    subject: '[Dauert länger] {{ title }}{% if endsAt %}, bis {{ endsAt }}{% endif %}',
    short: `{{ title }}: Die geplanten Arbeiten dauern länger{% if endsAt %}, neues Ende: {{ endsAt }}{% endif %}.${LINK}`,
    banner:
      '{{ title }}: Die geplanten Arbeiten dauern länger{% if endsAt %}, neues Ende: {{ endsAt }}{% endif %}.',
  },
  'maintenance/verifying': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: Die Arbeiten sind erledigt; wir prüfen das Ergebnis.${LINK}`,
    banner: '{{ title }}: Die Arbeiten sind erledigt; wir prüfen das Ergebnis.',
  },
  'maintenance/completed': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: Die geplanten Arbeiten sind beendet{% if resolvedAt %}, Ende {{ resolvedAt }}{% endif %}.${LINK}`,
    banner:
      '{{ title }}: Die geplanten Arbeiten sind beendet{% if resolvedAt %}, Ende {{ resolvedAt }}{% endif %}.',
  },
  'maintenance/cancelled': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: Die {% if startsAt %}für den {{ startsAt }} {% endif %}geplanten Arbeiten finden nicht statt.${LINK}`,
    banner:
      '{{ title }}: Die {% if startsAt %}für den {{ startsAt }} {% endif %}geplanten Arbeiten finden nicht statt.',
  },
  support_script: {
    subject: '[Für den Support] {{ title }}',
    short: `Für den Support: {{ title }}. {% if startsAt %}Geplante Arbeiten{% if endsAt %} bis {{ endsAt }}{% endif %}.{% elsif resolvedAt %}Ende: {{ resolvedAt }}.{% else %}Kein Ende versprechen.{% endif %}${NEXT}${LINK}`,
    banner: `Für den Support: {{ title }}.${NEXT}`,
  },
  internal: {
    subject: '[Intern] {{ title }}: {{ phase }}',
    short: `Intern: {{ title }}, {{ phase }}.${NEXT}${LINK}`,
    banner: `Intern: {{ title }}, {{ phase }}.${NEXT}`,
  },
};
