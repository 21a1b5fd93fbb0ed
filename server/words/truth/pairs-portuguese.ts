/** Portuguese drafts and facts, labelled before any Portuguese rule was written; `later` was not looked at while they were made. */
import { BOTH, collect, ONLY_US, OVER, PAY } from './testing.ts';

const set = collect('pt');
const { contradicted, fine } = set;
const later = collect('pt');

contradicted(
  BOTH,
  'O incidente foi resolvido.',
  'Todos os sistemas estão operacionais.',
  'O acesso à conta voltou a funcionar.',
  'O problema foi totalmente corrigido.',
  'Você já pode entrar novamente.',
  'Tudo voltou ao normal.',
  'Resolvemos o problema com o acesso à conta.',
  'Os clientes nos Estados Unidos não foram afetados.',
  'Apenas clientes na Europa são afetados.',
  'Alguns clientes não conseguem entrar.',
  'Um pequeno número de usuários está afetado.',
  'Cerca de 5% dos usuários não conseguem entrar.',
  'O acesso à conta falha desde as 14:30 UTC.',
  'Nossas verificações não mostram erros.',
  'A interrupção está limitada à Europa.',
  'Esperamos que o acesso à conta seja restabelecido até as 14:45 UTC.',
  'O acesso à conta não está afetado.',
  'O serviço está totalmente restabelecido.',
  'A interrupção terminou.',
);
fine(
  BOTH,
  'Assim que tudo voltar a funcionar, avisaremos aqui.',
  'O incidente ainda não foi resolvido.',
  'Estamos trabalhando para restabelecer o acesso à conta.',
  'Os pagamentos não estão afetados.',
  'Ninguém consegue entrar.',
  'O acesso à conta falha desde as 14:02 UTC.',
  'O acesso à conta falha desde as 15h02 CET.',
  'Antes escrevemos que o incidente estava resolvido. Isso estava errado.',
  'Esperamos que o acesso à conta seja restabelecido até as 16:00 UTC.',
  'Próximo aviso até as 15:30 UTC.',
  'Se você foi afetado, não precisa fazer nada.',
  'Todos os clientes estão afetados.',
  'A busca e a API funcionam normalmente.',
  'Quando o problema estiver resolvido, recarregue a página.',
  'Estamos aplicando a correção.',
  'Ainda não sabemos quantos clientes estão afetados.',
  'Tudo voltou a funcionar? Ainda não.',
  'O acesso à conta não está totalmente restabelecido.',
  'Esperamos que o serviço seja restabelecido em breve.',
  'O problema do banco de dados foi corrigido, mas o acesso à conta continua falhando.',
  'Não tente de novo até dizermos que tudo funciona.',
  'Correção: às 14:30 UTC dissemos que o incidente estava resolvido.',
);
contradicted(
  ONLY_US,
  'Os clientes nos Estados Unidos conseguem entrar normalmente.',
  'O incidente está encerrado.',
);
fine(
  ONLY_US,
  'Apenas clientes nos Estados Unidos são afetados.',
  'Os clientes na Europa não são afetados.',
  'Alguns clientes não conseguem entrar.',
);
fine(
  OVER,
  'O incidente foi resolvido.',
  'Os pagamentos voltaram a funcionar às 14:47 UTC.',
  'A interrupção durou 45 minutos.',
  'Todos os sistemas estão operacionais.',
);
contradicted(
  OVER,
  'A interrupção durou 15 minutos.',
  'Os pagamentos não foram afetados.',
  'A interrupção durou duas horas.',
);
contradicted({ ...PAY, reports: ['14:20', '14:50'] }, 'Não recebemos nenhum relato de clientes.');
fine({ ...PAY, reports: [] }, 'Não recebemos nenhum relato de clientes.');

later.contradicted(
  BOTH,
  'O acesso à conta foi restabelecido.',
  'Todos os nossos serviços funcionam normalmente.',
  'Uns poucos clientes veem erros.',
  'O acesso à conta está disponível.',
  'O problema está solucionado.',
  'Desde as 14:40 UTC os clientes não conseguem entrar.',
  'Somente a Europa está afetada.',
  'Tudo funciona.',
);
later.fine(
  BOTH,
  'Faremos tudo para que o acesso à conta volte a funcionar.',
  'Nenhum cliente consegue entrar.',
  'O acesso à conta continua sem funcionar.',
  'Uma parte do problema foi resolvida.',
  'Antes que o serviço seja restabelecido, não pague duas vezes.',
  'Os demais serviços funcionam normalmente.',
  'O incidente estará resolvido quando nossas verificações confirmarem.',
  'Estamos verificando se o acesso à conta foi restabelecido.',
  'Pedimos desculpas a todos os clientes que não conseguem entrar.',
  'O acesso à conta funcionava normalmente até as 14:02 UTC.',
);

export const PORTUGUESE = set.pairs;
export const PORTUGUESE_LATER = later.pairs;
