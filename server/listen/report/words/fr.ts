/** The trust report in French. */
import type { ReportWords } from './type.ts';

export const fr: ReportWords = {
  title: (incident) => `Rapport de confiance\u202f: ${incident}`,
  listTitle: 'Rapports de confiance',
  listIntro: 'Ce que nos pannes ont changé dans l’usage de ce service, et quand cela a pris fin.',
  incident: 'À propos de la panne\u202f:',
  window: (from, until) => `En panne du ${from} au ${until}.`,
  measured: (at) => `Mesuré le ${at}.`,
  recoveryTitle: 'Quand le service a retrouvé la confiance',
  neverLeft: 'Depuis le rétablissement, aucun changement durable n’est visible.',
  backAfter: (span) => `Le niveau d’avant était retrouvé ${span} après le rétablissement.`,
  notBack:
    'Le niveau d’avant n’est pas encore retrouvé, ou il s’est écoulé trop peu de temps pour l’affirmer.',
  recoveryUnknown: 'Le trafic de ce site ne permet pas de le dire.',
  recoveryMeaning: (season, margin) =>
    `«\u202fRetrouvé\u202f» signifie\u202f: sur ${season}, aucun changement n’est visible dans les chiffres ci-dessous pour lesquels on peut se prononcer, et aucun n’est moins bon de ${margin} ou plus. Cette limite a été fixée avant la panne.`,
  changedTitle: 'Ce qui a changé',
  metricColumn: 'Chiffre',
  whileDownColumn: 'Pendant la panne',
  afterColumn: 'Après',
  metrics: {
    sessions: 'Visites',
    conversions: 'Conversions',
    conversionRate: 'Conversions par visite',
    bounceRate: 'Visites aussitôt interrompues',
    sessionDuration: 'Durée d’une visite',
  },
  notYet: 'pas encore mesuré',
  cannotTell: (reasons) => `on ne peut pas le dire${reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}`,
  reasons: {
    'nothing measured in the window': 'rien n’a été mesuré pendant cette période',
    'too much of the window is missing': 'trop de mesures manquent pour cette période',
    'too little history': 'l’historique est trop court',
    'too little traffic': 'le trafic est trop faible',
    'a dip of 20 % would be missed more often than found':
      'une baisse de 20\u202f% passerait ici plus souvent inaperçue qu’elle ne serait vue',
  },
  noEffect: (value, range) => `aucun effet visible\u202f: ${value} (${range})`,
  effect: (value, range) => `${value} (${range})`,
  range: (low, high) => `de ${low} à ${high}`,
  intervalMeaning: (share) =>
    `Chaque chiffre est comparé à ce que les mêmes heures des semaines précédentes laissaient attendre. La fourchette entre parenthèses est un intervalle à ${share}\u202f; elle vient de l’écart que des heures sans panne montrent avec leur propre attente.`,
  costTitle: 'Ce que la panne a coûté',
  losses: {
    sessions: 'Visites perdues',
    conversions: 'Conversions perdues',
    value: 'Valeur des conversions perdues',
  },
  named: (name, figure) => `${name}\u202f: ${figure}`,
  noLoss: (figure) => `aucune perte visible, ${figure}`,
  overlaps: (count) =>
    `${count === 1 ? 'Une autre panne a eu lieu' : `${count} autres pannes ont eu lieu`} aux mêmes heures\u202f; ce que l’on voit tient à toutes.`,
  methodTitle: 'Jusqu’où s’y fier',
  method: (bucket) => `Le trafic est compté par tranches de ${bucket}, sans cookies.`,
  noYardstick: 'L’historique de ce site est trop court pour dire combien de fois la méthode s’y trompe.',
  falseFlags: (share, of) =>
    `Sur ce site, la méthode voit quelque chose dans ${share} de ${of} périodes où il ne s’est rien passé.`,
  power: (dip, share) => `Elle y décèlerait une baisse de ${dip} dans ${share} des cas.`,
  surveyTitle: 'Ce que nous ont dit les personnes touchées',
  responses: (answered, invited, share) =>
    `Réponses reçues\u202f: ${answered} pour ${invited} personnes interrogées (${share}).`,
  topTwo: (share, range, mean, max) =>
    `${share} ont donné l’une des deux meilleures réponses (${range})\u202f; moyenne\u202f: ${mean} sur ${max}`,
};
