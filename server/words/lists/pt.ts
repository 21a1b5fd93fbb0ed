/** The Portuguese words for the blocking rules, in the spellings and turns of Brazil and of Portugal. */
import { latin } from '../text/latin.ts';
import { anyOf, type WordList } from './list.ts';

const PEOPLE =
  '(?:clientes?|usuári[oa]s?|utilizador(?:es|as?)?|pessoas?|contas?|equipes?|equipas?|empresas?|organizações|visitantes?|lojas?|pacientes?|assinantes?|membros?|solicitações|pedidos?|pagamentos?|mensagens|e-mails?|dispositivos?|sites?|chamadas?|ligações|logins?|acessos?)';
const NUMBER = '(?:\\d+|uma?|duas|dois|três|quatro|cinco|seis|sete|oito|nove|dez|meia)';
const UNIT = '(?:segundos?|minutos?|min|horas?|h|dias?)';
const TIME =
  '(?:(?:às?|as?) \\d{1,2}(?:[:h]\\d\\d|h)?|\\d{1,2}(?:[:h]\\d\\d|h)|(?:\\d+|uma?|duas|dois|três|quatro|cinco|meia) (?:minutos?|horas?|dias?|hora))';
const FAULT =
  '(?:interrupç(?:ão|ões)|incidentes?|problemas?|falhas?|quedas?|cortes?|atrasos?|demoras?|lentidão|degradação|instabilidades?|transtornos?|impactos?|erros?|avarias?|perturbaç(?:ão|ões))';
const SMALL =
  '(?:breves?|pequen[oa]s?|leves?|ligeir[oa]s?|mínim[oa]s?|menor(?:es)?|limitad[oa]s?|pontua(?:l|is)|passageir[oa]s?|momentâne[oa]s?|temporári[oa]s?|isolad[oa]s?|curt[oa]s?|rápid[oa]s?)';
const LOSS =
  '(?:dados?|arquivos?|ficheiros?|pedidos?|mensagens?|pagamentos?|alterações|e-mails?|senhas?|palavras-passe|informaç(?:ão|ões)|documentos?|registros?|registos?)';

/** What readers are told to do, in the forms of você. */
const IMPERATIVE =
  '(?:tente|experimente|recarregue|use|utilize|aguarde|espere|ligue|salve|guarde|evite|escreva-nos|escreva|reinicie|mantenha|repita|pague|saque|retire|levante|compre|reserve|envie|peça|solicite|consulte|vá|abra|feche|entre|inicie|baixe|descarregue|imprima|anote|leia|marque|escolha|selecione|mude|ative|desative|atualize|contacte|contate|apresente|faça|deixe|siga|passe|pegue|leve|traga|ponha|coloque|recolha|cancele|planeje|planeie|termine|exporte|lembre-se|conecte|desconecte|avise|dirija-se|procure|acesse|aceda)';
/** Things that are counted without making anything small. */
const NOT_PEOPLE =
  '(?!(?:minutos?|horas?|dias|segundos?|semanas?|meses|anos|vezes|momentos?|instantes?|passos|servidores|discos|mudanças|testes|verificações|ajustes|dicas|perguntas|respostas|d[oa]s (?:servidores|discos)|é|são|que)(?![\\p{L}]))';

