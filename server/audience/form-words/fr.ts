/** The small forms of subscribing in French. */
import type { FormWords } from '../form-words.ts';

export const fr: FormWords = {
  checkMailTitle: 'Veuillez regarder votre messagerie',
  checkMail:
    'Si cette adresse n’est pas encore inscrite, un message avec un lien est en route. Suivez le lien pour confirmer.',
  confirmTitle: 'Confirmez votre inscription',
  confirmAsk: 'Devons-nous vous écrire quand quelque chose ne va pas, et quand tout va de nouveau bien ?',
  confirmButton: 'Oui, prévenez-moi',
  confirmedTitle: 'Vous serez prévenu',
  confirmed: 'Merci. Nous écrivons seulement au sujet des pannes et des maintenances planifiées.',
  manage: 'Votre inscription',
  whichComponents: 'Seulement sur ceux-ci ; sur tout si rien n’est choisi',
  everyNote: 'Écrire aussi quand rien n’a encore changé',
  save: 'Enregistrer',
  savedTitle: 'Enregistré',
  saved: 'Vos souhaits comptent à partir de maintenant.',
  unsubscribeTitle: 'Mettre fin à votre inscription',
  unsubscribeAsk: 'Nous n’écrirons plus à cette adresse. La page et les flux vous restent ouverts.',
  unsubscribeButton: 'Ne plus m’écrire',
  unsubscribedTitle: 'Votre inscription est terminée',
  unsubscribed: 'Nous n’écrirons plus à cette adresse.',
  state: {
    pending: 'Vous n’avez pas encore confirmé cette inscription.',
    active: 'Vous êtes inscrit.',
    unsubscribed: 'Vous avez mis fin à cette inscription.',
    suppressed: 'Les messages à cette adresse sont revenus, nous avons donc cessé d’écrire.',
  },
};
