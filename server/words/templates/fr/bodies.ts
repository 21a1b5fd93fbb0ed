/**
 * Textes français en quatre tons, avec le vouvoiement. A time stands after `depuis`, `avant`, `entre … et` or a colon,
 * never after `à` or `de`, because a time on another day begins with its date; components stand after verbs and
 * `vers`, never after `de`, so that nothing has to be elided. Spaces before double marks become narrow and unbreakable
 * when the message is rendered.
 */
import type { Tone } from '@candor/protocol/words.ts';
import type { Bodies } from '../shape.ts';

const NEXT =
  '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}{% if nextUpdateBy %}\n\n**Prochain point de situation avant {{ nextUpdateBy }}.**{% endif %}';
const FORMAL_NEXT =
  '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}{% if nextUpdateBy %}\n\n**Nous publierons notre prochain point de situation avant {{ nextUpdateBy }}.**{% endif %}';
const WARM_NEXT =
  '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}{% if nextUpdateBy %}\n\n**Vous aurez de nos nouvelles avant {{ nextUpdateBy }}, même si rien n’a changé d’ici là.**{% endif %}';
const NOTE = '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}';
const CAUSE = '{% if cause %}{{ cause }} {% endif %}';
const CHECKS = '{% if checks %}{{ checks }} {% endif %}';
const DETAIL = '{% if detail %} {{ detail }}{% endif %}';
const LESSONS = '{% if lessons %} {{ lessons }}{% endif %}';
const BEGAN = '{% if startedAt %}L’incident est en cours depuis {{ startedAt }}. {% endif %}';
const UNCHANGED = '{% if unchangedSince %} depuis {{ unchangedSince }}{% endif %}';
const BACK =
  'Vous pouvez de nouveau utiliser {{ components }}{% if resolvedAt %} depuis {{ resolvedAt }}{% endif %}.';
const LASTED =
  '{% if startedAt %} L’incident {% if duration %}a duré {{ duration }} (début : {{ startedAt }}){% else %}était en cours depuis {{ startedAt }}{% endif %}.{% endif %}';
const REVIEW = '{% if reviewBy %} avant {{ reviewBy }}{% endif %}';
const SPAN =
  '{% if startedAt and resolvedAt %}Entre {{ startedAt }} et {{ resolvedAt }}, vous{% else %}Vous{% endif %} n’avez pas pu utiliser {{ components }} normalement';
const FOR_LONG =
  'Vous n’avez pas pu utiliser {{ components }} normalement{% if duration %} pendant {{ duration }}{% endif %}';
const AMOUNT =
  '{% if creditAmount %}un avoir de **{{ creditAmount }}**{% else %}un avoir{% endif %}{% if creditPeriod %} pour {{ creditPeriod }}{% endif %}';
const READ = '{% if postmortemUrl %} : [lisez-le ici]({{ postmortemUrl }}){% endif %}';
const ANSWER =
  'Cinq questions, environ une minute{% if surveyUrl %} : [répondez ici]({{ surveyUrl }}){% endif %}.';
const ENDS = '{% if endsAt %} Fin prévue : {{ endsAt }}.{% endif %}';
const WINDOW =
  '{% if startsAt and endsAt %}entre {{ startsAt }} et {{ endsAt }}{% elsif startsAt %}dès {{ startsAt }}{% else %}à une date que nous annoncerons ici{% endif %}';
const ENDED = '{% if resolvedAt %} Fin des travaux : {{ resolvedAt }}.{% endif %}';
const PLANNED = '{% if startsAt %} Date annoncée : {{ startsAt }}.{% endif %}';

const JOIN =
  '{% if questionsAt %}Nous y répondrons en direct {{ questionsAt }}{% if questionsUrl %} ([rejoignez-nous ici]({{ questionsUrl }})){% endif %}.{% elsif questionsUrl %}Vous pouvez nous les poser ici : [posez votre question]({{ questionsUrl }}).{% else %}Écrivez-nous.{% endif %}';
const FORMER = '{% if formerEndsAt %} Fin annoncée auparavant : {{ formerEndsAt }}.{% endif %}';
const NEW_END = '{% if endsAt %} Nouvelle fin : {{ endsAt }}.{% endif %}';
const WORK =
  '{% if startsAt and endsAt %}Intervention prévue entre {{ startsAt }} et {{ endsAt }}. {% endif %}';
