/** Assuntos, formas curtas e avisos em português. Portuguese forms, in Brazilian spelling. */
import type { Forms } from '../shape.ts';

const NEXT = '{% if nextUpdateBy %} Próxima atualização até as {{ nextUpdateBy }}.{% endif %}';
const LINK = '{% if incidentUrl %} {{ incidentUrl }}{% endif %}';
const SINCE = '{% if startedAt %}, desde as {{ startedAt }}{% endif %}';
const UNCHANGED = '{% if unchangedSince %} desde as {{ unchangedSince }}{% endif %}';
const BACK = 'resolvido{% if resolvedAt %} às {{ resolvedAt }}{% endif %}';
const AMOUNT = 'um crédito{% if creditAmount %} de {{ creditAmount }}{% endif %}';
const WINDOW =
  '{% if startsAt and endsAt %} das {{ startsAt }} às {{ endsAt }}{% elsif startsAt %} às {{ startsAt }}{% endif %}';
const ENDS = '{% if endsAt %} até as {{ endsAt }}{% endif %}';
const NEW_END = '{% if endsAt %} Agora terminam às {{ endsAt }}.{% endif %}';
const ENDED = '{% if resolvedAt %} às {{ resolvedAt }}{% endif %}';
const PLANNED = '{% if startsAt %} para as {{ startsAt }}{% endif %}';

export const PT_FORMS: Forms = {
  'update/investigating': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}${SINCE}. Estamos procurando a causa.${NEXT}${LINK}`,
    banner: `{{ title }}. Estamos procurando a causa.${NEXT}`,
  },
  'update/identified': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: encontramos a causa e estamos corrigindo.${NEXT}${LINK}`,
    banner: `{{ title }}. Encontramos a causa e estamos corrigindo.${NEXT}`,
  },
  'update/monitoring': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: corrigido; estamos observando se se mantém.${NEXT}${LINK}`,
    banner: `{{ title }}. A correção foi aplicada; estamos observando se ela se mantém.${NEXT}`,
  },
  'update/resolved': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: ${BACK}. Lamentamos o tempo perdido.${LINK}`,
    banner: `{{ title }}: ${BACK}.`,
  },
  no_change: {
    subject: '[Sem mudança] {{ title }}',
    short: `{{ title }}: nada mudou${UNCHANGED}. Continuamos trabalhando.${NEXT}${LINK}`,
    banner: `{{ title }}. Nada mudou${UNCHANGED}.${NEXT}`,
  },
  relapse: {
    subject: '[Falha de novo] {{ title }}',
    short: `{{ title }}: a falha voltou. Estamos trabalhando nisso de novo.${NEXT}${LINK}`,
    banner: `{{ title }}. A falha voltou.${NEXT}`,
  },
  correction: {
    subject: '[Correção] {{ title }}',
    short: `Correção: {{ title }}. O que escrevemos antes estava errado. A versão correta:${LINK}`,
    banner: 'Correção: {% if correct %}{{ correct }}{% else %}{{ title }}.{% endif %}',
  },
  apology: {
    subject: 'Pedimos desculpas: {{ title }}',
    short: `{{ title }}: lamentamos o tempo que isso lhe custou. O que aconteceu e o que mudamos:${LINK}`,
    banner: 'Lamentamos o tempo perdido: {{ title }}.',
  },
  postmortem_ready: {
    subject: 'O que aconteceu: {{ title }}',
    short: '{{ title }}: o nosso relatório está pronto.{% if postmortemUrl %} {{ postmortemUrl }}{% endif %}',
    banner: 'O nosso relatório está pronto: {{ title }}.',
  },
  credit: {
    subject: 'Seu crédito: {{ title }}',
    short: `{{ title }}: recebe ${AMOUNT}. Não é preciso solicitar.${LINK}`,
    banner: `Recebe ${AMOUNT}: {{ title }}.`,
  },
  survey: {
    subject: 'Como lidamos com isso? {{ title }}',
    short: 'Como lidamos com isso? {{ title }}.{% if surveyUrl %} Conte para nós: {{ surveyUrl }}{% endif %}',
    banner: 'Como lidamos com isso? {{ title }}.',
  },
  questions: {
    subject: 'Suas perguntas: {{ title }}',
    short:
      '{{ title }}: respondemos às suas perguntas{% if questionsAt %}, ao vivo às {{ questionsAt }}{% endif %}.{% if questionsUrl %} {{ questionsUrl }}{% endif %}',
    banner:
      '{{ title }}: respondemos às suas perguntas{% if questionsAt %}, ao vivo às {{ questionsAt }}{% endif %}.',
  },
  'maintenance/scheduled': {
    subject: '[{{ phase }}] {{ title }}{% if startsAt %}, {{ startsAt }}{% endif %}',
    short: `{{ title }}: trabalhos programados${WINDOW}.${LINK}`,
    banner: `{{ title }}: trabalhos programados${WINDOW}.`,
  },
  'maintenance/reminded': {
    subject: '[Lembrete] {{ title }}{% if startsAt %}, {{ startsAt }}{% endif %}',
    short: `Lembrete: {{ title }}. Trabalhos programados${WINDOW}.${LINK}`,
    banner: `Lembrete: {{ title }}. Trabalhos programados${WINDOW}.`,
  },
  'maintenance/in_progress': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: trabalhos em andamento${ENDS}.${LINK}`,
    banner: `{{ title }}: trabalhos em andamento${ENDS}.`,
  },
  'maintenance/extended': {
    subject: '[Prolongado] {{ title }}{% if endsAt %}, até as {{ endsAt }}{% endif %}',
    short: `{{ title }}: os trabalhos demoram mais do que o previsto.${NEW_END}${LINK}`,
    banner: `{{ title }}: os trabalhos demoram mais do que o previsto.${NEW_END}`,
  },
  'maintenance/verifying': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: os trabalhos estão feitos; estamos verificando o resultado.${LINK}`,
    banner: '{{ title }}: os trabalhos estão feitos; estamos verificando o resultado.',
  },
  'maintenance/completed': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: os trabalhos terminaram${ENDED}.${LINK}`,
    banner: `{{ title }}: os trabalhos terminaram${ENDED}.`,
  },
  'maintenance/cancelled': {
    subject: '[{{ phase }}] {{ title }}',
    short: `{{ title }}: os trabalhos programados${PLANNED} não serão realizados.${LINK}`,
    banner: `{{ title }}: os trabalhos programados${PLANNED} não serão realizados.`,
  },
  support_script: {
    subject: '[Para o suporte] {{ title }}',
    short: `Para o suporte: {{ title }}. {% if startsAt %}{% if endsAt %}Previsto até as {{ endsAt }}.{% endif %}{% elsif resolvedAt %}Terminou às {{ resolvedAt }}.{% else %}Não prometer um fim.{% endif %}${NEXT}${LINK}`,
    banner: `Para o suporte: {{ title }}.${NEXT}`,
  },
  internal: {
    subject: '[Interno] {{ title }}: {{ phase }}',
    short: `Interno: {{ title }}, {{ phase }}.${NEXT}${LINK}`,
    banner: `Interno: {{ title }}, {{ phase }}.${NEXT}`,
  },
};
