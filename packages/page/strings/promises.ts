/** What the page says of its promises: what counts as what, and how one of them ended. In every language of the page. */
export type PromiseStrings = {
  title: string;
  /** The definitions, whole: nobody should have to guess what is counted. */
  meaning: readonly string[];
  /** Before the time that was promised. */
  promised: string;
  kept: string;
  keptByNote: string;
  missed: string;
  /** By how much the next word came late. */
  late: (duration: string) => string;
  noWordYet: string;
  postponed: (count: number) => string;
  none: string;
  /** Above misses of incidents that the page does not list (any more). */
  others: string;
  /** On the badge. */
  label: string;
  ofAll: (kept: number, all: number) => string;
};

const en: PromiseStrings = {
  title: 'Promises kept and missed',
  meaning: [
    'Every message about an open incident says by when the next one comes. Each such time is one promise.',
    'It is kept by a person when somebody wrote until then, and kept by an automatic note when our system told what is on record. It is missed when nothing came until then; a later message does not change that.',
    'A time can be put off only in public, with a reason and before it has come. Nothing here can be edited or removed.',
  ],
  promised: 'Next word promised by',
  kept: 'kept by a person',
  keptByNote: 'kept by an automatic note',
  missed: 'missed',
  late: (duration) => `${duration} late`,
  noWordYet: 'no word yet',
  postponed: (count) => `Put off with a reason: ${count}.`,
  none: 'Nothing was promised yet.',
  others: 'Missed about incidents that are not listed here any more',
  label: 'promises kept',
  ofAll: (kept, all) => `${kept} of ${all}`,
};

