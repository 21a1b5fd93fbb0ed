/**
 * Textos em português em quatro tons, com grafia brasileira e sem termos que só um lado do Atlântico usa. A time
 * stands after `as`, `às` or a colon and carries its date behind it; `às 01:30` becomes `à 01:30` when the message is
 * rendered. Components stand after verbs, `em` or a colon.
 */
import type { Tone } from '@candor/protocol/words.ts';
import type { Bodies } from '../shape.ts';

const NEXT =
  '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}{% if nextUpdateBy %}\n\n**Próxima atualização até as {{ nextUpdateBy }}.**{% endif %}';
const FORMAL_NEXT =
  '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}{% if nextUpdateBy %}\n\n**Publicaremos a nossa próxima atualização até as {{ nextUpdateBy }}.**{% endif %}';
const WARM_NEXT =
  '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}{% if nextUpdateBy %}\n\n**Daremos notícias até as {{ nextUpdateBy }}, mesmo que nada tenha mudado.**{% endif %}';
const NOTE = '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}';
const CAUSE = '{% if cause %}{{ cause }} {% endif %}';
const CHECKS = '{% if checks %}{{ checks }} {% endif %}';
const DETAIL = '{% if detail %} {{ detail }}{% endif %}';
const LESSONS = '{% if lessons %} {{ lessons }}{% endif %}';
const BEGAN = '{% if startedAt %}O incidente começou às {{ startedAt }}. {% endif %}';
const UNCHANGED = '{% if unchangedSince %} desde as {{ unchangedSince }}{% endif %}';
const BACK =
  'É possível usar {{ components }} novamente{% if resolvedAt %} desde as {{ resolvedAt }}{% endif %}.';
const LASTED =
  '{% if startedAt %} O incidente começou às {{ startedAt }}{% if duration %} e durou {{ duration }}{% endif %}.{% endif %}';
const REVIEW = '{% if reviewBy %} até as {{ reviewBy }}{% endif %}';
const SPAN =
  '{% if startedAt and resolvedAt %}Das {{ startedAt }} às {{ resolvedAt }}, não{% else %}Não{% endif %} foi possível usar {{ components }} normalmente';
const FOR_LONG =
  'Não foi possível usar {{ components }} normalmente{% if duration %} durante {{ duration }}{% endif %}';
const AMOUNT =
  'um crédito{% if creditAmount %} de **{{ creditAmount }}**{% endif %}{% if creditPeriod %} referente a {{ creditPeriod }}{% endif %}';
const READ = '{% if postmortemUrl %}: [leia aqui]({{ postmortemUrl }}){% endif %}';
const ANSWER =
  'Cinco perguntas, cerca de um minuto{% if surveyUrl %}: [responda aqui]({{ surveyUrl }}){% endif %}.';
const ENDS = '{% if endsAt %} e terminam às {{ endsAt }}{% endif %}';
const WINDOW =
  '{% if startsAt and endsAt %}Das {{ startsAt }} às {{ endsAt }}, trabalharemos{% elsif startsAt %}A partir das {{ startsAt }}, trabalharemos{% else %}Trabalharemos{% endif %} em {{ components }}.';
const ENDED = '{% if resolvedAt %} às {{ resolvedAt }}{% endif %}';
const PLANNED = '{% if startsAt %} para as {{ startsAt }}{% endif %}';

const JOIN =
  '{% if questionsAt %}Responderemos ao vivo às {{ questionsAt }}{% if questionsUrl %}: [participe aqui]({{ questionsUrl }}){% endif %}.{% elsif questionsUrl %}É possível enviá-las aqui: [pergunte-nos]({{ questionsUrl }}).{% else %}Escreva-nos.{% endif %}';
const FORMER = '{% if formerEndsAt %} O fim estava previsto para as {{ formerEndsAt }}.{% endif %}';
const NEW_END = '{% if endsAt %} Agora terminam às {{ endsAt }}.{% endif %}';
const WORK =
  '{% if startsAt and endsAt %}Trabalhos programados das {{ startsAt }} às {{ endsAt }}. {% endif %}';
