/** Ce qu’un segment lit en plus du texte, quand il a vraiment besoin d’autre chose. French. */
import type { SegmentNotes } from '../shape.ts';

const RETRY =
  'Pour votre code : répétez les requêtes échouées avec des pauses croissantes et la même clé d’idempotence, et conservez leurs identifiants.';
const QUOTE = 'Vous pouvez transmettre ce message à vos propres clients.';
const CONTACT =
  'Pour toute question sur votre contrat ou sur votre propre incident, {% if supportUrl %}écrivez-nous ici : {{ supportUrl }}{% else %}écrivez à votre interlocuteur chez nous{% endif %}.';
const CREDIT =
  'Si votre contrat prévoit un avoir pour cette période, nous le calculons et nous vous écrivons. Vous n’avez aucune demande à faire.';
const COLLIDES = 'Si cette intervention tombe mal pour vous, écrivez-nous avant son début.';
const PAUSE =
  'Pour votre code : des requêtes peuvent être refusées pendant cette intervention. Mettez les traitements en attente et répétez-les ensuite.';
const AGAIN = 'Si cela ne fonctionne toujours pas chez vous, fermez l’application ou la page et rouvrez-la.';

export const FR_NOTES: SegmentNotes = {
  consumer: {
    'update/investigating':
      'Vous n’avez pas besoin de nous appeler ni de nous écrire : chaque changement est annoncé ici.',
    'update/monitoring': AGAIN,
    'update/resolved': AGAIN,
  },
  business: {
    'update/investigating': QUOTE,
    'update/identified': QUOTE,
    'update/resolved': CREDIT,
    relapse: QUOTE,
    apology: CREDIT,
    'maintenance/scheduled': COLLIDES,
  },
  enterprise: {
    'update/investigating': `${QUOTE} ${CONTACT}`,
    'update/identified': QUOTE,
    'update/resolved': `${CREDIT} ${CONTACT}`,
    relapse: `${QUOTE} ${CONTACT}`,
    apology: `${CREDIT} ${CONTACT}`,
    postmortem_ready: CONTACT,
    'maintenance/scheduled': COLLIDES,
    'maintenance/reminded': CONTACT,
    'maintenance/extended': CONTACT,
  },
  developer: {
    'update/investigating': RETRY,
    'update/identified': RETRY,
    'update/monitoring':
      'Pour votre code : relancez les requêtes en attente, d’abord en petit nombre. Si elles échouent encore, envoyez-nous leurs identifiants et leurs heures.',
    'update/resolved':
      'Pour votre code : vous pouvez renvoyer les requêtes échouées. Utilisez les mêmes clés d’idempotence pour que rien ne soit exécuté deux fois.',
    relapse: RETRY,
    'maintenance/scheduled': PAUSE,
    'maintenance/reminded': PAUSE,
    'maintenance/extended':
      'Pour votre code : gardez les traitements en attente{% if endsAt %} jusqu’à la nouvelle fin, soit {{ endsAt }}{% endif %}.',
    'maintenance/completed': 'Pour votre code : les traitements en attente peuvent reprendre.',
  },
};
