/** O que um segmento lê além do texto, quando precisa mesmo de outra coisa. Portuguese. */
import type { SegmentNotes } from '../shape.ts';

const RETRY =
  'Para o seu código: repita as solicitações que falharam com pausas crescentes e com a mesma chave de idempotência, e guarde os seus identificadores.';
const QUOTE = 'Esta mensagem pode ser encaminhada aos seus próprios clientes.';
const CONTACT =
  'Para perguntas sobre o seu contrato ou sobre o seu próprio incidente, {% if supportUrl %}fale conosco aqui: {{ supportUrl }}{% else %}escreva à pessoa que atende a sua conta{% endif %}.';
const CREDIT =
  'Se o seu contrato prevê um crédito por esse período, nós o calculamos e escrevemos. Não é preciso solicitar.';
const COLLIDES =
  'Se esse horário coincidir com uma data importante da sua parte, escreva-nos antes do início.';
const PAUSE =
  'Para o seu código: solicitações podem ser recusadas nesta janela. Deixe os processos em espera e repita-os depois.';
const AGAIN = 'Se ainda não funcionar, feche o aplicativo ou a página e abra novamente.';

export const PT_NOTES: SegmentNotes = {
  consumer: {
    'update/investigating': 'Não é preciso ligar nem escrever para nós: cada mudança é anunciada aqui.',
    'update/monitoring': AGAIN,
    'update/resolved': AGAIN,
  },
  business: {
    'update/investigating': QUOTE,
    'update/identified': QUOTE,
    'update/resolved': CREDIT,
    relapse: QUOTE,
    apology: CREDIT,
    'maintenance/scheduled': COLLIDES,
  },
  enterprise: {
    'update/investigating': `${QUOTE} ${CONTACT}`,
    'update/identified': QUOTE,
    'update/resolved': `${CREDIT} ${CONTACT}`,
    relapse: `${QUOTE} ${CONTACT}`,
    apology: `${CREDIT} ${CONTACT}`,
    postmortem_ready: CONTACT,
    'maintenance/scheduled': COLLIDES,
    'maintenance/reminded': CONTACT,
    'maintenance/extended': CONTACT,
  },
  developer: {
    'update/investigating': RETRY,
    'update/identified': RETRY,
    'update/monitoring':
      'Para o seu código: reenvie as solicitações em espera, poucas de cada vez no início. Se alguma ainda falhar, envie-nos o identificador e o horário.',
    'update/resolved':
      'Para o seu código: as solicitações que falharam podem ser reenviadas. Use as mesmas chaves de idempotência para que nada seja executado duas vezes.',
    relapse: RETRY,
    'maintenance/scheduled': PAUSE,
    'maintenance/reminded': PAUSE,
    'maintenance/extended':
      'Para o seu código: deixe os processos em espera{% if endsAt %} até as {{ endsAt }}{% endif %}.',
    'maintenance/completed': 'Para o seu código: os processos em espera podem continuar.',
  },
};