const TIMES =
  '{% unless startsAt %}{% if startedAt %}Começou às {{ startedAt }}. {% endif %}{% if resolvedAt %}Terminou às {{ resolvedAt }}. {% endif %}{% if duration %}Duração: {{ duration }}. {% endif %}{% endunless %}';
const KNOWN = `{% if resolvedAt %}Já terminou: é possível usar {{ components }} novamente. {% else %}{{ whatUsersSee }} {% endif %}${WORK}${TIMES}{% unless startsAt %}{{ whoIsAffected }} ${CAUSE}${CHECKS}{% endunless %}`;
const MORE =
  '**Quando haverá mais informações.** {% if nextUpdateBy %}Próxima atualização até as {{ nextUpdateBy }}.{% else %}Assim que algo mudar, na página de status.{% endif %}{% if incidentUrl %} {{ incidentUrl }}{% endif %}';
const NO_PROMISE =
  '**O que não prometer.** {% if startsAt %}{% if endsAt %}Nenhum outro fim além deste: {{ endsAt }}.{% else %}Nenhum horário de término.{% endif %}{% elsif resolvedAt %}Nenhum crédito antes de ser aprovado{% unless cause %}, nem causa alguma: ainda não a conhecemos{% endunless %}.{% else %}Nenhum horário de término, nem crédito antes de ser aprovado{% unless cause %}; tampouco uma causa: ainda não a conhecemos{% endunless %}.{% endif %}';
const SO_FAR =
  '{% unless startsAt %}{% unless resolvedAt %}{{ action }} {{ workaround }}{% endunless %}{% endunless %}';