const TIMES =
  '{% unless startsAt %}{% if startedAt %}Début : {{ startedAt }}. {% endif %}{% if resolvedAt %}Fin : {{ resolvedAt }}. {% endif %}{% if duration %}Durée : {{ duration }}. {% endif %}{% endunless %}';
const KNOWN = `{% if resolvedAt %}C’est terminé : vous pouvez de nouveau utiliser {{ components }}. {% else %}{{ whatUsersSee }} {% endif %}${WORK}${TIMES}{% unless startsAt %}{{ whoIsAffected }} ${CAUSE}${CHECKS}{% endunless %}`;
const MORE =
  '**Quand vous en saurez plus.** {% if nextUpdateBy %}Prochain point de situation avant {{ nextUpdateBy }}.{% else %}Dès que quelque chose change, sur la page d’état.{% endif %}{% if incidentUrl %} {{ incidentUrl }}{% endif %}';
const NO_PROMISE =
  '**Ce qu’il ne faut pas promettre.** {% if startsAt %}{% if endsAt %}Aucune autre fin que celle-ci : {{ endsAt }}.{% else %}Aucune heure de fin.{% endif %}{% elsif resolvedAt %}Aucun avoir avant qu’il soit accordé{% unless cause %}, ni aucune cause : nous ne la connaissons pas encore{% endunless %}.{% else %}Aucune heure de fin, et aucun avoir avant qu’il soit accordé{% unless cause %} ; aucune cause non plus : nous ne la connaissons pas encore{% endunless %}.{% endif %}';
const SO_FAR =
  '{% unless startsAt %}{% unless resolvedAt %}{{ action }} {{ workaround }}{% endunless %}{% endunless %}';

const plain: Bodies = {
  'update/investigating': `{{ whatUsersSee }} ${BEGAN}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} Nous sommes désolés que vous ne puissiez pas utiliser {{ components }} normalement.${NEXT}`,
  'update/identified': `Nous avons trouvé la cause. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${NEXT}`,
  'update/monitoring': `La réparation est en place et vous devriez de nouveau pouvoir utiliser {{ components }}. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} Si vous constatez encore des erreurs, écrivez-nous.${NEXT}`,
  'update/resolved': `${BACK}${LASTED} ${CAUSE}{{ dataStatement }}\n\nNous sommes désolés que vous n’ayez pas pu utiliser {{ components }} normalement. Nous publierons notre bilan ici${REVIEW}. Merci à toutes les personnes qui ont attendu et qui nous ont écrit.${NOTE}`,
  no_change: `Aucun changement${UNCHANGED}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} Nous sommes désolés que vous ne puissiez toujours pas utiliser {{ components }} normalement.${NEXT}`,
  relapse: `L’incident a repris. {{ whatUsersSee }} {{ whoIsAffected }} Nous avons annoncé la réparation trop tôt, et nous sommes désolés que vous ne puissiez pas utiliser {{ components }} normalement.\n\n{{ action }} {{ workaround }}${NEXT}`,
  correction: `**Correction :** {% if wrote %}nous avions écrit : « {{ wrote }} » C’était faux. {% endif %}{{ correct }} Nous sommes désolés d’avoir publié une information fausse.${NEXT}`,
  apology: `${SPAN}. Cette panne relève de notre responsabilité, et nous sommes désolés d’avoir interrompu votre travail.\n\n{% if cause %}Ce qui s’est passé : {{ cause }} {% endif %}{% if lessons %}Ce que nous changeons : {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nLe récit complet : [notre bilan]({{ postmortemUrl }}).{% elsif reviewBy %}\n\nNous publierons notre bilan avant {{ reviewBy }}.{% endif %}${NOTE}`,
  postmortem_ready: `Notre bilan de l’incident « {{ title }} » est prêt${READ}. Il dit ce qui s’est passé, ce que cela a représenté pour vous et ce que nous changeons.${LESSONS}\n\nNous sommes désolés du temps que vous avez perdu. Si quelque chose y est faux ou y manque, écrivez-nous.${NOTE}`,
  credit: `${FOR_LONG}, et nous en sommes désolés. Vous recevez pour cela ${AMOUNT}.\n\nVous n’avez aucune démarche à faire. Si le montant vous paraît faux, écrivez-nous.${NOTE}`,
  survey: `Vous avez subi une de nos pannes : {{ title }}{% if duration %} (durée : {{ duration }}){% endif %}. Comment l’avons-nous gérée ? ${ANSWER}\n\nNous lisons chaque réponse et nous publions les résultats.${NOTE}`,
  questions: `Vous avez peut-être des questions sur l’incident « {{ title }} ». ${JOIN}\n\nNous répondons publiquement à ce que d’autres veulent peut-être savoir aussi. Ce que nous ne savons pas encore, nous le disons.${NOTE}`,
  'maintenance/scheduled': `Nous intervenons sur {{ components }} ${WINDOW}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `Rappel : nous intervenons sur {{ components }} ${WINDOW}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `L’intervention prévue sur {{ components }} a commencé.${ENDS} {{ whatUsersSee }} {{ whatToDo }}${NOTE}`,
  'maintenance/extended': `L’intervention prévue sur {{ components }} dure plus longtemps que nous ne l’avions dit.${FORMER}${NEW_END} {{ whatUsersSee }} {{ whatToDo }}\n\nNous sommes désolés que vous deviez attendre {{ components }} plus longtemps.${NEXT}`,
  'maintenance/verifying': `L’intervention prévue sur {{ components }} est faite. Nous vérifions que vous pouvez de nouveau tout utiliser comme avant. Si quelque chose ne fonctionne toujours pas, écrivez-nous.${NOTE}`,
  'maintenance/completed': `L’intervention prévue sur {{ components }} est terminée.${ENDED} Vous pouvez de nouveau utiliser {{ components }} normalement. Merci d’en avoir tenu compte.${NOTE}`,
  'maintenance/cancelled': `L’intervention prévue sur {{ components }} n’aura pas lieu.${PLANNED} Vous n’avez rien à faire. Si une nouvelle date est fixée, nous l’annoncerons ici.${NOTE}`,
  support_script: `**Ce que l’on sait.** ${KNOWN}\n\n**Ce que vous pouvez dire.** {% if startsAt %}« Nous effectuons une intervention prévue sur {{ components }}. {{ reason }} {{ whatToDo }} »{% elsif resolvedAt %}« ${BACK} Nous sommes désolés que cela n’ait pas été possible normalement. {{ dataStatement }} »{% else %}« Nous sommes désolés que vous ne puissiez pas utiliser {{ components }} normalement. {{ action }} {{ workaround }} »{% endif %}\n\n${NO_PROMISE} Si vous ne connaissez pas une réponse, dites-le et transmettez la question.\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}** : {{ phase }}. ${KNOWN}${SO_FAR}\n\n${MORE}\n\nRépondez aux clients avec le guide du support, et laissez les messages publics aux personnes qui rédigent la page d’état.${NOTE}`,
};

