/** O que os modelos dizem quando os fatos não dizem nada. Portuguese, in Brazilian spelling. */
import { figure } from '../intl.ts';
import type { Phrases } from '../phrases.ts';

export const PT: Phrases = {
  phase: {
    investigating: 'Em investigação',
    identified: 'Causa encontrada',
    monitoring: 'Em observação',
    resolved: 'Resolvido',
    scheduled: 'Planejado',
    in_progress: 'Em andamento',
    verifying: 'Em verificação',
    completed: 'Concluído',
    cancelled: 'Cancelado',
    reminded: 'Lembrete',
    extended: 'Prolongado',
  },
  ourService: 'o nosso serviço',
  seen: {
    major_outage: 'Neste momento não é possível usar {c}.',
    partial_outage: 'Neste momento, parte das solicitações falha em {c}.',
    degraded_performance: 'Neste momento há lentidão ou erros em {c}.',
    under_maintenance: 'Neste momento, talvez não seja possível usar {c}.',
    unknown: 'Neste momento não sabemos se é possível usar {c}.',
    operational: 'Solicitações podem falhar em {c}.',
  },
  seenInMaintenance: 'Durante esse período, talvez não seja possível usar {c}.',
  whoUnknown: 'Ainda não sabemos quantos clientes foram afetados.',
  others: (n) => `outros ${figure(n, 'pt')}`,
  affected: (customers) => `Clientes afetados: ${figure(customers, 'pt')}.`,
  action: {
    investigating: 'Estamos procurando a causa.',
    identified: 'Estamos trabalhando na correção.',
    monitoring: 'Estamos acompanhando as nossas verificações antes de dar o incidente por encerrado.',
  },
  stillAction: {
    investigating: 'Continuamos procurando a causa.',
    identified: 'Continuamos trabalhando na correção.',
    monitoring: 'Continuamos acompanhando as nossas verificações antes de dar o incidente por encerrado.',
  },
  noWorkaround: 'Ainda não há uma solução alternativa.',
  nothingToDo: 'Não é preciso fazer nada.',
  dataUnknown: 'Estamos verificando se houve perda de dados e informaremos aqui.',
  reason: 'Fazemos isso para que possa contar com {c}.',
  checks: (failing, total) =>
    failing === 0
      ? 'Neste momento nenhuma das nossas verificações falha.'
      : total === 1
        ? 'A nossa verificação falha.'
        : `${figure(failing, 'pt')} das nossas ${total ? `${figure(total, 'pt')} ` : ''}verificações ${failing === 1 ? 'falha' : 'falham'}.`,
  failingFor: (duration) => `Até agora, o incidente durou ${duration}.`,
  wordNumber: (n) => `Esta é a nossa mensagem número ${n} sobre o assunto.`,
  asOf: (time) => `Última verificação: ${time}.`,
  promise: (time) => `**Próxima atualização até as ${time}.**`,
  began: (time) => `O incidente começou às ${time}.`,
  window: (start, end) => `Os trabalhos começam às ${start} e terminam às ${end}.`,
  movedWindow: (start, end) =>
    `O horário mudou: os trabalhos agora começam às ${start} e terminam às ${end}.`,
  movedEnd: (end) => `Os trabalhos estão demorando mais do que o previsto. Agora terminam às ${end}.`,
  more: 'Todas as atualizações:',
  goesOn(sentence) {
    const match =
      /^(?:(?:Neste momento|No momento|Agora|Enquanto isso),? )?(?:estamos|continuamos|seguimos)(?: agora| ainda)? (\p{L}+ndo(?!\p{L}).*|a \p{L}+r(?!\p{L}).*)$/iu.exec(
        sentence,
      );
    return match && !/^(?:enfrentando|tendo|vendo|esperando|sofrendo)(?!p{L})/i.test(match[1]!)
      ? `Continuamos ${match[1]}`
      : null;
  },
};
