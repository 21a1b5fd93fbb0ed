/** A believable outage and believable planned work in French, for previews and checks. */
import type { SampleWords } from '../shape.ts';

export const FR_SAMPLE: SampleWords = {
  title: 'Connexion en échec pour des clients en Europe',
  components: ['Connexion', 'Facturation'],
  whatUsersSee: 'La page de connexion affiche une erreur.',
  whoIsAffected: 'Clients touchés : environ 20 % des clients en Europe.',
  cause: 'Une modification de nos serveurs de connexion rejetait des sessions valides.',
  action: 'Nous annulons cette modification.',
  workaround: 'Si vous êtes déjà connecté, vous pouvez continuer à travailler.',
  dataStatement: 'Aucune donnée n’a été perdue.',
  lessons: 'Désormais, nous testons d’abord chaque modification de la connexion sur 1 % des requêtes.',
  wrote: 'La connexion fonctionne pour tout le monde.',
  correct: 'La connexion échoue encore pour environ 5 % des clients en Europe.',
  maintenanceTitle: 'Une base de données plus rapide pour les rapports',
  reason:
    'Nous déplaçons la base de données vers des machines plus rapides, afin que les rapports s’ouvrent deux fois plus vite.',
  whatToDo: 'Enregistrez votre travail avant le début.',
};