const plain: Bodies = {
  'update/investigating': `{{ whatUsersSee }} ${BEGAN}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} Lamentamos que não seja possível usar {{ components }} normalmente.${NEXT}`,
  'update/identified': `Encontramos a causa. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${NEXT}`,
  'update/monitoring': `A correção foi aplicada e já deve ser possível usar {{ components }} novamente. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} Se ainda houver erros, escreva-nos.${NEXT}`,
  'update/resolved': `${BACK}${LASTED} ${CAUSE}{{ dataStatement }}\n\nLamentamos que não tenha sido possível usar {{ components }} normalmente. Publicaremos aqui o nosso relatório${REVIEW}. Obrigado a quem esperou e nos escreveu.${NOTE}`,
  no_change: `Nada mudou${UNCHANGED}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} Lamentamos que ainda não seja possível usar {{ components }} normalmente.${NEXT}`,
  relapse: `A falha voltou. {{ whatUsersSee }} {{ whoIsAffected }} Demos a correção por concluída cedo demais e lamentamos que não seja possível usar {{ components }} normalmente.\n\n{{ action }} {{ workaround }}${NEXT}`,
  correction: `**Correção:** {% if wrote %}antes escrevemos: “{{ wrote }}” Isso estava errado. {% endif %}{{ correct }} Lamentamos ter publicado uma informação errada.${NEXT}`,
  apology: `${SPAN}. A falha foi nossa, e lamentamos ter interrompido o seu trabalho.\n\n{% if cause %}O que aconteceu: {{ cause }} {% endif %}{% if lessons %}O que mudamos: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nA história completa: [o nosso relatório]({{ postmortemUrl }}).{% elsif reviewBy %}\n\nPublicaremos o nosso relatório até as {{ reviewBy }}.{% endif %}${NOTE}`,
  postmortem_ready: `O nosso relatório sobre “{{ title }}” está pronto${READ}. Ele conta o que aconteceu, o que isso significou para quem usa o serviço e o que mudamos.${LESSONS}\n\nLamentamos o tempo que lhe custou. Se algo estiver errado ou faltar, escreva-nos.${NOTE}`,
  credit: `${FOR_LONG}, e lamentamos. Por isso, recebe ${AMOUNT}.\n\nNão é preciso solicitar. Se o valor parecer errado, escreva-nos.${NOTE}`,
  survey: `Uma interrupção do nosso serviço afetou o seu dia: {{ title }}{% if duration %} (durou {{ duration }}){% endif %}. Como lidamos com ela? ${ANSWER}\n\nLemos cada resposta e publicamos os resultados.${NOTE}`,
  questions: `Talvez tenha perguntas sobre “{{ title }}”. ${JOIN}\n\nRespondemos em público ao que outras pessoas também podem querer saber. O que ainda não soubermos, diremos.${NOTE}`,
  'maintenance/scheduled': `${WINDOW} {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `Um lembrete. ${WINDOW} {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `Os trabalhos programados em {{ components }} começaram${ENDS}. {{ whatUsersSee }} {{ whatToDo }}${NOTE}`,
  'maintenance/extended': `Os trabalhos programados em {{ components }} estão demorando mais do que dissemos.${FORMER}${NEW_END} {{ whatUsersSee }} {{ whatToDo }}\n\nLamentamos que seja preciso esperar mais.${NEXT}`,
  'maintenance/verifying': `Os trabalhos programados em {{ components }} estão feitos. Estamos verificando se tudo pode ser usado novamente como antes. Se algo ainda não funcionar, escreva-nos.${NOTE}`,
  'maintenance/completed': `Os trabalhos programados em {{ components }} terminaram${ENDED}. Já é possível usar {{ components }} normalmente. Obrigado por levá-los em conta.${NOTE}`,
  'maintenance/cancelled': `Os trabalhos em {{ components }} programados${PLANNED} não serão realizados. Não é preciso fazer nada. Se houver uma nova data, ela será anunciada aqui.${NOTE}`,
  support_script: `**O que se sabe.** ${KNOWN}\n\n**O que pode dizer.** {% if startsAt %}“Estamos realizando trabalhos programados em {{ components }}. {{ reason }} {{ whatToDo }}”{% elsif resolvedAt %}“${BACK} Lamento que não tenha sido possível usar normalmente. {{ dataStatement }}”{% else %}“Lamento que não seja possível usar {{ components }} normalmente. {{ action }} {{ workaround }}”{% endif %}\n\n${NO_PROMISE} Se não souber uma resposta, diga isso e encaminhe a pergunta.\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}**: {{ phase }}. ${KNOWN}${SO_FAR}\n\n${MORE}\n\nResponda aos clientes com o roteiro de suporte e deixe as palavras públicas para quem escreve a página de status.${NOTE}`,
};

const formal: Bodies = {
  'update/investigating': `{{ whatUsersSee }} ${BEGAN}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} Pedimos desculpas por não ser possível usar {{ components }} normalmente.${FORMAL_NEXT}`,
  'update/identified': `Identificamos a causa. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${FORMAL_NEXT}`,
  'update/monitoring': `Concluímos a correção, e já deve ser possível usar {{ components }} novamente. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} Solicitamos que nos comunique os erros que ainda observar.${FORMAL_NEXT}`,
  'update/resolved': `${BACK}${LASTED} ${CAUSE}{{ dataStatement }}\n\nPedimos desculpas por não ter sido possível usar {{ components }} normalmente. Publicaremos o nosso relatório nesta página${REVIEW}. Agradecemos a quem nos comunicou o incidente.${NOTE}`,
  no_change: `Não houve mudança${UNCHANGED}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} Pedimos desculpas por ainda não ser possível usar {{ components }} normalmente.${FORMAL_NEXT}`,
  relapse: `A falha ocorreu novamente. {{ whatUsersSee }} {{ whoIsAffected }} Declaramos a correção concluída cedo demais. Pedimos desculpas por não ser possível usar {{ components }} normalmente.\n\n{{ action }} {{ workaround }}${FORMAL_NEXT}`,
  correction: `**Correção:** {% if wrote %}anteriormente informamos: “{{ wrote }}” Essa informação estava incorreta. {% endif %}{{ correct }} Pedimos desculpas por termos publicado uma informação errada.${FORMAL_NEXT}`,
  apology: `${SPAN}. A responsabilidade é nossa. Pedimos desculpas por termos interrompido o seu trabalho.\n\n{% if cause %}O que aconteceu: {{ cause }} {% endif %}{% if lessons %}O que mudamos: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nO nosso relatório completo: [leia aqui]({{ postmortemUrl }}).{% elsif reviewBy %}\n\nPublicaremos o nosso relatório até as {{ reviewBy }}.{% endif %}${NOTE}`,
  postmortem_ready: `Publicamos o nosso relatório sobre “{{ title }}”${READ}. Ele expõe o que aconteceu, os efeitos para quem usa o serviço e as medidas que tomamos.${LESSONS}\n\nPedimos desculpas pelo tempo perdido. Solicitamos que nos escreva se encontrar algum erro.${NOTE}`,
  credit: `${FOR_LONG}, e pedimos desculpas por isso. Nos termos do seu contrato, recebe ${AMOUNT}.\n\nNão é necessário solicitar. Se considerar o valor incorreto, escreva-nos, por favor.${NOTE}`,
  survey: `O incidente “{{ title }}” afetou o seu uso do serviço{% if duration %} durante {{ duration }}{% endif %}. Gostaríamos de saber como avalia a forma como lidamos com ele. ${ANSWER}\n\nLemos cada resposta e publicamos os resultados.${NOTE}`,
  questions: `É possível que tenha perguntas sobre “{{ title }}”. ${JOIN}\n\nResponderemos em público às que também interessem a outros clientes e indicaremos o que ainda não sabemos.${NOTE}`,
  'maintenance/scheduled': `Informamos que haverá trabalhos programados. ${WINDOW} {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `Lembramos os nossos trabalhos programados. ${WINDOW} {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `Os trabalhos programados em {{ components }} foram iniciados${ENDS}. {{ whatUsersSee }} {{ whatToDo }}${NOTE}`,
  'maintenance/extended': `Os trabalhos programados em {{ components }} exigem mais tempo do que o anunciado.${FORMER}${NEW_END} {{ whatUsersSee }} {{ whatToDo }}\n\nPedimos desculpas por ser preciso esperar mais tempo.${FORMAL_NEXT}`,
  'maintenance/verifying': `Concluímos os trabalhos programados em {{ components }} e estamos verificando se tudo pode ser usado novamente como antes. Solicitamos que nos comunique o que ainda não funcionar.${NOTE}`,
  'maintenance/completed': `Os trabalhos programados em {{ components }} foram concluídos${ENDED}. Já é possível usar {{ components }} normalmente. Agradecemos por tê-los levado em conta.${NOTE}`,
  'maintenance/cancelled': `Os trabalhos em {{ components }} anunciados${PLANNED} não serão realizados. Não é preciso fazer nada. Qualquer nova data será anunciada nesta página.${NOTE}`,
  support_script: `**O que se sabe.** ${KNOWN}\n\n**O que pode dizer.** {% if startsAt %}“Estamos realizando trabalhos programados em {{ components }}. {{ reason }} {{ whatToDo }}”{% elsif resolvedAt %}“${BACK} Pedimos desculpas por não ter sido possível usar normalmente. {{ dataStatement }}”{% else %}“Pedimos desculpas por não ser possível usar {{ components }} normalmente. {{ action }} {{ workaround }}”{% endif %}\n\n${NO_PROMISE} Quando não souber uma resposta, solicitamos que o diga e encaminhe a pergunta.\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}**: {{ phase }}. ${KNOWN}${SO_FAR}\n\n${MORE}\n\nSolicitamos o uso do roteiro de suporte para responder aos clientes. Declarações públicas são feitas somente na página de status.${NOTE}`,
};

const warm: Bodies = {
  'update/investigating': `{{ whatUsersSee }} ${BEGAN}{{ whoIsAffected }}\n\nQuem chega aqui tinha algo a fazer, e lamentamos que não seja possível usar {{ components }} normalmente. {{ action }} {{ workaround }}${WARM_NEXT}`,
  'update/identified': `Agora sabemos o que deu errado. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${WARM_NEXT}`,
  'update/monitoring': `Tente de novo, por favor: a correção foi aplicada e já deve ser possível usar {{ components }}. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} Se ainda houver erros, queremos saber.${WARM_NEXT}`,
  'update/resolved': `${BACK}${LASTED} ${CAUSE}{{ dataStatement }}\n\nLamentamos o tempo perdido sem poder usar {{ components }}. Contaremos aqui o que aconteceu e o que mudamos{% if reviewBy %}, até as {{ reviewBy }}{% endif %}. Obrigado a quem nos escreveu: isso nos ajudou.${NOTE}`,
  no_change: `Gostaríamos de trazer notícias melhores: nada mudou${UNCHANGED}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} Lamentamos que ainda seja preciso esperar.${WARM_NEXT}`,
  relapse: `A falha voltou, e sabemos como isso soa depois da nossa última mensagem. {{ whatUsersSee }} {{ whoIsAffected }} Demos a correção por concluída cedo demais e lamentamos que não seja possível usar {{ components }} normalmente.\n\n{{ action }} {{ workaround }}${WARM_NEXT}`,
  correction: `**Correção:** {% if wrote %}nós lhe dissemos: “{{ wrote }}” Isso estava errado. {% endif %}{{ correct }} O que escrevemos merece a sua confiança, e lamentamos ter publicado uma informação errada.${WARM_NEXT}`,
  apology: `${SPAN}. Esse tempo tinha outro destino. Falhamos, e lamentamos ter interrompido o seu trabalho.\n\n{% if cause %}O que aconteceu: {{ cause }} {% endif %}{% if lessons %}O que mudamos: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nA história completa: [o nosso relatório]({{ postmortemUrl }}).{% elsif reviewBy %}\n\nPublicaremos o nosso relatório até as {{ reviewBy }}.{% endif %}${NOTE}`,
  postmortem_ready: `Talvez queira saber o que houve por trás de “{{ title }}”. O nosso relatório está pronto${READ}. Ele conta o que aconteceu, o que isso significou para quem usa o serviço e o que mudamos.${LESSONS}\n\nLamentamos o tempo que lhe custou. Se algo não corresponder ao que viu, escreva-nos.${NOTE}`,
  credit: `${FOR_LONG}, e lamentamos. O dinheiro não devolve o tempo, mas a conta não deve ser sua: recebe ${AMOUNT}.\n\nNão é preciso solicitar. Se o valor parecer errado, escreva-nos.${NOTE}`,
  survey: `O incidente “{{ title }}” lhe custou tempo{% if duration %}: durou {{ duration }}{% endif %}. Demos a atenção devida enquanto isso? ${ANSWER}\n\nCada resposta é lida por uma pessoa, e publicamos os resultados.${NOTE}`,
  questions: `“{{ title }}” pode ter deixado perguntas, e gostaríamos de respondê-las. ${JOIN}\n\nRespondemos em público, para que todos possam ler. Se ainda não soubermos alguma coisa, também diremos.${NOTE}`,
  'maintenance/scheduled': `Para que possa se planejar, avisamos com antecedência. ${WINDOW} {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `Lembramos para que não haja surpresas no meio do seu trabalho. ${WINDOW} {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `Os trabalhos em {{ components }} que anunciamos começaram${ENDS}. {{ whatUsersSee }} {{ whatToDo }}${NOTE}`,
  'maintenance/extended': `Informamos um horário e precisamos de mais tempo para os trabalhos em {{ components }}.${FORMER}${NEW_END} {{ whatUsersSee }} {{ whatToDo }}\n\nO seu dia foi planejado pelo nosso primeiro aviso, e lamentamos que seja preciso esperar mais.${WARM_NEXT}`,
  'maintenance/verifying': `Os trabalhos em {{ components }} estão feitos. Estamos nos certificando de que tudo pode ser usado novamente como antes. Se algo ainda não funcionar por aí, conte para nós.${NOTE}`,
  'maintenance/completed': `Os trabalhos em {{ components }} terminaram${ENDED}. Já é possível usar {{ components }} normalmente. Obrigado por ter se organizado para isso.${NOTE}`,
  'maintenance/cancelled': `Tínhamos programado trabalhos em {{ components }}${PLANNED}. Eles não serão realizados, e não é preciso fazer nada. Se marcarmos uma nova data, avisaremos aqui.${NOTE}`,
  support_script: `**O que se sabe.** ${KNOWN}\n\n**O que pode dizer.** Primeiro ouça o que a pessoa queria fazer e repita com as palavras dela. Depois: {% if startsAt %}“Estamos realizando trabalhos programados em {{ components }} e entendo que isso atrapalha o seu dia. {{ reason }} {{ whatToDo }}”{% elsif resolvedAt %}“${BACK} Lamento o tempo perdido sem poder usar. {{ dataStatement }}”{% else %}“Lamento que não seja possível usar {{ components }} justamente agora. {{ action }} {{ workaround }}”{% endif %}\n\n${NO_PROMISE} “Ainda não sei, vou perguntar” é uma boa resposta.\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}**: {{ phase }}. {% unless resolvedAt %}Isto é o que os nossos clientes encontram: {% endunless %}${KNOWN}${SO_FAR}\n\n${MORE}\n\nObrigado por deixar trabalhar com calma quem está corrigindo. Para os clientes temos o roteiro de suporte; para todos, as mesmas palavras na página de status.${NOTE}`,
};

const technical: Bodies = {
  'update/investigating': `{{ whatUsersSee }} {% if startedAt %}Início: {{ startedAt }}. {% endif %}${CHECKS}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} Lamentamos que não seja possível usar {{ components }} normalmente.${NEXT}`,
  'update/identified': `Causa identificada. ${CAUSE}{{ whatUsersSee }} ${CHECKS}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${NEXT}`,
  'update/monitoring': `A correção foi implantada; as solicitações a {{ components }} devem voltar a ser concluídas. ${CHECKS}{{ whoIsAffected }}\n\n{{ action }} Se ainda houver erros, envie-nos um identificador de solicitação e o horário.${NEXT}`,
  'update/resolved': `${BACK}{% if startedAt %} Início: {{ startedAt }}.{% endif %}{% if duration %} Duração: {{ duration }}.{% endif %} ${CAUSE}${CHECKS}{{ dataStatement }}\n\nLamentamos que solicitações tenham falhado e processos tenham sido interrompidos. Publicaremos aqui o nosso relatório${REVIEW}. Obrigado a quem enviou detalhes.${NOTE}`,
  no_change: `Nada mudou${UNCHANGED}. {{ whatUsersSee }} ${CHECKS}{{ whoIsAffected }}${DETAIL}\n\n{{ action }} {{ workaround }} Lamentamos que ainda não seja possível usar {{ components }} normalmente.${NEXT}`,
  relapse: `A falha voltou. {{ whatUsersSee }} ${CHECKS}{{ whoIsAffected }} Encerramos o incidente cedo demais e lamentamos que não seja possível usar {{ components }} normalmente.\n\n{{ action }} {{ workaround }}${NEXT}`,
  correction: `**Correção:** {% if wrote %}a nossa afirmação anterior, “{{ wrote }}”, não corresponde aos nossos dados. {% endif %}{{ correct }} Lamentamos ter publicado uma afirmação errada.${NEXT}`,
  apology: `${SPAN}. A falha foi nossa. Lamentamos as solicitações que falharam e o trabalho que interromperam.\n\n{% if cause %}Causa: {{ cause }} {% endif %}{% if lessons %}Mudanças: {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nDetalhes: [o nosso relatório]({{ postmortemUrl }}).{% elsif reviewBy %}\n\nPublicaremos o nosso relatório até as {{ reviewBy }}.{% endif %}${NOTE}`,
  postmortem_ready: `O nosso relatório sobre “{{ title }}” está pronto${READ}. Ele contém a cronologia, os fatores que contribuíram, o impacto em números e as nossas ações com prazos.${LESSONS}\n\nLamentamos as solicitações que falharam e o tempo que custaram. Se as suas próprias medições forem diferentes, envie-as para nós.${NOTE}`,
  credit: `${FOR_LONG}, e lamentamos. Conforme o seu contrato, recebe ${AMOUNT}.\n\nNão é preciso solicitar. O extrato mostra como calculamos; se as suas medições forem diferentes, envie-as para nós.${NOTE}`,
  survey: `O incidente “{{ title }}” afetou o seu uso do serviço{% if duration %} (duração: {{ duration }}){% endif %}. As nossas mensagens ajudaram no seu próprio tratamento do incidente? ${ANSWER}\n\nLemos cada resposta e publicamos os resultados com os seus intervalos.${NOTE}`,
  questions: `Perguntas sobre “{{ title }}”, inclusive técnicas, são bem-vindas. ${JOIN}\n\nRespondemos em público, com dados quando os temos; quando não os temos, dizemos.${NOTE}`,
  'maintenance/scheduled': `{% if startsAt %}Início: {{ startsAt }}. {% endif %}{% if endsAt %}Fim: {{ endsAt }}. {% endif %}Componentes: {{ components }}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `Lembrete. {% if startsAt %}Início: {{ startsAt }}. {% endif %}{% if endsAt %}Fim: {{ endsAt }}. {% endif %}Componentes: {{ components }}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `Os trabalhos programados em {{ components }} começaram{% if endsAt %}; a janela termina às {{ endsAt }}{% endif %}. {{ whatUsersSee }} {{ whatToDo }}${NOTE}`,
  'maintenance/extended': `A janela dos trabalhos programados em {{ components }} foi estendida.${FORMER}${NEW_END} {{ whatUsersSee }} {{ whatToDo }}\n\nLamentamos que seja preciso esperar mais.${NEXT}`,
  'maintenance/verifying': `Os trabalhos programados em {{ components }} estão feitos e as nossas verificações estão em execução: tudo já deve poder ser usado novamente como antes. Se alguma solicitação ainda falhar, escreva-nos.${NOTE}`,
  'maintenance/completed': `Os trabalhos programados em {{ components }} terminaram${ENDED}. ${CHECKS}Já é possível usar {{ components }} normalmente.${NOTE}`,
  'maintenance/cancelled': `Os trabalhos em {{ components }} programados${PLANNED} não serão realizados. Não é preciso fazer nada. Uma nova janela de manutenção será anunciada aqui.${NOTE}`,
  support_script: `**O que se sabe.** ${KNOWN}\n\n**O que pode dizer.** {% if startsAt %}“Estamos realizando trabalhos programados em {{ components }} nesta janela. {{ reason }} {{ whatToDo }}”{% elsif resolvedAt %}“${BACK} Lamento que não tenha sido possível usar normalmente. {{ dataStatement }}”{% else %}“Lamento que não seja possível usar {{ components }} normalmente. {{ action }} {{ workaround }}”{% endif %}\n\n${NO_PROMISE} {% unless startsAt %}Peça um identificador de solicitação e o horário de uma solicitação que falhou. {% endunless %}Se não souber uma resposta, diga isso e encaminhe a pergunta.\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}**: {{ phase }}. Componentes: {{ components }}. ${KNOWN}${SO_FAR}\n\n${MORE}\n\nClientes: roteiro de suporte. Mensagens públicas: somente a página de status.${NOTE}`,
};

export const PT_BODIES: Readonly<Record<Tone, Bodies>> = { plain, formal, warm, technical };
