/** The trust report in Spanish. */
import type { ReportWords } from './type.ts';

export const es: ReportWords = {
  title: (incident) => `Informe de confianza: ${incident}`,
  listTitle: 'Informes de confianza',
  listIntro: 'Cómo cambiaron nuestras interrupciones el uso de este servicio y cuándo pasó.',
  incident: 'Sobre la interrupción:',
  window: (from, until) => `Interrumpido desde el ${from} hasta el ${until}.`,
  measured: (at) => `Medido el ${at}.`,
  recoveryTitle: 'Cuándo volvió la confianza en el servicio',
  neverLeft: 'Desde la recuperación no se aprecia ningún cambio duradero.',
  backAfter: (span) => `El nivel anterior se recuperó ${span} después del restablecimiento.`,
  notBack: 'El nivel anterior aún no se ha recuperado, o ha pasado muy poco tiempo para afirmarlo.',
  recoveryUnknown: 'El tráfico de este sitio no permite saberlo.',
  recoveryMeaning: (season, margin) =>
    `«Recuperado» significa: durante ${season} no se aprecia ningún cambio en las cifras de abajo de las que se puede decir algo, y ninguna es peor en un ${margin} o más. Ese límite se fijó antes de la interrupción.`,
  changedTitle: 'Qué cambió',
  metricColumn: 'Cifra',
  whileDownColumn: 'Durante la interrupción',
  afterColumn: 'Después',
  metrics: {
    sessions: 'Visitas',
    conversions: 'Conversiones',
    conversionRate: 'Conversiones por visita',
    bounceRate: 'Visitas que se fueron enseguida',
    sessionDuration: 'Tiempo por visita',
  },
  notYet: 'aún sin medir',
  cannotTell: (reasons) => `no se puede saber${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`,
  reasons: {
    'nothing measured in the window': 'no se midió nada en ese tiempo',
    'too much of the window is missing': 'faltan demasiadas mediciones de ese tiempo',
    'too little history': 'el historial es demasiado corto',
    'too little traffic': 'hay muy poco tráfico',
    'a dip of 20 % would be missed more often than found':
      'aquí una caída del 20\u00a0% pasaría inadvertida más veces de las que se detectaría',
  },
  noEffect: (value, range) => `no se aprecia efecto: ${value} (${range})`,
  effect: (value, range) => `${value} (${range})`,
  range: (low, high) => `de ${low} a ${high}`,
  intervalMeaning: (share) =>
    `Cada cifra se compara con lo que cabía esperar por las mismas horas de semanas anteriores. El margen entre paréntesis es un intervalo del ${share}; sale de cuánto se apartan de su propia previsión las horas sin interrupciones.`,
  costTitle: 'Lo que costó la interrupción',
  losses: {
    sessions: 'Visitas perdidas',
    conversions: 'Conversiones perdidas',
    value: 'Valor de las conversiones perdidas',
  },
  named: (name, figure) => `${name}: ${figure}`,
  noLoss: (figure) => `no se aprecia pérdida: ${figure}`,
  overlaps: (count) =>
    `${count === 1 ? 'Otra interrupción coincidió' : `Otras ${count} interrupciones coincidieron`} en las mismas horas; lo que se aprecia corresponde a todas.`,
  methodTitle: 'Hasta dónde se puede confiar en esto',
  method: (bucket) => `El tráfico se cuenta en tramos de ${bucket}, sin cookies.`,
  noYardstick: 'El historial de este sitio es demasiado corto para decir cuántas veces falla aquí el método.',
  falseFlags: (share, of) =>
    `En este sitio, el método ve algo en el ${share} de ${of} periodos en los que no pasó nada.`,
  power: (dip, share) => `Detectaría una caída del ${dip} en el ${share} de ellos.`,
  surveyTitle: 'Lo que nos dijeron las personas afectadas',
  responses: (answered, invited, share) =>
    `Respuestas recibidas: ${answered} de ${invited} personas consultadas (${share}).`,
  topTwo: (share, range, mean, max) =>
    `El ${share} dio una de las dos mejores respuestas (${range}); media: ${mean} de ${max}`,
};
