/** The trust report in Portuguese. */
import type { ReportWords } from './type.ts';

export const pt: ReportWords = {
  title: (incident) => `Relatório de confiança: ${incident}`,
  listTitle: 'Relatórios de confiança',
  listIntro: 'O que as nossas interrupções mudaram no uso deste serviço e quando isso passou.',
  incident: 'Sobre a interrupção:',
  window: (from, until) => `Fora do ar de ${from} até ${until}.`,
  measured: (at) => `Medido em ${at}.`,
  recoveryTitle: 'Quando a confiança no serviço voltou',
  neverLeft: 'Desde a recuperação, não se vê nenhuma mudança duradoura.',
  backAfter: (span) => `O nível anterior voltou ${span} depois da recuperação.`,
  notBack: 'O nível anterior ainda não voltou, ou passou pouco tempo para afirmar isso.',
  recoveryUnknown: 'O tráfego deste site não permite saber.',
  recoveryMeaning: (season, margin) =>
    `“Voltou” quer dizer: durante ${season}, não se vê mudança em nenhum dos números abaixo sobre os quais se pode dizer algo, e nenhum está pior em ${margin} ou mais. Esse limite foi definido antes da interrupção.`,
  changedTitle: 'O que mudou',
  metricColumn: 'Número',
  whileDownColumn: 'Durante a interrupção',
  afterColumn: 'Depois',
  metrics: {
    sessions: 'Visitas',
    conversions: 'Conversões',
    conversionRate: 'Conversões por visita',
    bounceRate: 'Visitas que saíram logo',
    sessionDuration: 'Tempo por visita',
  },
  notYet: 'ainda não medido',
  cannotTell: (reasons) => `não é possível saber${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`,
  reasons: {
    'nothing measured in the window': 'nada foi medido nesse período',
    'too much of the window is missing': 'faltam medições demais nesse período',
    'too little history': 'o histórico é curto demais',
    'too little traffic': 'há pouco tráfego',
    'a dip of 20 % would be missed more often than found':
      'aqui, uma queda de 20% passaria despercebida mais vezes do que seria notada',
  },
  noEffect: (value, range) => `nenhum efeito visível: ${value} (${range})`,
  effect: (value, range) => `${value} (${range})`,
  range: (low, high) => `de ${low} a ${high}`,
  intervalMeaning: (share) =>
    `Cada número é comparado com o que as mesmas horas das semanas anteriores levavam a esperar. A faixa entre parênteses é um intervalo de ${share}; ela vem de quanto as horas sem interrupção se afastam da própria previsão.`,
  costTitle: 'O que a interrupção custou',
  losses: {
    sessions: 'Visitas perdidas',
    conversions: 'Conversões perdidas',
    value: 'Valor das conversões perdidas',
  },
  named: (name, figure) => `${name}: ${figure}`,
  noLoss: (figure) => `nenhuma perda visível: ${figure}`,
  overlaps: (count) =>
    `${count === 1 ? 'Outra interrupção aconteceu' : `Outras ${count} interrupções aconteceram`} nas mesmas horas; o que se vê pertence a todas.`,
  methodTitle: 'Até onde se pode confiar nisto',
  method: (bucket) => `O tráfego é contado em intervalos de ${bucket}, sem cookies.`,
  noYardstick: 'O histórico deste site é curto demais para dizer quantas vezes o método erra aqui.',
  falseFlags: (share, of) =>
    `Neste site, o método vê alguma coisa em ${share} de ${of} períodos em que nada aconteceu.`,
  power: (dip, share) => `Ele notaria uma queda de ${dip} em ${share} deles.`,
  surveyTitle: 'O que as pessoas afetadas nos disseram',
  responses: (answered, invited, share) =>
    `Respostas recebidas: ${answered} de ${invited} pessoas consultadas (${share}).`,
  topTwo: (share, range, mean, max) =>
    `${share} deram uma das duas melhores respostas (${range}); média: ${mean} de ${max}`,
};
