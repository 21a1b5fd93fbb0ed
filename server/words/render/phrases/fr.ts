/** Ce que disent les modèles quand les faits ne disent rien. French. */
import { figure } from '../intl.ts';
import type { Phrases } from '../phrases.ts';

export const FR: Phrases = {
  phase: {
    investigating: 'Recherche en cours',
    identified: 'Cause trouvée',
    monitoring: 'Sous surveillance',
    resolved: 'Résolu',
    scheduled: 'Planifié',
    in_progress: 'En cours',
    verifying: 'Vérification',
    completed: 'Terminé',
    cancelled: 'Annulé',
    reminded: 'Rappel',
    extended: 'Prolongé',
  },
  ourService: 'notre service',
  seen: {
    major_outage: 'Vous ne pouvez pas utiliser {c} pour le moment.',
    partial_outage: 'Une partie des requêtes vers {c} échoue pour le moment.',
    degraded_performance: 'Des lenteurs ou des erreurs touchent {c} pour le moment.',
    under_maintenance: 'Il se peut que vous ne puissiez pas utiliser {c} pour le moment.',
    unknown: 'Nous ne savons pas pour le moment si vous pouvez utiliser {c}.',
    operational: 'Des requêtes vers {c} peuvent échouer.',
  },
  seenInMaintenance: 'Pendant ce temps, il se peut que vous ne puissiez pas utiliser {c}.',
  whoUnknown: 'Nous ne savons pas encore combien de clients sont touchés.',
  others: (n) => `${figure(n, 'fr')} autres`,
  affected: (customers) => `Clients touchés\u202f: ${figure(customers, 'fr')}.`,
  action: {
    investigating: 'Nous recherchons la cause.',
    identified: 'Nous travaillons à la réparation.',
    monitoring: 'Nous surveillons nos contrôles avant de déclarer l’incident terminé.',
  },
  stillAction: {
    investigating: 'Nous recherchons toujours la cause.',
    identified: 'Nous travaillons toujours à la réparation.',
    monitoring: 'Nous surveillons toujours nos contrôles avant de déclarer l’incident terminé.',
  },
  noWorkaround: 'Il n’existe pas encore de solution de contournement.',
  nothingToDo: 'Vous n’avez rien à faire.',
  dataUnknown: 'Nous vérifions si des données ont été perdues, et nous l’indiquerons ici.',
  reason: 'Nous le faisons pour que vous puissiez compter sur {c}.',
  checks: (failing, total) =>
    failing === 0
      ? 'Aucun de nos contrôles n’échoue pour le moment.'
      : total === 1
        ? 'Notre contrôle échoue.'
        : `${figure(failing, 'fr')} de nos ${total ? `${figure(total, 'fr')} ` : ''}contrôles ${failing === 1 ? 'échoue' : 'échouent'}.`,
  failingFor: (duration) => `L’incident dure depuis ${duration}.`,
  wordNumber: (n) => `Ceci est notre message numéro ${n} à ce sujet.`,
  asOf: (time) => `Dernière vérification\u202f: ${time}.`,
  promise: (time) => `**Prochain point de situation avant ${time}.**`,
  began: (time) => `L’incident est en cours depuis ${time}.`,
  window: (start, end) => `Début de l’intervention\u202f: ${start}. Fin\u202f: ${end}.`,
  movedWindow: (start, end) =>
    `Les horaires ont changé. Nouveau début de l’intervention\u202f: ${start}. Nouvelle fin\u202f: ${end}.`,
  movedEnd: (end) => `L’intervention dure plus longtemps que prévu. Nouvelle fin\u202f: ${end}.`,
  more: 'Tous les messages\u202f:',
  goesOn(sentence) {
    const busy = /^Nous sommes(?: actuellement| toujours)? en train (d.+)$/u.exec(sentence);
    if (busy) return `Nous sommes toujours en train ${busy[1]}`;
    // The present ends in -ons; a future in -rons after e or i is a promise.
    const match =
      /^Nous (?!(?:sommes|avons|savons|pouvons|voulons|devons|regrettons|remercions|présentons|espérons|pensons|recevons|constatons)(?!\p{L}))(\p{L}*(?<![ei]r)ons)(?: (?:actuellement|maintenant|toujours))? (.+)$/u.exec(
        sentence,
      );
    return match ? `Nous ${match[1]} toujours ${match[2]}` : null;
  },
};