const formal: Bodies = {
  'update/investigating': `{{ whatUsersSee }} ${BEGAN}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} Nous vous présentons nos excuses : vous ne pouvez pas utiliser {{ components }} normalement.${FORMAL_NEXT}`,
  'update/identified': `Nous avons identifié la cause. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${FORMAL_NEXT}`,
  'update/monitoring': `Nous avons mis la réparation en place, et vous devriez de nouveau pouvoir utiliser {{ components }}. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} Nous vous prions de nous signaler les erreurs que vous constateriez encore.${FORMAL_NEXT}`,
  'update/resolved': `${BACK}${LASTED} ${CAUSE}{{ dataStatement }}\n\nNous vous présentons nos excuses : vous n’avez pas pu utiliser {{ components }} normalement. Nous publierons notre bilan sur cette page${REVIEW}. Nous remercions toutes les personnes qui nous ont signalé l’incident.${NOTE}`,
  no_change: `La situation n’a pas changé${UNCHANGED}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} Nous vous présentons nos excuses : vous ne pouvez toujours pas utiliser {{ components }} normalement.${FORMAL_NEXT}`,
  relapse: `L’incident s’est reproduit. {{ whatUsersSee }} {{ whoIsAffected }} Nous avons déclaré la réparation terminée trop tôt. Nous vous présentons nos excuses : vous ne pouvez pas utiliser {{ components }} normalement.\n\n{{ action }} {{ workaround }}${FORMAL_NEXT}`,
  correction: `**Correction :** {% if wrote %}nous avions indiqué : « {{ wrote }} » Cette information était inexacte. {% endif %}{{ correct }} Nous vous présentons nos excuses d’avoir publié une information fausse.${FORMAL_NEXT}`,
  apology: `${SPAN}. La responsabilité nous en revient. Nous vous présentons nos excuses d’avoir interrompu votre travail.\n\n{% if cause %}Ce qui s’est passé : {{ cause }} {% endif %}{% if lessons %}Ce que nous changeons : {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nNotre bilan complet : [lisez-le ici]({{ postmortemUrl }}).{% elsif reviewBy %}\n\nNous publierons notre bilan avant {{ reviewBy }}.{% endif %}${NOTE}`,
  postmortem_ready: `Nous avons publié notre bilan de l’incident « {{ title }} »${READ}. Il expose les faits, leurs conséquences pour vous et les mesures que nous prenons.${LESSONS}\n\nNous vous présentons nos excuses pour le temps perdu. Nous vous prions de nous écrire si vous y relevez une erreur.${NOTE}`,
  credit: `${FOR_LONG}. Nous vous en présentons nos excuses. Conformément à votre contrat, vous recevez ${AMOUNT}.\n\nAucune demande n’est nécessaire. Si le montant vous semble inexact, nous vous prions de nous écrire.${NOTE}`,
  survey: `Vous avez subi l’incident « {{ title }} »{% if duration %}, qui a duré {{ duration }}{% endif %}. Nous souhaitons savoir comment vous jugez notre gestion de cet incident. ${ANSWER}\n\nNous lisons chaque réponse et nous publions les résultats.${NOTE}`,
  questions: `Vous pouvez avoir des questions au sujet de l’incident « {{ title }} ». ${JOIN}\n\nNous répondrons publiquement à celles qui concernent aussi d’autres clients, et nous préciserons ce que nous ne savons pas encore.${NOTE}`,
  'maintenance/scheduled': `Nous effectuerons une intervention programmée sur {{ components }} ${WINDOW}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `Nous vous rappelons notre intervention programmée sur {{ components }}. Elle aura lieu ${WINDOW}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `Nous avons commencé l’intervention programmée sur {{ components }}.${ENDS} {{ whatUsersSee }} {{ whatToDo }}${NOTE}`,
  'maintenance/extended': `L’intervention programmée sur {{ components }} demande plus de temps qu’annoncé.${FORMER}${NEW_END} {{ whatUsersSee }} {{ whatToDo }}\n\nNous vous présentons nos excuses : vous devez attendre {{ components }} plus longtemps.${FORMAL_NEXT}`,
  'maintenance/verifying': `Nous avons achevé l’intervention programmée sur {{ components }} et nous vérifions que vous pouvez de nouveau tout utiliser comme avant. Nous vous prions de nous signaler ce qui ne fonctionnerait pas.${NOTE}`,
  'maintenance/completed': `Nous avons achevé l’intervention programmée sur {{ components }}.${ENDED} Vous pouvez de nouveau utiliser {{ components }} normalement. Nous vous remercions d’en avoir tenu compte.${NOTE}`,
  'maintenance/cancelled': `L’intervention annoncée sur {{ components }} n’aura pas lieu.${PLANNED} Vous n’avez rien à faire. Nous annoncerons toute nouvelle date sur cette page.${NOTE}`,
  support_script: `**Ce que l’on sait.** ${KNOWN}\n\n**Ce que vous pouvez dire.** {% if startsAt %}« Nous effectuons une intervention programmée sur {{ components }}. {{ reason }} {{ whatToDo }} »{% elsif resolvedAt %}« ${BACK} Nous vous présentons nos excuses : cela n’a pas été possible normalement. {{ dataStatement }} »{% else %}« Nous vous présentons nos excuses : vous ne pouvez pas utiliser {{ components }} normalement. {{ action }} {{ workaround }} »{% endif %}\n\n${NO_PROMISE} Lorsque vous ne connaissez pas une réponse, merci de le dire et de transmettre la question.\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}** : {{ phase }}. ${KNOWN}${SO_FAR}\n\n${MORE}\n\nMerci d’utiliser le guide du support pour répondre aux clients. Seule la page d’état porte nos messages publics.${NOTE}`,
};