const STRINGS: Record<string, PromiseStrings> = {
  en,
  de: {
    title: 'Eingehaltene und versäumte Zusagen',
    meaning: [
      'Jede Meldung zu einer offenen Störung nennt, bis wann die nächste kommt. Jeder dieser Zeitpunkte ist eine Zusage.',
      'Ein Mensch hat sie eingehalten, wenn bis dahin jemand geschrieben hat; eine automatische Notiz, wenn unser System gemeldet hat, was vorliegt. Sie ist versäumt, wenn bis dahin nichts kam; eine spätere Meldung ändert daran nichts.',
      'Ein Zeitpunkt kann nur öffentlich, mit Begründung und vor seinem Ablauf verschoben werden. Hier kann nichts geändert oder entfernt werden.',
    ],
    promised: 'Nächste Meldung zugesagt bis',
    kept: 'von einem Menschen eingehalten',
    keptByNote: 'durch automatische Notiz eingehalten',
    missed: 'versäumt',
    late: (duration) => `${duration} zu spät`,
    noWordYet: 'noch keine Meldung',
    postponed: (count) => `Mit Begründung verschoben: ${count}.`,
    none: 'Es wurde noch nichts zugesagt.',
    others: 'Versäumt bei Störungen, die hier nicht mehr aufgeführt sind',
    label: 'Zusagen eingehalten',
    ofAll: (kept, all) => `${kept} von ${all}`,
  },
  fr: {
    title: 'Promesses tenues et manquées',
    meaning: [
      'Chaque message sur un incident en cours indique quand viendra le suivant. Chacune de ces heures est une promesse.',
      'Elle est tenue par une personne si quelqu’un a écrit avant cette heure, et par une note automatique si notre système a publié ce qui est constaté. Elle est manquée si rien n’est venu ; un message tardif n’y change rien.',
      'Une heure ne peut être reportée qu’en public, avec un motif et avant son échéance. Rien ici ne peut être modifié ni supprimé.',
    ],
    promised: 'Prochaine nouvelle promise avant',
    kept: 'tenue par une personne',
    keptByNote: 'tenue par une note automatique',
    missed: 'manquée',
    late: (duration) => `${duration} de retard`,
    noWordYet: 'pas encore de nouvelle',
    postponed: (count) => `Reportées avec un motif : ${count}.`,
    none: 'Rien n’a encore été promis.',
    others: 'Manquées lors d’incidents qui ne figurent plus ici',
    label: 'promesses tenues',
    ofAll: (kept, all) => `${kept} sur ${all}`,
  },
  es: {
    title: 'Promesas cumplidas e incumplidas',
    meaning: [
      'Cada mensaje sobre un incidente abierto indica antes de qué hora llegará el siguiente. Cada una de esas horas es una promesa.',
      'La cumple una persona si alguien escribió antes de esa hora, y una nota automática si nuestro sistema comunicó lo que consta. Queda incumplida si no llegó nada; un mensaje posterior no lo cambia.',
      'Una hora solo puede aplazarse en público, con un motivo y antes de que llegue. Aquí no se puede modificar ni eliminar nada.',
    ],
    promised: 'Próxima noticia prometida antes de',
    kept: 'cumplida por una persona',
    keptByNote: 'cumplida por una nota automática',
    missed: 'incumplida',
    late: (duration) => `${duration} de retraso`,
    noWordYet: 'todavía sin noticia',
    postponed: (count) => `Aplazadas con motivo: ${count}.`,
    none: 'Todavía no se ha prometido nada.',
    others: 'Incumplidas en incidencias que ya no figuran aquí',
    label: 'promesas cumplidas',
    ofAll: (kept, all) => `${kept} de ${all}`,
  },
  it: {
    title: 'Promesse mantenute e mancate',
    meaning: [
      'Ogni messaggio su un incidente aperto dice entro quando arriva il successivo. Ognuno di questi orari è una promessa.',
      'È mantenuta da una persona se qualcuno ha scritto entro quell’ora, e da una nota automatica se il nostro sistema ha comunicato ciò che risulta. È mancata se non è arrivato nulla; un messaggio successivo non cambia nulla.',
      'Un orario può essere rinviato solo in pubblico, con un motivo e prima della scadenza. Qui nulla può essere modificato o rimosso.',
    ],
    promised: 'Prossima notizia promessa entro',
    kept: 'mantenuta da una persona',
    keptByNote: 'mantenuta da una nota automatica',
    missed: 'mancata',
    late: (duration) => `${duration} di ritardo`,
    noWordYet: 'ancora nessuna notizia',
    postponed: (count) => `Rinviate con un motivo: ${count}.`,
    none: 'Non è stato ancora promesso nulla.',
    others: 'Mancate per incidenti che qui non sono più elencati',
    label: 'promesse mantenute',
    ofAll: (kept, all) => `${kept} su ${all}`,
  },
  nl: {
    title: 'Nagekomen en gemiste beloften',
    meaning: [
      'Elk bericht over een lopend incident zegt wanneer het volgende uiterlijk komt. Elk van die tijden is een belofte.',
      'Een mens heeft haar gehouden als iemand vóór die tijd schreef, een automatisch bericht als ons systeem meldde wat bekend is. Ze is gemist als er niets kwam; een later bericht verandert daar niets aan.',
      'Een tijd kan alleen openbaar, met een reden en vooraf worden uitgesteld. Hier kan niets worden gewijzigd of verwijderd.',
    ],
    promised: 'Volgende bericht beloofd vóór',
    kept: 'gehouden door een mens',
    keptByNote: 'gehouden door een automatisch bericht',
    missed: 'gemist',
    late: (duration) => `${duration} te laat`,
    noWordYet: 'nog geen bericht',
    postponed: (count) => `Met reden uitgesteld: ${count}.`,
    none: 'Er is nog niets beloofd.',
    others: 'Gemist bij storingen die hier niet meer staan',
    label: 'beloften gehouden',
    ofAll: (kept, all) => `${kept} van ${all}`,
  },
  pl: {
    title: 'Obietnice dotrzymane i złamane',
    meaning: [
      'Każda wiadomość o trwającym incydencie podaje, do kiedy pojawi się następna. Każdy taki termin to obietnica.',
      'Dotrzymał jej człowiek, jeśli ktoś napisał do tego czasu, albo wiadomość automatyczna, jeśli nasz system podał, co wiadomo. Jest złamana, jeśli nic się nie pojawiło; późniejsza wiadomość tego nie zmienia.',
      'Termin można przesunąć tylko publicznie, z podaniem powodu i przed jego upływem. Niczego tutaj nie można zmienić ani usunąć.',
    ],
    promised: 'Następna wiadomość obiecana do',
    kept: 'dotrzymana przez człowieka',
    keptByNote: 'dotrzymana przez wiadomość automatyczną',
    missed: 'złamana',
    late: (duration) => `spóźnienie: ${duration}`,
    noWordYet: 'jeszcze bez wiadomości',
    postponed: (count) => `Przesunięte z podaniem powodu: ${count}.`,
    none: 'Niczego jeszcze nie obiecano.',
    others: 'Niedotrzymane przy awariach, których tu już nie wymieniamy',
    label: 'obietnice dotrzymane',
    ofAll: (kept, all) => `${kept} z ${all}`,
  },
  pt: {
    title: 'Promessas cumpridas e não cumpridas',
    meaning: [
      'Cada mensagem sobre um incidente aberto diz até quando vem a próxima. Cada um desses horários é uma promessa.',
      'Ela é cumprida por uma pessoa quando alguém escreveu até lá, e por uma nota automática quando o nosso sistema informou o que consta. Não é cumprida quando nada chegou; uma mensagem posterior não muda isso.',
      'Um horário só pode ser adiado em público, com um motivo e antes de chegar. Nada aqui pode ser alterado ou removido.',
    ],
    promised: 'Próxima notícia prometida até',
    kept: 'cumprida por uma pessoa',
    keptByNote: 'cumprida por uma nota automática',
    missed: 'não cumprida',
    late: (duration) => `${duration} de atraso`,
    noWordYet: 'ainda sem notícia',
    postponed: (count) => `Adiadas com um motivo: ${count}.`,
    none: 'Nada foi prometido ainda.',
    others: 'Não cumpridas em incidentes que já não constam aqui',
    label: 'promessas cumpridas',
    ofAll: (kept, all) => `${kept} de ${all}`,
  },
  ja: {
    title: 'お知らせのお約束の記録',
    meaning: [
      '継続中の障害についてのお知らせには、次のお知らせをいつまでに行うかを記しています。その時刻の一つひとつがお約束です。',
      '時刻までに担当者が書いた場合は担当者による履行、システムが記録の内容をお伝えした場合は自動のお知らせによる履行です。時刻までに何もなければ不履行とし、後からお知らせをしても変わりません。',
      '時刻の延期は、時刻が来る前に、理由を添えて公開する場合に限ります。ここにある記録は変更も削除もできません。',
    ],
    promised: '次のお知らせのお約束',
    kept: '担当者が履行',
    keptByNote: '自動のお知らせで履行',
    missed: '不履行',
    late: (duration) => `${duration}の遅れ`,
    noWordYet: 'まだお知らせがありません',
    postponed: (count) => `理由を添えて延期: ${count}件。`,
    none: 'お約束はまだありません。',
    others: 'ここにはもう掲載されていない障害で守れなかった約束',
    label: 'お約束の履行',
    ofAll: (kept, all) => `${all}件中${kept}件`,
  },
  zh: {
    title: '承诺的履行记录',
    meaning: [
      '每条关于进行中故障的消息都会说明下一条消息最晚何时发布。每个这样的时间就是一项承诺。',
      '在此之前有人发布消息，即由人工履行；由系统发布已记录的情况，即由自动消息履行。在此之前没有任何消息，即为未履行；之后补发的消息不会改变这一点。',
      '只有在时间到来之前公开说明理由，才能推迟。这里的记录不能修改或删除。',
    ],
    promised: '承诺的下一条消息时间',
    kept: '由人工履行',
    keptByNote: '由自动消息履行',
    missed: '未履行',
    late: (duration) => `迟到${duration}`,
    noWordYet: '尚无消息',
    postponed: (count) => `说明理由后推迟：${count}次。`,
    none: '尚未作出承诺。',
    others: '在此处已不再列出的故障中未兑现的承诺',
    label: '履行承诺',
    ofAll: (kept, all) => `${kept}/${all}`,
  },
  ar: {
    title: 'الوعود التي وُفّي بها والتي لم يُوفَّ بها',
    meaning: [
      'كل رسالة عن عطل مستمر تذكر الموعد الأقصى للرسالة التالية. كل موعد من هذه المواعيد وعد.',
      'يُعدّ الوعد منجزًا من شخص إذا كتب أحد قبل الموعد، ومنجزًا برسالة آلية إذا نشر نظامنا ما هو مسجَّل. ويُعدّ غير منجز إذا لم يصل شيء، ولا تغيّر رسالة لاحقة ذلك.',
      'لا يؤجَّل موعد إلا علنًا ومع ذكر السبب وقبل حلوله. لا يمكن تعديل أي شيء هنا أو حذفه.',
    ],
    promised: 'الخبر التالي موعود قبل',
    kept: 'أوفى به شخص',
    keptByNote: 'أوفت به رسالة آلية',
    missed: 'لم يُوفَّ به',
    late: (duration) => `متأخر ${duration}`,
    noWordYet: 'لا خبر بعد',
    postponed: (count) => `أُجّلت مع ذكر السبب: ${count}.`,
    none: 'لم يُوعَد بشيء بعد.',
    others: 'تحديثات فات موعدها في أعطال لم تعد مدرجة هنا',
    label: 'الوعود المنجزة',
    ofAll: (kept, all) => `${kept} من ${all}`,
  },
  he: {
    title: 'הבטחות שקוימו ושהופרו',
    meaning: [
      'כל הודעה על תקלה פתוחה אומרת עד מתי תגיע ההודעה הבאה. כל מועד כזה הוא הבטחה.',
      'היא קוימה בידי אדם אם מישהו כתב עד אז, ובידי הודעה אוטומטית אם המערכת שלנו מסרה את מה שרשום. היא הופרה אם לא הגיע דבר; הודעה מאוחרת אינה משנה זאת.',
      'אפשר לדחות מועד רק בפומבי, עם נימוק ולפני שהגיע. אי אפשר לשנות או להסיר כאן דבר.',
    ],
    promised: 'ההודעה הבאה הובטחה עד',
    kept: 'קוימה בידי אדם',
    keptByNote: 'קוימה בידי הודעה אוטומטית',
    missed: 'הופרה',
    late: (duration) => `באיחור של ${duration}`,
    noWordYet: 'אין הודעה עדיין',
    postponed: (count) => `נדחו עם נימוק: ${count}.`,
    none: 'עדיין לא הובטח דבר.',
    others: 'הוחמצו בתקלות שאינן מופיעות כאן עוד',
    label: 'הבטחות שקוימו',
    ofAll: (kept, all) => `${kept} מתוך ${all}`,
  },
};

export const promiseStrings = (locale: string): PromiseStrings =>
  STRINGS[locale] ?? STRINGS[locale.split('-')[0]!.toLowerCase()] ?? en;

export const PROMISE_LOCALES = Object.keys(STRINGS);
