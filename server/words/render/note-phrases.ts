/**
 * What the automatic note says of the time since the last message, in every language that the house speaks: counts of
 * what is on record and nothing else. Every sentence passes the blocking rules on its own.
 */

/** What is on record since the last public message. */
export type SinceLast = {
  /** Checks that began to fail, and those that ceased to. */
  joined: number;
  cleared: number;
  /** What readers of the page reported. */
  reports: number;
  tasksDone: number;
  tasksOpen: number;
  /** Whether somebody acknowledged it and leads the work. */
  led: boolean;
};

type Phrases = {
  joined(n: number): string;
  cleared(n: number): string;
  reports(n: number): string;
  tasks(done: number, open: number): string;
  led: string;
  automatic: string;
};

const PHRASES: Record<string, Phrases> = {
  en: {
    joined: (n) =>
      n === 1
        ? 'One more of our checks has failed since the last message.'
        : `${n} more of our checks have failed since the last message.`,
    cleared: (n) =>
      n === 1
        ? 'One of our checks has passed since the last message.'
        : `${n} of our checks have passed since the last message.`,
    reports: (n) =>
      n === 1
        ? 'We have received one report from a user since the last message.'
        : `We have received ${n} reports from users since the last message.`,
    tasks: (done, open) =>
      `Our team has finished ${done === 1 ? 'one task' : `${done} tasks`} since the last message; ${open === 0 ? 'none is open' : open === 1 ? 'one is open' : `${open} are open`}.`,
    led: 'An incident lead has taken charge of the work.',
    automatic: 'This is an automatic note: it says what our checks and records show.',
  },
  de: {
    joined: (n) =>
      n === 1
        ? 'Seit der letzten Meldung schlägt eine weitere Prüfung fehl.'
        : `Seit der letzten Meldung schlagen ${n} weitere Prüfungen fehl.`,
    cleared: (n) =>
      n === 1
        ? 'Seit der letzten Meldung gelingt eine unserer Prüfungen.'
        : `Seit der letzten Meldung gelingen ${n} unserer Prüfungen.`,
    reports: (n) =>
      n === 1
        ? 'Seit der letzten Meldung haben wir einen Hinweis aus dem Kreis der Nutzer erhalten.'
        : `Seit der letzten Meldung haben wir ${n} Hinweise von Nutzern erhalten.`,
    tasks: (done, open) =>
      `Unser Team hat seit der letzten Meldung ${done === 1 ? 'eine Aufgabe' : `${done} Aufgaben`} erledigt; ${open === 0 ? 'keine ist offen' : open === 1 ? 'eine ist offen' : `${open} sind offen`}.`,
    led: 'Eine Einsatzleitung hat die Arbeit übernommen.',
    automatic:
      'Dies ist eine automatische Meldung: Sie nennt, was unsere Prüfungen und Aufzeichnungen zeigen.',
  },
  fr: {
    joined: (n) =>
      n === 1
        ? 'Depuis le dernier message, un contrôle de plus est en échec.'
        : `Depuis le dernier message, ${n} contrôles de plus sont en échec.`,
    cleared: (n) =>
      n === 1
        ? 'Depuis le dernier message, un de nos contrôles réussit.'
        : `Depuis le dernier message, ${n} de nos contrôles réussissent.`,
    reports: (n) =>
      n === 1
        ? 'Depuis le dernier message, nous avons reçu un signalement d’utilisateur.'
        : `Depuis le dernier message, nous avons reçu ${n} signalements d’utilisateurs.`,
    tasks: (done, open) =>
      `Depuis le dernier message, notre équipe a terminé ${done === 1 ? 'une tâche' : `${done} tâches`}\u202f; ${open === 0 ? 'il n’en reste aucune' : `il en reste ${open}`}.`,
    led: 'Une personne a pris la direction de l’intervention.',
    automatic: 'Ce message est automatique\u202f: il indique ce que montrent nos contrôles et nos relevés.',
  },
  es: {
    joined: (n) =>
      n === 1
        ? 'Desde el último mensaje falla una comprobación más.'
        : `Desde el último mensaje fallan ${n} comprobaciones más.`,
    cleared: (n) =>
      n === 1
        ? 'Desde el último mensaje, una de nuestras comprobaciones da resultado correcto.'
        : `Desde el último mensaje, ${n} de nuestras comprobaciones dan resultado correcto.`,
    reports: (n) =>
      n === 1
        ? 'Desde el último mensaje hemos recibido un aviso de un usuario.'
        : `Desde el último mensaje hemos recibido ${n} avisos de usuarios.`,
    tasks: (done, open) =>
      `Desde el último mensaje, nuestro equipo ha terminado ${done === 1 ? 'una tarea' : `${done} tareas`}; ${open === 0 ? 'no queda ninguna abierta' : open === 1 ? 'queda una abierta' : `quedan ${open} abiertas`}.`,
    led: 'Una persona ha asumido la dirección del trabajo.',
    automatic: 'Este mensaje es automático: recoge lo que muestran nuestras comprobaciones y registros.',
  },
  pt: {
    joined: (n) =>
      n === 1
        ? 'Desde a última mensagem, mais uma verificação está falhando.'
        : `Desde a última mensagem, mais ${n} verificações estão falhando.`,
    cleared: (n) =>
      n === 1
        ? 'Desde a última mensagem, uma das nossas verificações passou.'
        : `Desde a última mensagem, ${n} das nossas verificações passaram.`,
    reports: (n) =>
      n === 1
        ? 'Desde a última mensagem, recebemos um relato de usuário.'
        : `Desde a última mensagem, recebemos ${n} relatos de usuários.`,
    tasks: (done, open) =>
      `Desde a última mensagem, nossa equipe concluiu ${done === 1 ? 'uma tarefa' : `${done} tarefas`}; ${open === 0 ? 'nenhuma está aberta' : open === 1 ? 'uma está aberta' : `${open} estão abertas`}.`,
    led: 'Uma pessoa assumiu a condução do trabalho.',
    automatic:
      'Esta mensagem é automática: ela informa o que mostram nossas verificações e nossos registros.',
  },
  ja: {
    joined: (n) => `前回のお知らせ以降、新たに${n}件の監視項目で異常を確認しています。`,
    cleared: (n) => `前回のお知らせ以降、${n}件の監視項目が正常に応答しています。`,
    reports: (n) => `前回のお知らせ以降、ご利用者から${n}件のご報告をいただいています。`,
    tasks: (done, open) =>
      `前回のお知らせ以降、担当チームは${done}件の作業を完了しました。${open === 0 ? '残っている作業はありません。' : `残りは${open}件です。`}`,
    led: '責任者が対応を指揮しています。',
    automatic: 'これは自動でお送りしているお知らせで、監視と記録の内容をお伝えしています。',
  },
};

/** What happened, as sentences; that nothing did needs none. The last one says who is speaking. */
export function sinceLast(since: SinceLast, locale: string): { happened: string[]; automatic: string } {
  const say = PHRASES[locale.split('-')[0]!.toLowerCase()] ?? PHRASES['en']!;
  return {
    happened: [
      ...(since.joined > 0 ? [say.joined(since.joined)] : []),
      ...(since.cleared > 0 ? [say.cleared(since.cleared)] : []),
      ...(since.reports > 0 ? [say.reports(since.reports)] : []),
      ...(since.tasksDone > 0 ? [say.tasks(since.tasksDone, since.tasksOpen)] : []),
      ...(since.led ? [say.led] : []),
    ],
    automatic: say.automatic,
  };
}