export const PT: WordList = {
  hollow: new Set(
    `o a os as um uma uns umas de do da dos das e ou mas nem que quem qual onde este esta estes estas esse essa isso isto aquele lhe lhes se seu sua seus suas ao aos à às em no na nos nas num numa com sem por pelo pela pelos pelas para sobre sob entre desde até após antes depois durante enquanto quando como porque embora
    é são era eram foi foram ser sido será serão está estão estava estavam estar estado estamos há havia haver tem têm temos ter tinha pode podem podemos poder poderia deve devem fazer feito fazendo
    não sim mais menos muito bem também já ainda agora atualmente momento hoje breve aqui ali tudo todo todos toda todas algum alguma alguns algumas vários várias outro outra outros mesmo mesma nenhum nenhuma nada cada qualquer quaisquer
    nós nosso nossa nossos nossas você vocês eu meu
    obrigado obrigada agradecemos desculpe desculpem desculpas desculpa lamentamos sentimos perdão pedimos favor paciência compreensão sinceramente
    problema problemas incidente incidentes interrupção interrupções falha falhas erro instabilidade instabilidades dificuldade dificuldades transtorno transtornos inconveniente inconvenientes incómodo incômodo causado causada causados técnico técnicos técnica técnicas afeta afetam afetado afetados afetando impacto
    causa causas origem serviço serviços sistema sistemas plataforma desempenho infraestrutura componente componentes produto produtos
    solução soluções resolvido resolver resolvendo reparo reparação corrigir corrigido correção identificado identificada encontrado investigando investigamos investigação trabalhando trabalhamos trabalhar equipe equipa equipes engenheiros verificando verificamos monitorando acompanhando cientes informar informaremos
    atualização atualizações mensagem mensagens notícias informações informação detalhes status estado próxima próximo próximas nova novas começou iniciou início fim dura durou utc
    cliente clientes usuário usuários utilizador utilizadores pessoa pessoas manutenção melhoria melhorias melhorar otimizar programado programada planejada planeada prevista`.split(
      /\s+/,
    ),
  ),
  weSay: anyOf('nós', 'noss[oa]s?', 'nos', 'estamos', 'temos', 'eu', '\\p{L}{2,}(?:amos|emos|imos|ámos)'),
  instructs:
    /^(?:por favor|solicitamos que|(?:se )?(?:você|pode|deve|precisa)|não (?:é (?:preciso|necessário)|precisa|há nada)|se (?:\p{L}+ )?(?:houver|tiver|vir|algo|ainda)|ainda não (?:há|existe)|quem já|tente|recarregue|use|utilize|aguarde|espere|ligue|salve|guarde|evite|escreva|pague|saque|retire|compre|envie|peça|solicite|consulte|vá|abra|baixe|apresente|faça|repita|reinicie|mantenha|procure|acesse)(?![\p{L}])/iu,
  addressed: anyOf(
    'vocês?',
    'seus?',
    'suas?',
    'lhes?',
    'pode',
    'poderá',
    'por favor',
    'nada',
    'ninguém',
    'não (?:é (?:preciso|necessário)|precisa)',
    IMPERATIVE,
  ),
  comes: anyOf(
    'será',
    'serão',
    '\\p{L}+(?:aremos|eremos|iremos)',
    'vamos',
    'até (?:o|a|as|às|segunda|terça|quarta|quinta|sexta|sábado|domingo|amanhã|\\d)',
    'relatório',
    'análise',
    'balanço',
    'créditos?',
    'reembols\\p{L}+',
  ),
  aboutData: anyOf(
    'dados?',
    'perd\\p{L}+',
    'perdas?',
    'salv[oa]s?|guardad[oa]s?',
    'falta\\p{L}*',
    'intact[oa]s?|íntegr[oa]s?',
    'recuper\\p{L}+',
    'complet[oa]s?',
  ),
  someScope: anyOf(
    '(?:client|usuári|utilizador|pessoa|conta|empresa|organizaç|visitante|loja|paciente|alun|estudante|motorista|vendedor|comprador|assinante|membro|leitor|jogador|convidad|passageir|região|regiões|cidade|versão|agência|estação|escola|hospita|farmácia|hóspede|professor|desenvolvedor)\\p{L}*',
    '(?:cada|tod[oa]s|nenhum|nenhuma|a maioria|metade|só|dois|duas|três|quatro|cinco|quem|aqueles|parte|país|países|planos?|linhas?|sites?) \\p{L}+',
    '\\d[\\d.,]*(?:\\s?%|\\s(?!UTC|GMT|minutos?|horas?|segundos?|h\\b|de \\p{L}+)\\p{L}+)',
    'todo o mundo|mundial|fora d[eoa]|onde|quant[oa]s|quais|quem',
  ),
  symptom: anyOf(
    'não (?:\\p{L}+ )?(?:pode|podem|pôde|puderam|podia|podiam|possa|possam|consegue\\p{L}*|conseguiu|conseguiram|conseguem|é possível|foi possível|seja possível|tenha sido possível|ter sido possível|ser possível|funciona\\p{L}*|funcionou|carrega\\p{L}*|abre\\p{L}*|chega\\p{L}*|aparece\\p{L}*|mostra\\p{L}*|responde\\p{L}*|envia\\p{L}*|recebe\\p{L}*|salva\\p{L}*|guarda\\p{L}*|conecta\\p{L}*|inicia\\p{L}*|está\\p{L}* (?:disponíve\\p{L}+|funcionando|acessíve\\p{L}+))',
    '(?:ainda )?não (?:ser |seja )?possível',
    'talvez não seja possível',
    'falh(?:a|am|ou|aram|ando|ar|ará|arem|em)|falhas? (?:em|no|na|ao|de)|impossíve(?:l|is)|inacessíve(?:l|is)|indisponíve(?:l|is)|indisponibilidade|fora do ar|fora de serviço|caiu|caíram|bloquead[oa]s?|bloqueia\\p{L}*|interrompid[oa]s?|interromp\\p{L}+|perdid[oa]s?|recus\\p{L}+|rejeit\\p{L}+|atras\\p{L}+|demor\\p{L}+|lent[oa]s?|lentidão|lentamente|instáve(?:l|is)|vazi[oa]s?|duplicad[oa]s?|em dobro|desconect\\p{L}+|travad[oa]s?|trava\\p{L}*|congelad[oa]s?|desatualizad[oa]s?|sem (?:acesso|serviço|conexão|ligação)',
    '(?:erros?|página em branco|tempo de espera|tempo esgotado|esperas?)',
    'mais (?:lent|tarde)\\p{L}*|mais (?:tempo )?(?:do )?que',
    'deix\\p{L}+ de (?:funcionar|responder)|par(?:a|am|ou|aram) de \\p{L}+|se (?:fecha|trava)\\p{L}*|desaparec\\p{L}+',
    'se é possível [^.]{1,60}',
  ),
  recovery: anyOf(
    '(?:de novo|novamente|outra vez)',
    'volt\\p{L}+ a \\p{L}+',
    'já é possível',
    'restabelecid[oa]s?|restaurad[oa]s?|reparad[oa]s?|recuperad[oa]s?|resolvid[oa]s?|corrigid[oa]s?|normalizad[oa]s?',
    '(?:voltou|voltaram|volta|retorn\\p{L}+|regress\\p{L}+) (?:já )?(?:ao normal|à normalidade)',
  ),
  scope: anyOf(
    '\\d[\\d.,]*\\s?(?:%|por cento)',
    '(?:uma?|dois|duas|três|\\d+)(?: \\p{L}+)? (?:em|de) (?:cada )?(?:dois|duas|três|quatro|cinco|dez|vinte|cem|\\d+)',
    `\\d[\\d.,]*(?: \\p{L}+)? ${PEOPLE}`,
    `(?:tod[oa]s|cada|nenhum|nenhuma|a maioria|metade|um terço|um quarto)(?: (?:os|as|de|dos|das|noss[oa]s|demais|outr[oa]s))* ${PEOPLE}`,
    '(?:todo o mundo|todos|ninguém|mundialmente|globalmente|todas as regiões|todos os países)',
    `${PEOPLE},? (?:em|no|na|nos|nas|de|do|da|com|que|cuj[oa]s?|fora|hospedad[oa]s)`,
    '(?:em|no|na|nos|do|da|para) (?:Europa|Ásia|África|América|Austrália|Oceania|Brasil|Portugal|Angola|Moçambique|Espanha|França|Alemanha|Itália|Japão|Índia|Reino Unido|Estados Unidos|EUA|Sudeste|Nordeste|São Paulo|Lisboa)',
    'afetad[oa]s?\\s?:|afeta(?:ndo)? (?!algun|pouc)(?:cerca|tod\\p{L}+|\\d|quem|os|as|clientes|usuários)',
    '(?:iOS|Android|Windows|Mac|macOS|Linux|Safari|Firefox|Chrome|aplicativos? móve(?:l|is)|app|planos? \\p{L}+|região \\p{L}+)',
    '(?:uma )?parte (?:dos|das|de noss[oa]s|do|da)',
  ),
  scopeUnknown: anyOf(
    '(?:ainda )?não (?:\\p{L}+ )?(?:sabemos|conhecemos|podemos dizer|conseguimos dizer)(?: ainda)? (?:quant[oa]s|quem|qua(?:l|is)|onde|se tod[oa]s|em que medida)',
    '(?:quant[oa]s|quem|quais)[^.]{0,70}?(?:não sabemos|não se sabe|desconhec\\p{L}+|verificando|contando)',
    '(?:verificando|apurando|contando|levantando|determinando|a verificar|a apurar)(?: \\p{L}+){0,3} (?:quant[oa]s|quem|quais|onde)',
    '(?:não se sabe|desconhecemos)[^.]{0,40}(?:quant[oa]s|quem|alcance|número)',
  ),
  doing: anyOf(
    '(?:estamos|continuamos|seguimos)(?: \\p{L}+){0,2} (?!enfrentando|tendo|sofrendo|vendo|esperando|recebendo)\\p{L}+ndo(?:-\\p{L}+)?',
    '(?:estamos|continuamos)(?: \\p{L}+)? a \\p{L}+r',
    '(?:procuramos|verificamos|reparamos|corrigimos|reiniciamos|restauramos|investigamos|trabalhamos|acompanhamos|testamos|substituímos|desfazemos|analisamos|revertemos|transferimos|encontramos|isolamos|aplicamos)',
    '(?:já )?(?:reiniciámos|restaurámos|encontrámos|aplicámos|identificámos)',
    '(?:noss[oa]s?|a|o|uma?|os|as|dois|duas)(?: [\\p{L}-]+){0,2} (?:equipes?|equipas?|engenheir[oa]s?|técnic[oa]s?|colegas|especialistas)(?: \\p{L}+){0,3} (?:trabalha\\p{L}*|procura\\p{L}*|verifica\\p{L}*|repara\\p{L}*|corrig\\p{L}+|reinicia\\p{L}*|substitu\\p{L}+|investiga\\p{L}*|está|estão|continua\\p{L}*)',
    '(?:noss[oa]s?|o|a|um|uma|os|as|dois|duas|três|quatro)(?: [\\p{L}-]+){0,2} (?:\\p{L}*equip[ea]s?|engenheir[oa]s?|técnic[oa]s?|colegas|especialistas|pessoal|turmas?|operári[oa]s?|funcionári[oa]s?)(?: [\\p{L}-]+){0,3}? (?!está|estão|é|são|lamenta|sente|sabe|conhece|pede|tem|espera|dispõe)\\p{L}{3,}(?:[ae]m?) (?!disponíve)\\p{L}+',
    '(?:\\p{L}*equip[ea]s?|engenheir[oa]s?|técnic[oa]s?|colegas|especialistas|pessoal|turmas?|operári[oa]s?|funcionári[oa]s?)(?: [\\p{L}-]+){0,3}? (?:está|estão|segue|seguem|continua|continuam) (?!ciente|a par|informad|disponíve)\\p{L}+',
    '(?:o|a) (?:reinício|reparo|reparação|implantação|correção|restauração|migração)[^.]{0,40} em (?:andamento|curso)',
  ),
  notDoing: anyOf(
    '(?:lamentamos|sentimos|pedimos|solicitamos|agradecemos|sabemos|estamos cientes|esperamos|entendemos)',
  ),
  promise: anyOf(
    '(?:próxim[oa]s?|nov[oa]s?|outr[oa]|seguinte|primeir[oa]) (?:\\p{L}+ )?(?:atualizaç(?:ão|ões)|mensagens?|notícias?|informaç(?:ão|ões)|avisos?|comunicados?)',
    '(?:atualização|notícias|mais informações|mensagem)(?: \\p{L}+)? (?:até|às?|no máximo|por volta)',
    '(?:publicaremos|escreveremos|informaremos|daremos|diremos|contaremos|avisaremos|comunicaremos|voltaremos|atualizaremos)',
    'notícias nossas|(?:notícias|novidades|próxima nota|mais informações|atualização|aviso|boletim)(?: \\p{L}+){0,2}\\s?:? ?(?:, )?(?:até|às?|as|no máximo|o mais tardar|por volta)',
    '(?:próxim[oa]|seguinte|outr[oa]|nov[oa]) (?:\\p{L}+ )?(?:aviso|nota|comunicaç(?:ão|ões)|boletim|publicaç(?:ão|ões)|novidades?|informe|posição|retorno|contato|contacto|mensagem)',
    '(?:voltamos|informamos|avisamos|escrevemos|publicamos|contamos|atualizamos|damos|comunicamos|falamos|estaremos|daremos|voltaremos)(?: (?!que(?![\\p{L}]))[\\p{L}-]+){0,5}?,? (?:até|às?|as|por volta|no máximo|o mais tardar|antes d)',
    '(?:às|as|até as?|até às) [^.]{4,45}? (?:contamos|informamos|escrevemos|publicamos|damos|avisamos|diremos|voltamos)',
  ),
  since: anyOf(
    'desde',
    'a partir d[aeo]s?',
    'começ\\p{L}+',
    'inici\\p{L}+',
    'início\\s?:?',
    'entre',
    'após',
    'depois d[aeo]s?',
    'às?',
    'das',
  ),
  noChange:
    /(?<![\p{L}])(?:sem (?:\p{L}+ )?(?:mudanças?|alterações|alteração|novidades?)|não (?:há|houve) (?:\p{L}+ )?(?:mudanças?|alterações|alteração|novidades?)|nada (?:de novo|mudou|se alterou)|não mudou)(?: \p{L}+){0,4} desde/iu,
  stillDoing: /(?<![\p{L}])(?:continu\p{L}+|segu(?:e|imos|em)|ainda)(?![\p{L}])/iu,
  workaround: anyOf(
    '(?:solução|soluções|alternativas?|forma) (?:alternativas?|provisóri[oa]s?|temporári[oa]s?|de contorno)|alternativas?',
    'enquanto isso|entretanto|até lá|por enquanto|por ora|provisoriamente|em vez disso',
    '(?<!não )(?:pode|podem|é possível)(?! usar \\p{L}+ neste)(?: \\p{L}+){1,3}',
    'por favor|solicitamos que',
    `${IMPERATIVE}(?:-\\p{L}+)?`,
    'não (?:é (?:preciso|necessário)|precisa|deve)[^.]{0,30}|nenhuma ação|nada a fazer',
    '(?:continua|continuam) (?:funcionando|a funcionar)|funciona\\p{L}* normalmente|não (?:foi|foram|está|estão) afetad[oa]s?',
  ),
  lasted: anyOf(
    `(?:durou|durado|duração|durante|no total|após|por)\\s?:? (?:\\p{L}+ )?${NUMBER} ?${UNIT}`,
    `${NUMBER} ?${UNIT}(?:(?: e)? (?:\\d+|meia) ?${UNIT}?)?`,
  ),
  dataStatement: anyOf(
    `${LOSS}(?: [\\p{L}\\d,-]+){0,9}? (?:perd|intact|íntegr|complet|segur|salv|falt|apagad|danific|guardad|processad|entregue|preservad|recuper)\\p{L}*`,
    `(?:perd|perda)\\p{L}*(?: [\\p{L}\\d,-]+){0,8} ${LOSS}`,
    'nenhum dado|nada se perdeu|não houve perda',
  ),
  followUp: anyOf(
    '(?:publicaremos|explicaremos|contaremos|descreveremos|escreveremos|diremos|examinaremos|reembolsaremos|creditaremos|acompanharemos|informaremos|compartilharemos|partilharemos)',
    '(?:relatório|balanço|análise|revisão)(?: [\\p{L}\\d]+){0,5} (?:até|aqui|será|estará|em|no|na)',
  ),
  thanks: anyOf('obrigad[oa]s?', 'agradec\\p{L}+'),
  reason: anyOf(
    'porque',
    'já que|uma vez que',
    'para que',
    'para (?:\\p{L}+ )?\\p{L}+(?:ar|er|ir|or)(?:-l[oa]s?)?(?![\\p{L}])',
    'a fim de',
    'de modo (?:a|que)|de forma (?:a|que)|assim',
    'isso (?:permite|evita|elimina|protege)\\p{L}*',
    'depois',
    'graças a',
    'motivo\\s?:|razão\\s?:',
  ),
  emptyReason: anyOf(
    '(?:por|para|devido a)(?: \\p{L}+)* (?:melhorias?|manutenç(?:ão|ões)|otimizaç(?:ão|ões)|atualizaç(?:ão|ões))',
    'para (?:melhorar|otimizar) (?:noss[oa]s?|[oa]s?|seus?|suas?)(?: noss[oa]s?)? (?:serviços?|desempenho|sistemas?|qualidade|plataforma|infraestrutura|experiência)',
  ),
  whatToDo: anyOf(
    'por favor',
    'solicitamos',
    '(?:você )?(?:pode|deve|precisa)',
    'não (?:é (?:preciso|necessário)|precisa)',
    'nada a fazer|nenhuma ação',
    IMPERATIVE,
    'nada muda para|automaticamente|como sempre|continu\\p{L}+ (?:disponíve|funcion|a funcion)\\p{L}*',
  ),
  duration: latin(`(?<![\\p{L}\\d])(?:cerca de |até |aproximadamente )?${NUMBER} ?${UNIT}(?![\\p{L}])`),
  date: /(?<![\p{L}\d])(?:\d{1,2}º? de (?:janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)|\d{4}-\d\d-\d\d|\d{1,2}\/\d{1,2}\/\d{2,4}|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|sábado|domingo|hoje|amanhã|esta noite)(?![\p{L}])/iu,
  minimiser: anyOf(
    `(?:só|somente|apenas|simplesmente)(?: (?:é|há|afeta|um|uma|a|de))*\\s?(?:um|uma|uns poucos|umas poucas|alguns|algumas|poucos|poucas|pequen[oa]s?) ?(?:${SMALL} )?(?:${FAULT}|${PEOPLE})`,
    `${SMALL} ${FAULT}`,
    `${FAULT} (?:\\p{L}+ )?${SMALL}`,
    '(?:brevemente|ligeiramente|levemente|momentaneamente)',
    '(?:um )?(?:pequeno|reduzido|limitado|baixo) (?:número|grupo|percentual)|número (?:reduzido|limitado|pequeno)|uma (?:pequena|mínima|ínfima) (?:parte|parcela|proporção|minoria)|um punhado|uma minoria',
    `(?:alguns|algumas|uns poucos|umas poucas|poucos|poucas|certos|certas|determinados|determinadas)(?: (?:d[oa]s|de)(?: noss[oa]s| vocês)?)? ${NOT_PEOPLE}\\p{L}{3,}`,
    'um pouco (?:mais )?(?:lent|tarde|atras|instáve)\\p{L}*|casos (?:pontuais|isolados)|(?:impacto|alcance) (?:é |foi )?(?:mínim|limitad|reduzid|pequen)\\p{L}*|nada (?:de )?grave|não há (?:motivo|razão) (?:de|para) (?:preocup|alarm)\\p{L}*',
    'soluços?|probleminhas?|contratempos?|percalços?|casos? isolados?',
  ),
  minimiserExcuse: anyOf(
    'não (?:sabemos|conhecemos|podemos)|desconhec\\p{L}+',
    '\\d[\\d.,]*\\s?(?:%|por cento)|\\d+ (?:em|de) (?:cada )?\\d+',
    `\\d[\\d.,]*(?: \\p{L}+)? (?:${PEOPLE}|minutos?|segundos?|horas?|dias?)`,
    'cuj[oa]s?|que usam',
  ),
  amount: anyOf(
    '(?:pequeno|reduzido|limitado|baixo) (?:número|grupo|percentual)|número (?:reduzido|limitado|pequeno)|uma (?:pequena|mínima|ínfima) (?:parte|parcela|proporção|minoria)|um punhado|uma minoria',
    'alguns|algumas|uns poucos|umas poucas|poucos|poucas|certos|certas|determinados|determinadas',
  ),
  guess: latin(
    [
      '(?<![\\p{L}])(?:acreditamos|achamos|pensamos|supomos|estimamos|imaginamos)(?: [\\p{L}\\d,-]+){0,12} (?:caus\\p{L}+|devid\\p{L}+|dev[ae]\\p{L}*|provoc\\p{L}+|origem|origin\\p{L}+|razão|culpa|responsável)',
      '(?<![\\p{L}])(?:poderia|poderiam|pode|podem|parece|parecem)(?: [\\p{L}-]+){0,5} (?:causad[oa]s?|devid[oa]s?|provocad[oa]s?|originad[oa]s?|relacionad[oa]s?|ligad[oa]s?|dever-se)',
      '(?<![\\p{L}])(?:provavelmente|possivelmente|aparentemente|talvez|presumivelmente|supostamente|potencialmente)(?: [\\p{L}\\d-]+){0,6} (?:causad[oa]s?|devid[oa]s?|deve-se|devem-se|provocad[oa]s?|por culpa|originad[oa]s?|relacionad[oa]s?|um (?:problema|erro|ataque)|uma (?:falha|queda|sobrecarga)|por (?:um|uma))',
      '(?<![\\p{L}])(?:causas?|origem|motivo|razão) (?:prováve(?:l|is)|possíve(?:l|is)|presumid[oa]s?|suposta?s?|aparentes?|potencia(?:l|is))',
      '(?<![\\p{L}])(?:possíve(?:l|is)|prováve(?:l|is)|suposta?s?|aparentes?|potencia(?:l|is)) (?:causas?|origens?|motivos?)',
      '(?<![\\p{L}])(?:causa|origem|motivo|razão)(?: [\\p{L}-]+){0,4} (?:parece|poderia|seria|provavelmente|possivelmente|talvez|pode ser)',
      '(?<![\\p{L}])(?:suspeitamos|desconfiamos) (?:que|de|d[eoa]|um|uma)',
      '(?<![\\p{L}])(?:devid[oa]s?|causad[oa]s?|provocad[oa]s?) (?:provavelmente|possivelmente|talvez|aparentemente)',
      '(?<![\\p{L}])deve(?:m)? ser (?:um|uma|o|a|por)',
    ].join('|'),
  ),
  guessExcuse: anyOf('não (?:conhecemos|sabemos)', 'desconhece-se', 'especular'),
  vague: anyOf(
    'em breve|brevemente|logo mais|logo que possível|assim que (?:possível|pudermos)|o mais (?:rápido|rapidamente|breve|cedo) possível|o quanto antes|quanto antes|com a maior brevidade(?: possível)?|em instantes|dentro de (?:momentos|instantes)|num futuro próximo|mais tarde|mais adiante|de imediato|imediatamente|oportunamente|periodicamente|regularmente|de tempos em tempos|a qualquer momento',
    '(?:inform|avis|volt|resolv|restabelec|escrev)\\p{L}*(?: \\p{L}+){0,2} (?:rapidamente|com rapidez)',
    '(?:assim que|logo que|quando) (?:tivermos|soubermos|houver) (?:mais|nov|algo)[^.]{0,40}',
    'ao longo do dia|ainda hoje',
  ),
  eta: latin(
    `(?<![\\p{L}])(?:deve|devem|deveria|confiamos|contamos|teremos|terá|espera-se|prevê-se|estima-se|demorar\\p{L}*|levar\\p{L}*|será|serão|estará|estarão|prevemos|esperamos|estimamos|acreditamos|calculamos|previst[oa]s?|previsão|estimad[oa]s?|esperad[oa]s?|voltará|ficará)(?![\\p{L}])[^.!?\\n]{0,100}?(?:(?:restabelec|restaur|resolv|repar|consert|corrig|correç|conclu|termin|acab|pront[oa]|operaciona|disponíve|novamente|de novo|funcion|normal|solucion|recuper)\\p{L}*[^.!?\\n]{0,60}?(?:até|antes d|por volta|em|dentro de|entre|para|no máximo|o mais tardar|d|:)?[aeo]?s?\\s?(?:cerca de |o |as |às )?(?:${TIME}|amanhã|meio-dia|meia-noite|esta noite|fim do dia)|${TIME}[^.!?\\n]{0,60}?(?:restabelec|resolv|repar|corrig|concluíd|disponíve|novamente|de novo|funcion|solucion)\\p{L}*)`,
  ),
  etaExcuse: anyOf(
    '(?:ainda )?não (?:podemos|sabemos|conseguimos)',
    'nenhuma (?:estimativa|previsão)|sem (?:estimativa|previsão)',
    '(?:próxim[oa]s?|seguinte) (?:atualizaç(?:ão|ões)|mensagens?|notícias?|informaç(?:ão|ões)|avisos?)',
    '(?:publicaremos|escreveremos|informaremos|relatório)',
  ),
  etaRange: /entre [^.]{1,40}? e |\d+(?:[:h]\d\d)? ?(?:-|–|a|ou) ?\d+/iu,
  etaBasis: anyOf(
    'porque',
    'já que|uma vez que|pois',
    'segundo|conforme',
    'medid[oa]s?',
    'até agora',
    'da (?:última|primeira) vez|a primeira parte',
    '(?:levou|levaram|demorou|durou|precisou)',
    'neste ritmo|no ritmo|a este ritmo',
    'por (?:minuto|hora)',
    'com base',
  ),
  blameAlways: anyOf(
    '(?:fora d[eoa]|alhei[oa]s? a[oà]?|além d[eoa]) ?noss[oa] (?:controle|controlo|vontade|responsabilidade)',
    'não (?:é|foi|era) (?:culpa nossa|nossa (?:culpa|responsabilidade))',
    '(?:serviço )?malfeit[oa]s?|negligên\\p{L}+|desleix\\p{L}+|incompetên\\p{L}+|(?:esqueceu|esqueceram|esquecido)(?! (?:a |o )?(?:sua|seu))(?<!(?:nos) esquecido)|(?:errou|erraram|se enganou|enganou-se|enganaram-se)|(?:tem|têm|teve) a culpa|culpa d[aoe]s? (?!noss)|nos deix(?:ou|aram) na mão|(?:os|nossos) (?:clientes|usuários|utilizadores) (?:usaram mal|abusaram|sobrecarregaram|não deviam)',
    'erros? humanos?|falhas? humanas?|erros? d[eo] (?:operador|usuário|utilizador)|erro operacional',
    '(?:a culpa (?:é|foi|cabe|recai)|por culpa d[eoa])',
    '(?:uma?|um dos nossos|noss[oa]) (?:funcionári[oa]|colega|engenheir[oa]|técnic[oa]|estagiári[oa]|desenvolvedor[a]?|administrador[a]?|operador[a]?|colaborador[a]?)s?(?: \\p{L}+){0,4} (?:por (?:engano|erro|descuido)|acidentalmente|sem querer|esqueceu|apagou|enganou-se|errou)',
    '(?:erro|culpa|negligência|descuido) de (?:uma?|noss[oa]|um dos nossos) (?:funcionári[oa]|colega|engenheir[oa]|técnic[oa]|estagiári[oa]|desenvolvedor[a]?|administrador[a]?|operador[a]?|fornecedor[a]?)',
    '(?:fornecedor|fornecedora|parceiro|provedor)(?:es)?(?: \\p{L}+)? (?:nos deixou na mão|falhou conosco|é (?:o )?(?:responsável|culpado))',
  ),
  blameVendor: anyOf(
    '(?:devid[oa]s?|por causa|causad[oa]s?|provocad[oa]s?|por culpa|por|vem|provém|consequência|originad[oa]s?)(?: [\\p{L}\\d,-]+){0,8} (?:fornecedor(?:a|es)?|provedor(?:a|es)?|terceir[oa]s?|parceir[oa]s?|operador(?:a|as|es)|AWS|Amazon|Azure|Microsoft|Google|Cloudflare|Stripe|Vivo|Claro)',
    '(?:noss[oa]|um) (?:fornecedor[a]?|provedor[a]?|operadora)(?: [\\p{L}-]+){0,4} (?:tem|sofre|está|teve|caiu|informa|causou|enfrenta)(?: \\p{L}+){0,3}',
  ),
  allWell: anyOf(
    'tod[oa]s (?:[oa]s |noss[oa]s |[oa]s noss[oa]s )?(?:sistemas|serviços|componentes|funções|funcionalidades)(?: \\p{L}+){0,4} (?:norma\\p{L}*|disponíve\\p{L}+|operaciona\\p{L}+|restabelecid[oa]s?)',
    'tudo (?:\\p{L}+ ){0,3}(?:funciona\\p{L}*|está (?:em ordem|bem|restabelecido|normal|operacional)|voltou ao normal)',
    '(?:completamente|totalmente|plenamente|por completo) (?:restabelecid|resolvid|reparad|operaciona|recuperad|corrigid|disponíve)\\p{L}*',
    '(?:voltou|voltaram|retornou|regressou) (?:ao normal|à normalidade)',
  ),
  solved: anyOf(
    '(?:está|estão|foi|foram|ficou|encontra-se)(?: \\p{L}+){0,2} (?:resolvid|reparad|corrigid|solucionad|concluíd|encerrad)[oa]s?',
    '(?:já )?(?:resolvemos|corrigimos|reparamos|solucionamos)',
  ),
  notYet: anyOf(
    'quando',
    'assim que',
    'logo que',
    'uma vez',
    'até',
    'se',
    'antes',
    'não',
    'nunca',
    'será|serão',
    'deve\\p{L}*',
    'salvo|exceto',
    'quase',
  ),
  unaffected: anyOf(
    'não (?:está|estão|foi|foram|é|são)(?: \\p{L}+)? afetad[oa]s?',
    'funciona(?:m)? (?:\\p{L}+ )?(?:normalmente|corretamente|sem problemas|perfeitamente)',
    '(?:está|estão|continua|continuam|permanece\\p{L}*) (?:\\p{L}+ )?(?:disponíve|acessíve|operaciona)\\p{L}*',
    'sem (?:impacto|afetação)',
  ),
  correction:
    /(?<![\p{L}])(?:correção|retificação|errata)\s*(?::|\()|(?<![\p{L}])(?:antes|anteriormente|previamente),? (?:escrevemos|dissemos|indicamos|informamos|publicamos)/iu,
  movement: anyOf(
    'agora',
    'já',
    'enquanto isso|entretanto',
    '(?:sub|caiu|caíram|aument|diminu|reduz|cresc|baix)\\p{L}*',
    'mais',
    'menos',
    'ainda',
    'era|eram',
    'restam?',
    'contra',
  ),
  assurance: anyOf(
    `(?:nenhum|nenhuma|não se (?:perd\\p{L}+|vaz\\p{L}+))(?: d[eoa]s)?(?: \\p{L}+)? ?${LOSS}(?: \\p{L}+){0,5}`,
    `(?:seus|todos os|noss[oa]s|os|as)(?: \\p{L}+)? ${LOSS}(?: \\p{L}+)? (?:estão|estavam|continuam|permanecem|foram)(?: \\p{L}+){0,4} (?:segur|salv|protegid|intact|íntegr|complet|preservad)\\p{L}*`,
    '(?:nenhum|nenhuma|não houve|não há)(?: \\p{L}+){0,2} (?:perda de dados|ataque|invasão|intrusão|incidente de segurança|violação|vazamento|fuga|ciberataque|problema de segurança)\\p{L}*',
    'não (?:se trata|é|foi) (?:de )?(?:um )?(?:ciber|ataque|invasão|intrusão)\\p{L}*',
    '(?:nenhum|nenhuma|não há) (?:indício|sinal|evidência|indicação)\\p{L}*(?: \\p{L}+){0,5}',
    'nada (?:foi |se )?(?:perdido|perdeu|roubado)|(?:descart|exclu)\\p{L}+(?: \\p{L}+){0,4} (?:ciber)?(?:ataque|invasão|intrusão|vazamento)|não (?:se trata|é|foi)(?: de)?(?: \\p{L}+){0,2} (?:ciber\\p{L}*|ataque|invasão|intrusão|vazamento|incidente de segurança)|(?:dados?|informações|dinheiro|contas?|senhas?|arquivos?)(?: \\p{L}+){0,2} não (?:foi|foram|está|estão|corr\\p{L}+)(?: \\p{L}+){0,3} (?:comprometid|vazad|roubad|expost|acessad|perdid|perigo|risco)\\p{L}*|(?:seu|sua|seus|suas)(?: \\p{L}+)? ?(?:dinheiro|saldo|contas?|dados|informações|senhas?|arquivos)(?: \\p{L}+){0,2} (?:está|estão|continua|continuam|permanece\\p{L}*)(?: \\p{L}+){0,2} (?:a salvo|segur|protegid|intact)\\p{L}*|ninguém (?:acessou|acedeu|teve acesso|viu)\\p{L}*',
  ),
  assuranceExcuse: anyOf(
    'se(?! (?:perd|vaz))',
    'verific(?:ando|amos)|investig\\p{L}+|examin\\p{L}+|apurando',
    '(?:confirmad|verificad|aprovad)[oa]s? por',
    'não (?:sabemos|podemos)',
  ),
  lossStatement:
    /^(?!.*(?:segur|a salvo|ataque|acess|aced|vaz|roub|compromet|expo|risco|indício|inva|intru)).*(?:perd|perda|falt|intact|complet|apag)/iu,
  sorry: anyOf('lament(?:o|amos)', 'sentimos muito', 'desculp\\p{L}+', 'perdão'),
  sorryForThat: anyOf(
    '(?:por isso|por isto),?(?: (?:lamentamos|pedimos|desculpas))+',
    '(?:e |,)? ?(?:lamentamos|pedimos desculpas?)\\s*\\.?$',
    'desculpas? por (?:isso|isto)',
  ),
  effect: anyOf(
    'cust\\p{L}+|perd\\p{L}+|tempo|esper\\p{L}+|interromp\\p{L}+|interrompid\\p{L}+|atras\\p{L}+|falh\\p{L}+|errad[oa]s?|incorret[oa]s?|fals[oa]s?|escre\\p{L}+|publicad[oa]s?|não|sem|bloque\\p{L}+',
  ),
  stock: anyOf(
    '(?:os |quaisquer |pelos |por quaisquer )?(?:transtornos?|inconvenientes?|inc[oóô]modos?)(?: causad[oa]s?)?',
    'sua (?:paciência|compreensão)|a sua (?:paciência|compreensão)',
    '(?:tenha|fique) (?:certeza|a certeza|tranquil[oa])',
    '(?:temos o prazer|é com prazer|ficamos felizes)(?: \\p{L}+){0,3}',
    'prioridade (?:máxima|absoluta)|máxima prioridade',
    'muito a sério',
    'incansavelmente',
    '(?:dificuldades|problemas) técnic[oa]s',
  ),
  passive: null,
  marketing: anyOf(
    'líder(?:es)? (?:d[eoa]|no|mundial)',
    'de classe mundial|de primeira linha',
    'premiad[oa]s?',
    '(?:ops|opa|ui|haha|kkk+)(?![-\\d])',
    'orgulhos[oa]s? d[eoa]',
    'encantad[oa]s?',
    'fique ligad[oa]|fiquem ligados',
    'última geração',
  ),
  glossary: {
    latência: 'tempo de resposta',
    endpoint: 'endereço da nossa interface',
    mitigação: 'primeira medida de alívio',
    backlog: 'trabalho pendente',
    dns: 'o diretório de endereços da Internet',
    failover: 'passagem para o sistema de reserva',
    cluster: 'grupo de servidores',
    rollback: 'volta à versão anterior',
    cache: 'memória temporária',
    timeout: 'tempo de espera esgotado',
    downtime: 'tempo fora do ar',
    hotfix: 'correção urgente',
    instância: 'servidor',
  },
  people: PEOPLE,
  suggest: {
    U01: 'Neste momento não é possível usar …: … mostra um erro.',
    U02: 'Clientes afetados: …. (ou: Ainda não sabemos quantos clientes foram afetados.)',
    U03: 'desde as {start}',
    U04: 'Estamos verificando …',
    U05: 'Próxima atualização até as {next}.',
    U06: 'UTC',
    U07: 'Ainda não há uma solução alternativa. (ou: Enquanto isso, é possível …)',
    U08: 'Se precisar de ajuda agora, ligue para ….',
    'U09.recovered': '… funciona novamente desde as … UTC.',
    'U09.lasted': 'O incidente durou … minutos.',
    'U09.data': 'Estamos verificando se houve perda de dados e informaremos aqui.',
    'U09.next': 'Publicaremos aqui o nosso relatório até ….',
    'U09.thanks': 'Obrigado a quem esperou e nos escreveu.',
    'U10.start': 'a partir das 02:00 UTC de 3 de março',
    'U10.end': 'até as 04:00 UTC',
    'U10.features': 'Durante esse período não será possível usar ….',
    'U10.why': 'Fazemos isso para que …',
    'U10.do': 'Não é preciso fazer nada.',
    H01: 'cerca de … % dos clientes (ou: ainda não sabemos quantos)',
    H02: 'Ainda não conhecemos a causa.',
    H03: 'até as {next}',
    H04: 'entre … e … UTC, porque a primeira parte levou …',
    H05: 'Uma parte do nosso serviço falhou: …',
    H06: 'Estamos acompanhando a recuperação; … ainda falha.',
    H07: 'Correção: …',
    H08: 'Estamos verificando se há dados afetados.',
    H09: 'Nada mudou desde as {start}; continuamos trabalhando em …',
    T01: 'Lamentamos que não tenha sido possível usar ….',
    T02: 'Lamentamos que não tenha sido possível usar ….',
    T03: 'Nós …',
    T04: '.',
    P04: '(retirar)',
    S01: '(retirar)',
  },
};
