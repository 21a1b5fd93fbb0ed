/** French drafts and facts, labelled before any French rule was written; `later` was not looked at while they were made. */
import { BOTH, collect, ONLY_US, OVER, PAY } from './testing.ts';

const set = collect('fr');
const { contradicted, fine } = set;
const later = collect('fr');

contradicted(
  BOTH,
  'L’incident est résolu.',
  'Tous les systèmes sont opérationnels.',
  'La connexion fonctionne de nouveau.',
  'Le problème a été entièrement corrigé.',
  'Vous pouvez de nouveau vous connecter.',
  'Tout est revenu à la normale.',
  'Nous avons résolu le problème de connexion.',
  'Les clients aux États-Unis ne sont pas touchés.',
  'Seuls les clients en Europe sont touchés.',
  'Certains clients ne peuvent pas se connecter.',
  'Un petit nombre d’utilisateurs est concerné.',
  'Environ 5 % des utilisateurs ne peuvent pas se connecter.',
  'La connexion est en panne depuis 14 h 30 UTC.',
  'Nos contrôles ne montrent aucune erreur.',
  'La panne est limitée à l’Europe.',
  'Nous prévoyons que la connexion sera rétablie avant 14:45 UTC.',
  'La connexion n’est pas affectée.',
  'Le service est entièrement rétabli.',
  'La panne est terminée.',
);
fine(
  BOTH,
  'Dès que tout fonctionnera de nouveau, nous l’écrirons ici.',
  'L’incident n’est pas encore résolu.',
  'Nous travaillons à rétablir la connexion.',
  'Les paiements ne sont pas affectés.',
  'Personne ne peut se connecter.',
  'La connexion est en panne depuis 14:02 UTC.',
  'La connexion est en panne depuis 15 h 02 CET.',
  'Nous avions écrit que l’incident était résolu. C’était faux.',
  'Nous prévoyons que la connexion sera rétablie avant 16:00 UTC.',
  'Prochain message avant 15:30 UTC.',
  'Si vous avez été touché, vous n’avez rien à faire.',
  'Tous les clients sont touchés.',
  'La recherche et l’API fonctionnent normalement.',
  'Quand le problème sera résolu, rechargez la page.',
  'Le correctif est en cours de déploiement.',
  'Nous ne savons pas encore combien de clients sont touchés.',
  'Est-ce que tout fonctionne de nouveau ? Pas encore.',
  'La connexion n’est pas entièrement rétablie.',
  'Nous espérons que le service sera bientôt rétabli.',
  'Le problème de base de données est corrigé, mais la connexion échoue encore.',
  'Veuillez ne pas réessayer tant que nous n’avons pas écrit que tout fonctionne.',
  'Correction : à 14:30 UTC nous avons annoncé que l’incident était résolu.',
);
contradicted(ONLY_US, 'Les clients aux États-Unis peuvent se connecter normalement.', 'L’incident est clos.');
fine(
  ONLY_US,
  'Seuls les clients aux États-Unis sont touchés.',
  'Les clients en Europe ne sont pas touchés.',
  'Certains clients ne peuvent pas se connecter.',
);
fine(
  OVER,
  'L’incident est résolu.',
  'Les paiements fonctionnent de nouveau depuis 14:47 UTC.',
  'La panne a duré 45 minutes.',
  'Tous les systèmes sont opérationnels.',
);
contradicted(
  OVER,
  'La panne a duré 15 minutes.',
  'Les paiements n’ont pas été affectés.',
  'La panne a duré deux heures.',
);
contradicted({ ...PAY, reports: ['14:20', '14:50'] }, 'Nous n’avons reçu aucun signalement.');
fine({ ...PAY, reports: [] }, 'Nous n’avons reçu aucun signalement.');

later.contradicted(
  BOTH,
  'La connexion est rétablie.',
  'Tous nos services fonctionnent normalement.',
  'Quelques clients rencontrent des erreurs.',
  'La connexion est disponible.',
  'Le problème est réglé.',
  'Depuis 14:40 UTC, les clients ne peuvent pas se connecter.',
  'Seule l’Europe est concernée.',
  'Tout fonctionne.',
);
later.fine(
  BOTH,
  'Nous ferons tout pour que la connexion fonctionne de nouveau.',
  'Aucun client ne peut se connecter.',
  'La connexion ne fonctionne toujours pas.',
  'Une partie du problème est résolue.',
  'Avant que le service soit rétabli, n’essayez pas de payer deux fois.',
  'Les autres services fonctionnent normalement.',
  'L’incident sera résolu quand nos contrôles le confirmeront.',
  'Nous vérifions si la connexion est rétablie.',
  'Nous présentons nos excuses à tous les clients qui ne peuvent pas se connecter.',
  'La connexion fonctionnait normalement jusqu’à 14:02 UTC.',
);

export const FRENCH = set.pairs;
export const FRENCH_LATER = later.pairs;
