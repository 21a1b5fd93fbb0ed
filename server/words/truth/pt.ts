/** Portuguese: how claims are made in real messages, in Brazil and in Portugal. */
import { type Lexicon, w } from './lexicon.ts';
import { linksOf } from './links.ts';

const PEOPLE =
  '(?:clientes?|usuári[oa]s?|utilizador(?:es|as?)?|pessoas?|contas?|equipes?|empresas?|organizações|visitantes?|lojas?|assinantes?|membros?|solicitações|requisições|pedidos?|pagamentos?|mensagens|dispositivos?|chamadas?|sites?|regiões)';
const ADV =
  '(?:(?:já|agora|de novo|novamente|todos|todas|totalmente|completamente|plenamente|por completo|também|atualmente|finalmente|enfim) )*';
const TROUBLE =
  '(?:incidente|problema|interrupção|falha|avaria|queda|erro|instabilidade|indisponibilidade|perturbação)s?';
const DONE =
  '(?:resolvid|solucionad|corrigid|reparad|consertad|encerrad|terminad|finalizad|concluíd|sanad)[oa]s?';
const HIT = '(?:afetad|impactad|atingid)[oa]s?';
const THE = '(?:o |a |os |as |este |esta |esse |essa |nosso |nossa )';
const PROPERTY =
  '(?:dados?|pedidos?|mensagens|mensagem|arquivos?|ficheiros?|pagamentos?|alterações|documentos?|e-mails?)';
const NUMBERS: Record<string, number> = {
  um: 1,
  uma: 1,
  dois: 2,
  duas: 2,
  três: 3,
  quatro: 4,
  cinco: 5,
  seis: 6,
  sete: 7,
  oito: 8,
  nove: 9,
  dez: 10,
  quinze: 15,
  vinte: 20,
  trinta: 30,
  meia: 0.5,
};
const N = `(?:\\d+(?:[.,]\\d+)?|${Object.keys(NUMBERS).join('|')})`;
const UNIT = '(?:segundos?|minutos?|min|horas?|h|dias?)(?![\\p{L}])';