const warm: Bodies = {
  'update/investigating': `{{ whatUsersSee }} ${BEGAN}{{ whoIsAffected }}\n\nVous êtes ici parce que vous aviez quelque chose à faire, et nous sommes désolés que vous ne puissiez pas utiliser {{ components }} normalement. {{ action }} {{ workaround }}${WARM_NEXT}`,
  'update/identified': `Nous savons maintenant ce qui ne va pas. ${CAUSE}{{ whatUsersSee }} {{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${WARM_NEXT}`,
  'update/monitoring': `Vous pouvez réessayer : la réparation est en place, et vous devriez de nouveau pouvoir utiliser {{ components }}. {{ whoIsAffected }}\n\n${CHECKS}{{ action }} Si vous constatez encore des erreurs, dites-le-nous.${WARM_NEXT}`,
  'update/resolved': `${BACK}${LASTED} ${CAUSE}{{ dataStatement }}\n\nNous sommes désolés du temps que vous avez perdu sans pouvoir utiliser {{ components }}. Nous raconterons ici ce qui s’est passé et ce que nous changeons${REVIEW}. Merci à toutes les personnes qui nous ont écrit : vos messages nous ont aidés.${NOTE}`,
  no_change: `Nous aurions aimé vous apporter de meilleures nouvelles : aucun changement${UNCHANGED}. {{ whatUsersSee }} {{ whoIsAffected }}{% if checks %} {{ checks }}{% endif %}${DETAIL}\n\n{{ action }} {{ workaround }} Nous sommes désolés que vous deviez encore attendre.${WARM_NEXT}`,
  relapse: `L’incident a repris, et nous savons ce que cela veut dire après notre dernier message. {{ whatUsersSee }} {{ whoIsAffected }} Nous avons annoncé la réparation trop tôt, et nous sommes désolés que vous ne puissiez pas utiliser {{ components }} normalement.\n\n{{ action }} {{ workaround }}${WARM_NEXT}`,
  correction: `**Correction :** {% if wrote %}nous vous avions écrit : « {{ wrote }} » C’était faux. {% endif %}{{ correct }} Vous vous fiez à ce que nous écrivons, et nous sommes désolés d’avoir publié une information fausse.${WARM_NEXT}`,
  apology: `${SPAN}. Ce temps, vous comptiez l’employer autrement. Nous n’avons pas été à la hauteur, et nous sommes désolés d’avoir interrompu votre travail.\n\n{% if cause %}Ce qui s’est passé : {{ cause }} {% endif %}{% if lessons %}Ce que nous changeons : {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nLe récit complet : [notre bilan]({{ postmortemUrl }}).{% elsif reviewBy %}\n\nNous publierons notre bilan avant {{ reviewBy }}.{% endif %}${NOTE}`,
  postmortem_ready: `Vous voulez peut-être savoir ce qu’il y avait derrière l’incident « {{ title }} ». Notre bilan est prêt${READ}. Il dit ce qui s’est passé, ce que cela a représenté pour vous et ce que nous changeons.${LESSONS}\n\nNous sommes désolés du temps que vous avez perdu. Si quelque chose ne correspond pas à ce que vous avez vécu, écrivez-nous.${NOTE}`,
  credit: `${FOR_LONG}, et nous en sommes désolés. L’argent ne rend pas le temps perdu, mais ce n’est pas à vous de payer pour cela : vous recevez ${AMOUNT}.\n\nVous n’avez aucune démarche à faire. Si le montant vous paraît faux, écrivez-nous.${NOTE}`,
  survey: `L’incident « {{ title }} » vous a coûté du temps{% if duration %} : il a duré {{ duration }}{% endif %}. Avons-nous bien pris soin de vous pendant ce temps ? ${ANSWER}\n\nCe sont des personnes qui lisent vos réponses, et nous publions les résultats.${NOTE}`,
  questions: `L’incident « {{ title }} » vous a peut-être laissé des questions, et nous aimerions y répondre. ${JOIN}\n\nNous répondons publiquement, pour que chacun puisse lire nos réponses. Si nous ne savons pas encore quelque chose, nous vous le dirons aussi.${NOTE}`,
  'maintenance/scheduled': `Pour que vous puissiez vous organiser : nous intervenons sur {{ components }} ${WINDOW}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `Un rappel, pour que rien ne vous surprenne en plein travail : nous intervenons sur {{ components }} ${WINDOW}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `Nous avons commencé l’intervention que nous vous avions annoncée sur {{ components }}.${ENDS} {{ whatUsersSee }} {{ whatToDo }}${NOTE}`,
  'maintenance/extended': `Nous vous avions donné une heure, et il nous faut plus de temps pour {{ components }}.${FORMER}${NEW_END} {{ whatUsersSee }} {{ whatToDo }}\n\nVous vous étiez organisé selon notre première annonce, et nous sommes désolés que vous deviez attendre plus longtemps.${WARM_NEXT}`,
  'maintenance/verifying': `L’intervention sur {{ components }} est faite. Nous nous assurons que vous pouvez de nouveau tout utiliser comme avant. Si quelque chose ne fonctionne toujours pas chez vous, dites-le-nous.${NOTE}`,
  'maintenance/completed': `L’intervention sur {{ components }} est terminée.${ENDED} Vous pouvez de nouveau utiliser {{ components }} normalement. Merci d’avoir pris vos dispositions.${NOTE}`,
  'maintenance/cancelled': `Nous avions prévu d’intervenir sur {{ components }}. Cela n’aura pas lieu, et vous n’avez rien à faire.${PLANNED} Si nous fixons une nouvelle date, vous la trouverez ici.${NOTE}`,
  support_script: `**Ce que l’on sait.** ${KNOWN}\n\n**Ce que vous pouvez dire.** Écoutez d’abord ce que la personne voulait faire, et redites-le avec ses mots. Puis : {% if startsAt %}« Nous effectuons une intervention prévue sur {{ components }}, et je comprends qu’elle vous gêne. {{ reason }} {{ whatToDo }} »{% elsif resolvedAt %}« ${BACK} Nous sommes désolés du temps que vous avez perdu sans pouvoir l’utiliser. {{ dataStatement }} »{% else %}« Nous sommes désolés que vous ne puissiez pas utiliser {{ components }} au moment où vous en avez besoin. {{ action }} {{ workaround }} »{% endif %}\n\n${NO_PROMISE} « Je ne le sais pas encore, je me renseigne » est une bonne réponse.\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}** : {{ phase }}. {% unless resolvedAt %}Voici ce que rencontrent nos clients : {% endunless %}${KNOWN}${SO_FAR}\n\n${MORE}\n\nMerci de laisser travailler au calme les personnes qui réparent. Pour les clients, nous avons le guide du support ; pour tout le monde, les mêmes mots sont sur la page d’état.${NOTE}`,
};

