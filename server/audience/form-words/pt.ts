/** The small forms of subscribing in Portuguese. */
import type { FormWords } from '../form-words.ts';

export const pt: FormWords = {
  checkMailTitle: 'Por favor, veja o seu e-mail',
  checkMail:
    'Se este endereço ainda não estiver inscrito, uma mensagem com um link está a caminho. Siga o link para confirmar.',
  confirmTitle: 'Confirme a sua inscrição',
  confirmAsk: 'Devemos escrever quando algo estiver errado e quando voltar a funcionar?',
  confirmButton: 'Sim, avisem-me',
  confirmedTitle: 'Avisaremos você',
  confirmed: 'Obrigado. Escrevemos somente sobre falhas e manutenções planejadas.',
  manage: 'A sua inscrição',
  whichComponents: 'Somente sobre estes; sobre tudo se nada for escolhido',
  everyNote: 'Escrever também quando ainda nada mudou',
  save: 'Salvar',
  savedTitle: 'Salvo',
  saved: 'Os seus desejos valem a partir de agora.',
  unsubscribeTitle: 'Encerrar a sua inscrição',
  unsubscribeAsk: 'Não escreveremos mais para este endereço. A página e os canais continuam abertos.',
  unsubscribeButton: 'Não me escrevam mais',
  unsubscribedTitle: 'A sua inscrição foi encerrada',
  unsubscribed: 'Não escreveremos mais para este endereço.',
  state: {
    pending: 'Você ainda não confirmou esta inscrição.',
    active: 'Você está inscrito.',
    unsubscribed: 'Você encerrou esta inscrição.',
    suppressed: 'As mensagens para este endereço voltaram, por isso paramos de escrever.',
  },
};