export const PT: Lexicon = {
  label: w(`(?:não )?${HIT}`, 'estado|alcance'),
  clauseBreak:
    /[;—–]\s|,?\s(?:mas|enquanto|embora|porém|contudo|no entanto|todavia)\s|,? e (?=(?:nós|você|tudo|todos|ninguém|nenhum)(?!\p{L}))/iu,
  conditional: w(
    'se',
    'quando',
    'assim que|logo que',
    'uma vez',
    'até que|antes que|antes de|para que|a fim de que|desde que|a menos que|sem que',
    'até (?:dizermos|avisarmos|que)',
    'como se',
    'caso',
  ),
  future: w(
    '(?:será|serão|estará|estarão|seria|seriam|deve|devem|deveria|deveriam|poderia|poderiam|vai|vão|vamos)',
    'esper\\p{L}+',
    'confiamos',
    'prev\\p{L}+',
    '(?:trabalhamos|trabalhando|a trabalhar) (?:para|em|por)',
    'para',
    'tentamos|tentando|queremos|desejamos',
    '(?:verific|confirm|test|conferi)(?:amos|ando|mos) (?:que|se)',
    'estim\\p{L}+',
    'em breve|logo mais',
    'precisa|precisam|tem que|tem de',
    'cedo demais|muito cedo',
  ),
  negation: w('não|nunca|jamais|tampouco|nem|sem|ninguém|nada|nenhum[a]?', 'longe'),
  partly: w(
    'em parte|parcialmente|quase|praticamente|na maior parte',
    `(?:algun?s|algumas|vári[oa]s|a maioria d[oae]s?|muit[oa]s|uma parte d[oae]s?) (?:\\p{L}+ )?${PEOPLE}`,
    'uma parte d[oae]s?',
    'para (?:alguns|algumas|muit[oa]s|a maioria|uma parte)',
    '\\d+ ?(?:%|por cento)',
  ),
  partlyAfter: /^[\s,]*(?:para|em) (?:alguns|algumas|muit[oa]s|a maioria|uma parte|\d)|^[\s,]*em parte/iu,
  reported: w(
    '(?:escrevemos|dissemos|anunciamos|informamos|publicamos|achávamos|pensávamos|supúnhamos)(?: \\p{L}+)? que',
    '(?:tínhamos|havíamos) (?:\\p{L}+ ){0,2}(?:escrito|dito|anunciado|informado|publicado)',
    '(?:nosso|o) (?:último|anterior|primeiro) (?:aviso|comunicado) (?:dizia|informava|anunciava|afirmava)',
    'ao contrário d[oe]',
  ),
  overSince: /^[^.;]{0,40}?\b(?:até|antes d)/iu,
  past: w('era|eram|estava|estavam|havia', 'foi|foram', '(?:tem|têm|tinha|tinham) sido'),
  correction:
    /(?<![\p{L}])(?:correção|retificação|errata)\s*(?::|\(|–|—|-|d[oae])|(?<![\p{L}])(?:antes |por engano )(?:escrevemos|dissemos|anunciamos|informamos)|(?<![\p{L}])(?:isso|isto)? ?(?:estava|era|foi) (?:errad[oa]|incorret[oa]|fals[oa]|um erro|um engano)/iu,
  movement: w(
    'agora|já|entretanto|desde então|enquanto isso',
    'também|além disso',
    'não \\p{L}+ mais|já não',
    'aument\\p{L}+|dimin\\p{L}+|caiu|caíram|ampli\\p{L}+|reduz\\p{L}+',
    'ainda|continua\\p{L}*',
    'mais|menos|nov[oa]s?',
    'de novo|novamente|voltou|voltaram',
  ),
  stillFails: w(
    '(?:continua|continuam|segue|seguem|permanece|permanecem)(?: \\p{L}+)? (?:falhando|a falhar|sem (?:funcionar|serviço|resposta)|fora do ar|lent[oa]s?|indisponíve\\p{L}+|com (?:erros|falhas)|afetad[oa]s?|instáve\\p{L}+)',
    'ainda (?:não|falha\\p{L}*|há erros|apresenta\\p{L}*)',
  ),
  relapse: w(
    '(?:volta|voltam|voltou|voltaram) a (?:falhar|cair|dar erro|apresentar (?:falhas|erros)|ficar (?:lent|fora|indispon)\\p{L}*)',
    '(?:falha|falham|fora do ar|indisponíve\\p{L}+) (?:de novo|novamente)',
    'recaída',
    'reaparec\\p{L}+',
  ),
  wellEverything: w(
    `tod[oa]s (?:[oa]s )?(?:noss[oa]s |demais |outr[oa]s )?(?:sistemas|serviços|componentes|funções|regiões|produtos) (?:estão|funcionam|operam|foram|voltaram)(?: a)? ?${ADV}(?:operacionais|normalmente|normais|ao normal|corretamente|disponíveis|restabelecid[oa]s|acessíveis|funcionar|funcionando|no ar|de novo|novamente|bem)`,
    'tudo (?:funciona|está funcionando)(?: (?:de novo|novamente|normalmente|bem|corretamente))?',
    `tudo (?:está|voltou|foi) ${ADV}(?:restabelecido|ao normal|normal|em ordem|operacional|resolvido|bem|disponível|normalizado)`,
    'tudo voltou a (?:funcionar|ficar)',
    'todo o resto funciona',
  ),
  wellIncident: w(
    '(?:totalmente|completamente|plenamente) (?:operaciona|restabelecid|resolvid|corrigid|solucionad|reparad|recuperad|funciona|disponíve|normalizad)\\p{L}*',
    `${THE}(?:\\p{L}+ ){0,2}?${TROUBLE}(?: (?:d[eoa]s?|com|n[oa]s?|em|que afetava)(?: [\\p{L}'-]+){1,4}?)? (?:está|estão|foi|foram|ficou|tem sido) ${ADV}(?:${DONE}|superad[oa]s?)`,
    `${THE}(?:\\p{L}+ ){0,2}?${TROUBLE} (?:terminou|acabou|chegou ao fim|cessou)`,
    `(?:resolvemos|solucionamos|corrigimos|reparamos|consertamos) ${THE}(?:\\p{L}+ ){0,2}?${TROUBLE}`,
    `(?:o serviço|o acesso|o site|o aplicativo|a plataforma|o funcionamento|a situação) (?:está|foi|se) ${ADV}(?:restabelecid[oa]|recuperad[oa]|recuperou|normalizad[oa]|normal|operacional)`,
    '(?:voltou|voltaram|volta|de volta) ao normal',
    '(?:pode|podem|consegue|conseguem)(?: já| agora)* [^.;,]{1,50} (?:de novo|novamente|normalmente|como sempre)',
    '(?:pode|podem) voltar a (?!falhar)[^.;,]{1,60}',
    '(?:já|agora) (?:pode|podem|consegue|conseguem) [^.;,]{1,50}(?:de novo|novamente|normalmente)',
    '^\\W*(?:resolvido|solucionado|corrigido|restabelecido|normalizado)(?=\\W|$)',
  ),
  wellNamed: w(
    `(?:está|estão|foi|foram|ficou|ficaram) ${ADV}(?:disponíve|operaciona|restabelecid|acessíve|reparad|restaurad|recuperad|no ar|estáve|estável|corrigid|funcionando|normalizad)\\p{L}*`,
    '(?:funciona|funcionam|opera|operam)(?: \\p{L}+){0,2}? (?:de novo|novamente|normalmente|corretamente|como sempre|sem (?:problema|erro|falha|interrupç)\\p{L}*)',
    '(?:voltou|voltaram) a (?:funcionar|ficar disponíve\\p{L}+|operar)',
    '(?:funciona|funcionam)(?=[.!]|$)',
  ),
  closerProblem: w(`(?:o|a|um|uma|este|esta|nosso) ${TROUBLE} (?:d[eoa]s?|com|n[oa]s?|em)`),
  noLongerAffected: w(`(?:já não|não) (?:está|estão) mais ${HIT}`),
  unaffected: w(
    'não (?:apresenta|tem|têm|registra|mostra|sofre)m? (?:problemas|falhas|incidentes|erros)',
    `não (?:está|estão|estava|estavam|foi|foram|é|são)(?: (?!mais)\\p{L}+)? ${HIT}`,
    '(?:não (?:tem|têm|apresenta|apresentam)|sem) (?:\\p{L}+ )?(?:problemas?|falhas?|erros)',
    `(?:não|sem) ${HIT}`,
    '(?:continua|continuam|permanece|permanecem|segue|seguem) (?:\\p{L}+ )?(?:disponíve|acessíve|operaciona)\\p{L}*',
  ),
  unaffectedOf: w(
    '(?:nenhum|sem) (?:\\p{L}+ )?(?:impacto|efeito|consequência)s?(?: (?:em|n[oa]s?|sobre|para))?',
    'não (?:afeta|afetam|afetou|impacta|atinge)',
  ),
  onlyThese: w(
    `(?:só|somente|apenas|unicamente)(?= [^.;,]{1,60} (?:está|estão|estava|estavam|foi|foram|é|são) (?:\\p{L}+ )?${HIT})`,
    '(?:afeta|afetam|afetou|atinge) (?:só|somente|apenas|unicamente|exclusivamente)',
    '(?:se )?(?:limita|limitam|restringe|limitad[oa]s?|restrit[oa]s?|restringid[oa]s?)(?:-se)? (?:a|ao|à)(?:s)?',
  ),
  others: w(
    '(?:tod[oa]s |nenhum |nenhuma )?(?:[oa]s )?(?:demais|outr[oa]s|outro|outra) (?:sistemas?|serviços?|componentes?|funç(?:ões|ão)|regi(?:ões|ão)|produtos?|países|clientes?|usuários?)',
    'todo o resto|o resto|o restante',
    'nada mais|ninguém mais',
  ),
  outsideOf: w('fora d[eoa]s?', 'salvo|exceto', 'com exceção d[eoa]s?', 'além d[eoa]s?'),
  including: w('inclusive|incluindo', 'entre el[ea]s'),
  fully: /^(?:totalmente|completamente|plenamente)/iu,
  subject:
    /(?:^|[\s,(])(?:o |a |os |as |noss[oa]s? |seus? |suas? )([\p{L}\d' -]{2,60}?) (?:está|estão|foi|foram)(?: \p{L}+){0,3} *$/iu,
  generic: w(
    `(?:${TROUBLE}|serviços?|sistemas?|plataforma|site|aplicativo|aplicação|acesso|funç(?:ão|ões)|disponibilidade|infraestrutura|componentes?|regi(?:ão|ões)|rede|situação|tudo)`,
  ),
  failure: w(
    HIT,
    'afeta\\p{L}*',
    'não (?:se )?(?:consegue\\p{L}*|conseguia\\p{L}*|pode|podem|podia|podiam|funciona\\p{L}*|carrega\\p{L}*)',
    'ninguém (?:consegue|pode)|nenhum[a]? \\p{L}+ (?:consegue|pode)',
    'fora do ar|fora de serviço|indisponíve\\p{L}+|inacessíve\\p{L}+|interrompid[oa]s?|sem (?:serviço|funcionar)',
    'falh\\p{L}+',
    'erros?',
    'lent[oa]s?|lentidão|atrasos?|demoras?|instáve\\p{L}+',
  ),
  few: w(
    '(?:uma? )?(?:muito |relativamente )?(?:pequen[oa]|reduzid[oa]|mínim[oa]|baix[oa]) (?:número|parte|grupo|proporção|porcentagem|quantidade|fração|parcela)(?: d[eoa]s?)?',
    `(?:uns poucos|umas poucas|pouc[oa]s|um punhado de)(?: \\p{L}+)? ${PEOPLE}`,
    'uma minoria',
  ),
  some: w(
    `(?:alguns|algumas|vári[oa]s|cert[oa]s|uma parte d[eoa]s?)(?: (?:[oa]s|noss[oa]s|seus|suas))?(?: \\p{L}+)? ${PEOPLE}`,
  ),
  most: w(`(?:a maioria d[eoa]s?|muit[oa]s|boa parte d[eoa]s?)(?: noss[oa]s)?(?: \\p{L}+)? ${PEOPLE}`),
  all: w(
    `tod[oa]s(?: (?:[oa]s|noss[oa]s|seus|suas))* (?:\\p{L}+ )?${PEOPLE}`,
    `nenhum[a]? ${PEOPLE}`,
    'todo mundo|toda a gente',
    'ninguém(?= (?:consegue|pode))',
  ),
  share: new RegExp(
    `(?<![\\d:.,])(?:(?<percent>\\d{1,3}(?:[.,]\\d+)?)\\s?(?:%|por cento)|(?<n>\\d+|um|uma|dois|duas) (?:${PEOPLE} )?(?:em cada|de cada|a cada) (?<of>\\d+|dois|três|quatro|cinco|dez|vinte|cem)|(?<word>um terço|(?:a )?metade|um quarto|dois terços|um décimo))(?: (?:d[eoa]s?|noss[oa]s|seus))* ?(?:${PEOPLE})?(?!\\p{L})`,
    'iu',
  ),
  shareOf: ({ percent, n, of, word }) => {
    if (percent) return Number(percent.replace(',', '.')) / 100;
    if (n && of) return PT.number(n) / (of === 'cem' ? 100 : PT.number(of));
    const words: Record<string, number> = {
      'um terço': 1 / 3,
      metade: 1 / 2,
      'a metade': 1 / 2,
      'um quarto': 1 / 4,
      'dois terços': 2 / 3,
      'um décimo': 1 / 10,
    };
    return words[(word ?? '').toLowerCase()] ?? Number.NaN;
  },
  since:
    /(?<![\p{L}])(?:desde|a partir d(?:e|as)|(?:começou|começaram|iniciou|teve início)|(?:parou|pararam|deixou|deixaram) de (?:funcionar|responder)|início\s?:?)\s*(?:aproximadamente |por volta d(?:e|as) |cerca d(?:e|as) |o dia |ontem )*(?:\d{1,2} de \p{L}+(?: de \d{4})?,? ?)?(?:às |as |à |a )?$/iu,
  notTheStart: w(
    '(?:sem|não (?:há|houve)|nenhum[a]?) (?:\\p{L}+ )?(?:mudanças?|alteraç(?:ão|ões)|novidades?|erros?|relatos?)',
    'nada (?:\\p{L}+ )?mudou|não mudou|inalterad\\p{L}*',
    'funcion\\p{L}+|restabelec\\p{L}+|resolvid\\p{L}+|corrigid\\p{L}+|estáve\\p{L}+|normal\\p{L}*|operaciona\\p{L}+|disponíve\\p{L}+|recuper\\p{L}+',
    'de novo|novamente|voltou|voltaram',
    '(?:trabalhamos|trabalhando|investigamos|investigando|acompanhamos|estamos)',
    'noss[oa]s? equipes?',
    'manutenção|reinício|implantação',
  ),
  span: /(?:entre|desde|das|de)\s+(?:aproximadamente )?(?:as? )?$/iu,
  recoveredAt: w(
    'restabelec\\p{L}+|resolvid\\p{L}+|corrigid\\p{L}+|recuper\\p{L}+|de novo|novamente|voltou|voltaram|termin\\p{L}+|operaciona\\p{L}+|disponíve\\p{L}+|normaliz\\p{L}+',
  ),
  ago: {
    lasting: new RegExp(
      `(?<![\\p{L}\\d])(?:(?:desde )?(?<!não )há (?:cerca de |aproximadamente |quase |mais de |menos de |uns |umas |já )*(?<a>${N}) ?-?(?<unit>${UNIT})(?:(?: e|,)? (?<b>${N}) ?(?<unit2>${UNIT}))?)(?![\\p{L}])`,
      'iu',
    ),
    began: new RegExp(
      `(?<![\\p{L}\\d])(?:(?:começou|começaram|iniciou) há (?:cerca de |aproximadamente |quase |mais de |menos de |uns |umas |já )*(?<a>${N}) ?-?(?<unit>${UNIT})(?:(?: e|,)? (?<b>${N}) ?(?<unit2>${UNIT}))?)(?![\\p{L}])`,
      'iu',
    ),
    stopped: new RegExp(
      `(?<![\\p{L}\\d])(?:(?:parou|pararam|deixou|deixaram) de (?:funcionar|responder) há (?:cerca de |aproximadamente |quase |mais de |menos de |uns |umas |já )*(?<a>${N}) ?-?(?<unit>${UNIT})(?:(?: e|,)? (?<b>${N}) ?(?<unit2>${UNIT}))?)(?![\\p{L}])`,
      'iu',
    ),
  },
  lasted: new RegExp(
    `(?<![\\p{L}])(?:durou|dura|duração\\s?:?|durante|por|no total)\\s*(?:de |no total )?(?<about>cerca de |aproximadamente |quase |mais de |menos de |uns |umas )?(?<a>${N}) ?(?<unit>${UNIT})(?:(?: e|,)? (?<b>${N}) ?(?<unit2>${UNIT}))?`,
    'iu',
  ),
  unitMinutes: (unit) => (/^d/i.test(unit) ? 1_440 : /^h/i.test(unit) ? 60 : /^s/i.test(unit) ? 1 / 60 : 1),
  about: w('cerca|aproximadamente|quase|mais|menos|uns|umas'),
  number: (word) => Number(word.replace(',', '.')) || NUMBERS[word.toLowerCase()] || Number.NaN,
  estimate: w(
    'esper\\p{L}+|prev\\p{L}+|estim\\p{L}+|deve|devem|deverá|deverão|será|serão|estará|estarão|calcul\\p{L}+',
  ),
  estimateTime: w(
    'restabelec\\p{L}+|resolvid\\p{L}+|corrigid\\p{L}+|reparad\\p{L}+|disponíve\\p{L}+|normal\\p{L}*|terminad\\p{L}+|fim|operaciona\\p{L}+|recuper\\p{L}+|funcion\\p{L}+|solucionad\\p{L}+|volt(?:e|em|ar|arão|ará)',
  ),
  estimateExcuse: w(
    '(?:próxim[oa]|nov[oa]|um|uma|seguinte) (?:\\p{L}+ )?(?:aviso|mensagem|atualização|informação|comunicado|relatório|notícia)',
    '(?:informaremos|escreveremos|publicaremos|avisaremos|diremos|voltaremos)',
    '(?:tínhamos|havíamos) (?:\\p{L}+ ){0,2}(?:previsto|estimado|esperado|anunciado|dito)',
  ),
  checks:
    /(?<![\p{L}\d])(?<f>\d+|uma?|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez) d(?:e|as|os) (?:noss[oa]s )?(?<t>\d+|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez) (?:\p{L}+ )?(?:verificações|monitores|testes|sondas) (?:falha\p{L}*|estão falhando)/iu,
  noReports: w(
    'não (?:recebemos|tivemos) (?:\\p{L}+ )?nenhum[a]? (?:\\p{L}+ )?(?:relato|aviso|reclamação|queixa|mensagem|notificação)',
    'não há (?:\\p{L}+ )?(?:relatos|avisos|reclamações|queixas)(?: de \\p{L}+)?',
    '(?:ninguém|nenhum cliente|nenhum usuário) (?:nos )?(?:avisou|informou|relatou|reclamou)',
  ),
  further: w('nov[oa]s?|outr[oa]s?|adiciona\\p{L}+|mais', 'desde'),
  monitorsGreen: w(
    '(?:noss[oa]s |tod[oa]s (?:[oa]s )?noss[oa]s |[oa]s )?(?:verificações|monitores|testes|sondas) (?:não (?:mostram|detectam|veem|apontam|encontram) (?:\\p{L}+ )?(?:erros?|problemas?|falhas?|anomalias?|nada)|estão (?:tod[oa]s )?(?:verdes|no verde|bem|normais))',
    'tod[oa]s (?:[oa]s )?(?:noss[oa]s )?(?:verificações|monitores|testes) (?:passam|funcionam)',
  ),
  dataLost: w(
    `(?:alguns|algumas|vári[oa]s|\\d[\\d.,]*|uma parte d[oa]s) ${PROPERTY} (?:se perderam|foram (?:perdid|apagad|excluíd)[oa]s)`,
    `(?:perderam-se|foram perdid[oa]s|perdemos) (?:alguns|algumas|vári[oa]s|\\d[\\d.,]*|uma parte d[oa]s) ${PROPERTY}`,
    'houve (?:uma )?perda de dados',
  ),
  dataKept: w(
    `nenhum[a]? ${PROPERTY} (?:foi|foram|se) (?:perdid[oa]s?|apagad[oa]s?|perdeu|perderam)`,
    '(?:nenhuma|sem|não houve) perda de dados',
    'nada (?:foi|se) (?:perdido|perdeu)',
    `(?:todos os|seus|os seus) ${PROPERTY} estão (?:segur[oa]s|intact[oa]s|complet[oa]s|a salvo)`,
  ),
  cause:
    /(?<![\p{L}])(?:(?:causad[oa]s?|provocad[oa]s?|originad[oa]s?) p(?:or|el[oa]s?)|devid[oa]s? a(?:o|os)?|por causa d[eoa]s?|a causa (?:é|foi|era)|causa\s?:)\s*(?:o |a |os |as |uma? )?(?<what>[^.;:()\n]{3,120})/iu,
  noCause: w(
    'não (?:\\p{L}+ )?(?:conhecemos|sabemos|se sabe)|desconhecid[oa]|investig\\p{L}+|manutenção|est[ea] (?:incidente|interrupção|problema)',
  ),
  links: linksOf(
    'o|a|os|as|noss[oa]s?|seus?|suas?|d[eoa]s?|à|às|ao|aos|em|n[oa]s?|sobre|para|com|e|ou|bem como|que|é|está|estão|afetad[oa]s?|clientes|usuários|componente|serviço|desde|UTC|tod[oa]s|só|somente|apenas',
    'e|ou|bem como|é|são|está|estão|foi|foram|se|não|o|a|os|as|d[eoa]s?|em|n[oa]s?|à|às|ao|aos|sobre|para|tod[oa]s|clientes?|usuári[oa]s?|serviços?|componentes?|atualmente|agora|já|também|desde|UTC|CET|que|funcionam|conseguem|podem',
    '(?:nossos |os |todos os |seus )?(?:clientes?|usuári[oa]s?|você|vocês|pessoas)',
  ),
};