const technical: Bodies = {
  'update/investigating': `{{ whatUsersSee }} {% if startedAt %}Début : {{ startedAt }}. {% endif %}${CHECKS}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }} Nous sommes désolés que vous ne puissiez pas utiliser {{ components }} normalement.${NEXT}`,
  'update/identified': `Cause identifiée. ${CAUSE}{{ whatUsersSee }} ${CHECKS}{{ whoIsAffected }}\n\n{{ action }} {{ workaround }}${NEXT}`,
  'update/monitoring': `Le correctif est déployé ; les requêtes vers {{ components }} devraient de nouveau aboutir. ${CHECKS}{{ whoIsAffected }}\n\n{{ action }} Si vous constatez encore des erreurs, envoyez-nous un identifiant de requête et l’heure.${NEXT}`,
  'update/resolved': `${BACK}{% if startedAt %} Début : {{ startedAt }}.{% endif %}{% if duration %} Durée : {{ duration }}.{% endif %} ${CAUSE}${CHECKS}{{ dataStatement }}\n\nNous sommes désolés que des requêtes aient échoué et que des traitements aient été interrompus. Nous publierons notre bilan ici${REVIEW}. Merci à toutes les personnes qui nous ont transmis des détails.${NOTE}`,
  no_change: `Aucun changement${UNCHANGED}. {{ whatUsersSee }} ${CHECKS}{{ whoIsAffected }}${DETAIL}\n\n{{ action }} {{ workaround }} Nous sommes désolés que vous ne puissiez toujours pas utiliser {{ components }} normalement.${NEXT}`,
  relapse: `L’incident a repris. {{ whatUsersSee }} ${CHECKS}{{ whoIsAffected }} Nous l’avons clos trop tôt, et nous sommes désolés que vous ne puissiez pas utiliser {{ components }} normalement.\n\n{{ action }} {{ workaround }}${NEXT}`,
  correction: `**Correction :** {% if wrote %}notre affirmation précédente, « {{ wrote }} », ne correspond pas à nos données. {% endif %}{{ correct }} Nous sommes désolés d’avoir publié une affirmation fausse.${NEXT}`,
  apology: `${SPAN}. Cette panne relève de notre responsabilité, et nous sommes désolés que des requêtes aient échoué et que votre travail ait été interrompu.\n\n{% if cause %}Cause : {{ cause }} {% endif %}{% if lessons %}Changements : {{ lessons }} {% endif %}{% if postmortemUrl %}\n\nDétails : [notre bilan]({{ postmortemUrl }}).{% elsif reviewBy %}\n\nNous publierons notre bilan avant {{ reviewBy }}.{% endif %}${NOTE}`,
  postmortem_ready: `Notre bilan de l’incident « {{ title }} » est prêt${READ}. Il contient la chronologie, les facteurs qui ont contribué à l’incident, les conséquences chiffrées et nos actions avec leurs échéances.${LESSONS}\n\nNous sommes désolés des requêtes perdues et du temps qu’elles vous ont coûté. Si vos propres mesures diffèrent, envoyez-les-nous.${NOTE}`,
  credit: `${FOR_LONG}, et nous en sommes désolés. Selon votre contrat, vous recevez ${AMOUNT}.\n\nVous n’avez aucune démarche à faire. Le relevé montre comment nous l’avons calculé ; si vos mesures diffèrent, envoyez-les-nous.${NOTE}`,
  survey: `Vous avez subi l’incident « {{ title }} »{% if duration %} (durée : {{ duration }}){% endif %}. Nos messages vous ont-ils aidé à gérer l’incident de votre côté ? ${ANSWER}\n\nNous lisons chaque réponse et nous publions les résultats avec leurs intervalles.${NOTE}`,
  questions: `Toutes les questions sur l’incident « {{ title }} », y compris techniques, sont les bienvenues. ${JOIN}\n\nNous répondons publiquement, données à l’appui quand nous en avons ; quand nous n’en avons pas, nous le disons.${NOTE}`,
  'maintenance/scheduled': `{% if startsAt %}Début : {{ startsAt }}. {% endif %}{% if endsAt %}Fin : {{ endsAt }}. {% endif %}Composants : {{ components }}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `Rappel. {% if startsAt %}Début : {{ startsAt }}. {% endif %}{% if endsAt %}Fin : {{ endsAt }}. {% endif %}Composants : {{ components }}. {{ whatUsersSee }}\n\n{{ reason }} {{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `L’intervention prévue sur {{ components }} a commencé.{% if endsAt %} Fin de la fenêtre : {{ endsAt }}.{% endif %} {{ whatUsersSee }} {{ whatToDo }}${NOTE}`,
  'maintenance/extended': `La fenêtre d’intervention sur {{ components }} est prolongée.${FORMER}${NEW_END} {{ whatUsersSee }} {{ whatToDo }}\n\nNous sommes désolés que vous deviez attendre {{ components }} plus longtemps.${NEXT}`,
  'maintenance/verifying': `L’intervention prévue sur {{ components }} est faite et nos contrôles sont en cours : vous devriez de nouveau pouvoir tout utiliser comme avant. Si des requêtes échouent encore, écrivez-nous.${NOTE}`,
  'maintenance/completed': `L’intervention prévue sur {{ components }} est terminée.${ENDED} ${CHECKS}Vous pouvez de nouveau utiliser {{ components }} normalement.${NOTE}`,
  'maintenance/cancelled': `L’intervention prévue sur {{ components }} n’aura pas lieu.${PLANNED} Vous n’avez rien à faire. Nous annoncerons ici toute nouvelle fenêtre de maintenance.${NOTE}`,
  support_script: `**Ce que l’on sait.** ${KNOWN}\n\n**Ce que vous pouvez dire.** {% if startsAt %}« Nous effectuons une intervention prévue sur {{ components }} pendant cette fenêtre. {{ reason }} {{ whatToDo }} »{% elsif resolvedAt %}« ${BACK} Nous sommes désolés que cela n’ait pas été possible normalement. {{ dataStatement }} »{% else %}« Nous sommes désolés que vous ne puissiez pas utiliser {{ components }} normalement. {{ action }} {{ workaround }} »{% endif %}\n\n${NO_PROMISE} {% unless startsAt %}Demandez un identifiant de requête et l’heure d’une requête échouée. {% endunless %}Si vous ne connaissez pas une réponse, dites-le et transmettez la question.\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}** : {{ phase }}. Composants : {{ components }}. ${KNOWN}${SO_FAR}\n\n${MORE}\n\nClients : guide du support. Messages publics : page d’état uniquement.${NOTE}`,
};

export const FR_BODIES: Readonly<Record<Tone, Bodies>> = { plain, formal, warm, technical };
