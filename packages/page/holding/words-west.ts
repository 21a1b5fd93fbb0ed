/** The words of holding pages: English, German, Dutch and the Romance languages. */
import type { HoldingWords } from './words-type.ts';

export const WEST: Readonly<Record<string, HoldingWords>> = {
  en: {
    title: {
      outage: (name) => `${name} cannot be reached right now`,
      maintenance: (name) => `${name} is closed for maintenance`,
      recovery: (name) => `${name} is back`,
      apology: () => 'We are sorry',
      changes: () => 'What we changed',
    },
    text: {
      outage: () =>
        'The fault is on our side, not with you or your device. Please try again in a few minutes. If you have just sent something, check whether it arrived before you send it again.',
      maintenance: () =>
        'We are working on it on purpose, and it opens again when the work is done. Please try again later. If you have just sent something, check whether it arrived before you send it again.',
      recovery: () =>
        'It could not be used, and now it can be used again. If something does not work for you, please tell us.',
      apology: (name) =>
        `You could not use ${name} when you needed it. That was our fault, and we are sorry. Our status page keeps the record of what happened.`,
      changes: () => 'After an outage we publish what happened and what we do about it.',
    },
    newest: 'The newest word stands on our status page:',
    madeAt: (time) => `This page was written on ${time} and does not change by itself.`,
    tryAgain: 'Try again',
    live: 'What our status page says now',
    whatHappened: 'What happened',
    whatWeDo: 'What we do about it',
    done: (date) => `done on ${date}`,
    due: (date) => `due on ${date}`,
    nothingYet: 'Nothing is published yet.',
  },
  de: {
    title: {
      outage: (name) => `${name} ist gerade nicht erreichbar`,
      maintenance: (name) => `${name} ist wegen Wartung geschlossen`,
      recovery: (name) => `${name} ist wieder da`,
      apology: () => 'Wir bitten um Entschuldigung',
      changes: () => 'Was wir geändert haben',
    },
    text: {
      outage: () =>
        'Der Fehler liegt bei uns, nicht bei Ihnen oder Ihrem Gerät. Bitte versuchen Sie es in einigen Minuten noch einmal. Wenn Sie gerade etwas abgeschickt haben, prüfen Sie bitte, ob es angekommen ist, bevor Sie es noch einmal abschicken.',
      maintenance: () =>
        'Wir arbeiten geplant daran und öffnen wieder, sobald die Arbeit getan ist. Bitte versuchen Sie es später noch einmal. Wenn Sie gerade etwas abgeschickt haben, prüfen Sie bitte, ob es angekommen ist, bevor Sie es noch einmal abschicken.',
      recovery: () =>
        'Es war nicht nutzbar und ist jetzt wieder nutzbar. Wenn bei Ihnen etwas nicht funktioniert, sagen Sie es uns bitte.',
      apology: (name) =>
        `Sie konnten ${name} nicht nutzen, als Sie es brauchten. Das lag an uns, und es tut uns leid. Auf unserer Statusseite steht, was geschehen ist.`,
      changes: () => 'Nach einem Ausfall veröffentlichen wir, was geschehen ist und was wir dagegen tun.',
    },
    newest: 'Den neuesten Stand finden Sie auf unserer Statusseite:',
    madeAt: (time) => `Diese Seite wurde am ${time} geschrieben und ändert sich nicht von selbst.`,
    tryAgain: 'Noch einmal versuchen',
    live: 'Was unsere Statusseite jetzt sagt',
    whatHappened: 'Was geschehen ist',
    whatWeDo: 'Was wir dagegen tun',
    done: (date) => `erledigt am ${date}`,
    due: (date) => `fällig am ${date}`,
    nothingYet: 'Es ist noch nichts veröffentlicht.',
  },
  fr: {
    title: {
      outage: (name) => `${name} est injoignable en ce moment`,
      maintenance: (name) => `${name} est en maintenance`,
      recovery: (name) => `${name} fonctionne de nouveau`,
      apology: () => 'Nous vous présentons nos excuses',
      changes: () => 'Ce que nous avons changé',
    },
    text: {
      outage: () =>
        'La panne vient de chez nous, pas de vous ni de votre appareil. Veuillez réessayer dans quelques minutes. Si vous venez d’envoyer quelque chose, vérifiez que c’est arrivé avant de l’envoyer de nouveau.',
      maintenance: () =>
        'Nous y travaillons de façon planifiée ; le service rouvrira une fois le travail terminé. Veuillez réessayer plus tard. Si vous venez d’envoyer quelque chose, vérifiez que c’est arrivé avant de l’envoyer de nouveau.',
      recovery: () =>
        'Le service était inutilisable et il est de nouveau utilisable. Si quelque chose ne fonctionne pas chez vous, dites-le-nous.',
      apology: (name) =>
        `Vous n’avez pas pu utiliser ${name} quand vous en aviez besoin. C’était notre faute, et nous en sommes désolés. Notre page d’état garde la trace de ce qui s’est passé.`,
      changes: () =>
        'Après une panne, nous publions ce qui s’est passé et ce que nous faisons pour y remédier.',
    },
    newest: 'Les dernières nouvelles sont sur notre page d’état :',
    madeAt: (time) => `Cette page a été écrite le ${time} et ne change pas d’elle-même.`,
    tryAgain: 'Réessayer',
    live: 'Ce que dit notre page d’état maintenant',
    whatHappened: 'Ce qui s’est passé',
    whatWeDo: 'Ce que nous faisons',
    done: (date) => `fait le ${date}`,
    due: (date) => `prévu pour le ${date}`,
    nothingYet: 'Rien n’est encore publié.',
  },
  es: {
    title: {
      outage: (name) => `No se puede acceder a ${name} en este momento`,
      maintenance: (name) => `${name} está cerrado por mantenimiento`,
      recovery: (name) => `${name} vuelve a funcionar`,
      apology: () => 'Le pedimos disculpas',
      changes: () => 'Qué hemos cambiado',
    },
    text: {
      outage: () =>
        'El fallo es nuestro, no de usted ni de su dispositivo. Vuelva a intentarlo dentro de unos minutos. Si acaba de enviar algo, compruebe si ha llegado antes de enviarlo otra vez.',
      maintenance: () =>
        'Estamos trabajando en ello de forma planificada y se abrirá de nuevo cuando terminemos. Vuelva a intentarlo más tarde. Si acaba de enviar algo, compruebe si ha llegado antes de enviarlo otra vez.',
      recovery: () =>
        'No se podía usar y ahora se puede usar otra vez. Si algo no le funciona, díganoslo, por favor.',
      apology: (name) =>
        `No pudo usar ${name} cuando lo necesitaba. Fue culpa nuestra y lo sentimos. Nuestra página de estado guarda el registro de lo ocurrido.`,
      changes: () => 'Después de una interrupción publicamos qué ocurrió y qué hacemos al respecto.',
    },
    newest: 'Lo más reciente está en nuestra página de estado:',
    madeAt: (time) => `Esta página se escribió el ${time} y no cambia por sí sola.`,
    tryAgain: 'Volver a intentarlo',
    live: 'Lo que dice ahora nuestra página de estado',
    whatHappened: 'Qué ocurrió',
    whatWeDo: 'Qué hacemos al respecto',
    done: (date) => `hecho el ${date}`,
    due: (date) => `previsto para el ${date}`,
    nothingYet: 'Todavía no se ha publicado nada.',
  },
  pt: {
    title: {
      outage: (name) => `Não é possível aceder a ${name} neste momento`,
      maintenance: (name) => `${name} está encerrado para manutenção`,
      recovery: (name) => `${name} voltou a funcionar`,
      apology: () => 'Pedimos desculpa',
      changes: () => 'O que mudámos',
    },
    text: {
      outage: () =>
        'A falha é nossa, não sua nem do seu dispositivo. Tente novamente dentro de alguns minutos. Se acabou de enviar algo, verifique se chegou antes de enviar outra vez.',
      maintenance: () =>
        'Estamos a trabalhar nisto de forma planeada, e abre de novo quando o trabalho terminar. Tente novamente mais tarde. Se acabou de enviar algo, verifique se chegou antes de enviar outra vez.',
      recovery: () =>
        'Não podia ser usado e agora pode ser usado outra vez. Se algo não funcionar para si, diga-nos, por favor.',
      apology: (name) =>
        `Não conseguiu usar ${name} quando precisava. A culpa foi nossa e lamentamos. A nossa página de estado guarda o registo do que aconteceu.`,
      changes: () => 'Depois de uma falha publicamos o que aconteceu e o que fazemos a esse respeito.',
    },
    newest: 'A informação mais recente está na nossa página de estado:',
    madeAt: (time) => `Esta página foi escrita em ${time} e não muda por si só.`,
    tryAgain: 'Tentar novamente',
    live: 'O que diz agora a nossa página de estado',
    whatHappened: 'O que aconteceu',
    whatWeDo: 'O que fazemos a esse respeito',
    done: (date) => `feito em ${date}`,
    due: (date) => `previsto para ${date}`,
    nothingYet: 'Ainda não foi publicado nada.',
  },
  it: {
    title: {
      outage: (name) => `${name} non è raggiungibile in questo momento`,
      maintenance: (name) => `${name} è chiuso per manutenzione`,
      recovery: (name) => `${name} funziona di nuovo`,
      apology: () => 'Ci scusiamo',
      changes: () => 'Che cosa abbiamo cambiato',
    },
    text: {
      outage: () =>
        'Il guasto è nostro, non suo né del suo dispositivo. Riprovi tra qualche minuto. Se ha appena inviato qualcosa, controlli che sia arrivato prima di inviarlo di nuovo.',
      maintenance: () =>
        'Ci stiamo lavorando in modo pianificato; riaprirà quando il lavoro sarà finito. Riprovi più tardi. Se ha appena inviato qualcosa, controlli che sia arrivato prima di inviarlo di nuovo.',
      recovery: () =>
        'Non si poteva usare e ora si può usare di nuovo. Se qualcosa non le funziona, ce lo dica, per favore.',
      apology: (name) =>
        `Non ha potuto usare ${name} quando ne aveva bisogno. È stata colpa nostra e ci dispiace. La nostra pagina di stato conserva la cronaca di ciò che è accaduto.`,
      changes: () => 'Dopo un guasto pubblichiamo che cosa è accaduto e che cosa facciamo al riguardo.',
    },
    newest: 'Le ultime notizie sono sulla nostra pagina di stato:',
    madeAt: (time) => `Questa pagina è stata scritta il ${time} e non cambia da sola.`,
    tryAgain: 'Riprova',
    live: 'Che cosa dice ora la nostra pagina di stato',
    whatHappened: 'Che cosa è accaduto',
    whatWeDo: 'Che cosa facciamo al riguardo',
    done: (date) => `fatto il ${date}`,
    due: (date) => `previsto per il ${date}`,
    nothingYet: 'Non è ancora stato pubblicato nulla.',
  },
  nl: {
    title: {
      outage: (name) => `${name} is nu niet bereikbaar`,
      maintenance: (name) => `${name} is gesloten voor onderhoud`,
      recovery: (name) => `${name} werkt weer`,
      apology: () => 'Onze excuses',
      changes: () => 'Wat we hebben veranderd',
    },
    text: {
      outage: () =>
        'De fout ligt bij ons, niet bij u of uw apparaat. Probeer het over enkele minuten opnieuw. Als u net iets hebt verstuurd, kijk dan of het is aangekomen voordat u het opnieuw verstuurt.',
      maintenance: () =>
        'We werken er gepland aan en openen weer zodra het werk klaar is. Probeer het later opnieuw. Als u net iets hebt verstuurd, kijk dan of het is aangekomen voordat u het opnieuw verstuurt.',
      recovery: () =>
        'Het was niet te gebruiken en is nu weer te gebruiken. Werkt er iets bij u niet, laat het ons dan weten.',
      apology: (name) =>
        `U kon ${name} niet gebruiken toen u het nodig had. Dat was onze fout, en het spijt ons. Op onze statuspagina staat wat er is gebeurd.`,
      changes: () => 'Na een storing publiceren we wat er is gebeurd en wat we eraan doen.',
    },
    newest: 'Het laatste nieuws staat op onze statuspagina:',
    madeAt: (time) => `Deze pagina is geschreven op ${time} en verandert niet vanzelf.`,
    tryAgain: 'Opnieuw proberen',
    live: 'Wat onze statuspagina nu zegt',
    whatHappened: 'Wat er is gebeurd',
    whatWeDo: 'Wat we eraan doen',
    done: (date) => `gedaan op ${date}`,
    due: (date) => `gepland voor ${date}`,
    nothingYet: 'Er is nog niets gepubliceerd.',
  },
};
