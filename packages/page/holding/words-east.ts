/** The words of holding pages: Polish, Japanese, Chinese, Arabic and Hebrew. */
import type { HoldingWords } from './words-type.ts';

export const EAST: Readonly<Record<string, HoldingWords>> = {
  pl: {
    title: {
      outage: (name) => `${name}: usługa jest teraz niedostępna`,
      maintenance: (name) => `${name}: przerwa na prace konserwacyjne`,
      recovery: (name) => `${name}: usługa znów działa`,
      apology: () => 'Przepraszamy',
      changes: () => 'Co zmieniliśmy',
    },
    text: {
      outage: () =>
        'Błąd leży po naszej stronie, a nie po Państwa stronie ani w Państwa urządzeniu. Proszę spróbować ponownie za kilka minut. Jeśli coś właśnie zostało wysłane, proszę sprawdzić, czy dotarło, zanim wyślą to Państwo jeszcze raz.',
      maintenance: () =>
        'Prowadzimy zaplanowane prace i otworzymy usługę po ich zakończeniu. Proszę spróbować ponownie później. Jeśli coś właśnie zostało wysłane, proszę sprawdzić, czy dotarło, zanim wyślą to Państwo jeszcze raz.',
      recovery: () =>
        'Z usługi nie można było korzystać, a teraz znów można. Jeśli coś u Państwa nie działa, prosimy o wiadomość.',
      apology: (name) =>
        `Nie mogli Państwo korzystać z usługi ${name}, kiedy była potrzebna. To nasza wina i przepraszamy za to. Nasza strona statusu przechowuje zapis tego, co się stało.`,
      changes: () => 'Po awarii publikujemy, co się stało i co z tym robimy.',
    },
    newest: 'Najnowsze informacje są na naszej stronie statusu:',
    madeAt: (time) => `Ta strona powstała ${time} i sama się nie zmienia.`,
    tryAgain: 'Spróbuj ponownie',
    live: 'Co teraz mówi nasza strona statusu',
    whatHappened: 'Co się stało',
    whatWeDo: 'Co z tym robimy',
    done: (date) => `zrobione ${date}`,
    due: (date) => `termin: ${date}`,
    nothingYet: 'Nic jeszcze nie opublikowano.',
  },
  ja: {
    title: {
      outage: (name) => `現在、${name}に接続できません`,
      maintenance: (name) => `${name}はメンテナンス中です`,
      recovery: (name) => `${name}は復旧しました`,
      apology: () => 'お詫び申し上げます',
      changes: () => '改善したこと',
    },
    text: {
      outage: () =>
        '原因は当方にあり、お客様やお使いの機器の問題ではありません。数分後にもう一度お試しください。直前に何かを送信された場合は、もう一度送信する前に、届いているかどうかをご確認ください。',
      maintenance: () =>
        '計画された作業を行っています。作業が終わりしだい再開します。後ほどもう一度お試しください。直前に何かを送信された場合は、もう一度送信する前に、届いているかどうかをご確認ください。',
      recovery: () =>
        'ご利用いただけない状態でしたが、再びご利用いただけるようになりました。うまく動かないことがありましたら、お知らせください。',
      apology: (name) =>
        `必要なときに${name}をご利用いただけませんでした。これは当方の責任であり、心よりお詫び申し上げます。何が起きたかは、ステータスページに記録しています。`,
      changes: () => '障害の後には、何が起きたか、そして何をするかを公開しています。',
    },
    newest: '最新の情報はステータスページにあります：',
    madeAt: (time) => `このページは${time}に書かれたもので、自動では変わりません。`,
    tryAgain: 'もう一度試す',
    live: 'ステータスページの現在の情報',
    whatHappened: '何が起きたか',
    whatWeDo: '何をするか',
    done: (date) => `${date} 完了`,
    due: (date) => `期限 ${date}`,
    nothingYet: 'まだ何も公開されていません。',
  },
  zh: {
    title: {
      outage: (name) => `目前无法访问 ${name}`,
      maintenance: (name) => `${name} 正在维护`,
      recovery: (name) => `${name} 已恢复`,
      apology: () => '我们向您道歉',
      changes: () => '我们做了哪些改进',
    },
    text: {
      outage: () =>
        '问题出在我们这边，与您或您的设备无关。请在几分钟后重试。如果您刚刚提交了内容，请先确认是否已经送达，再重新提交。',
      maintenance: () =>
        '我们正在进行计划内的工作，完成后会重新开放。请稍后重试。如果您刚刚提交了内容，请先确认是否已经送达，再重新提交。',
      recovery: () => '之前无法使用，现在可以重新使用。如果您遇到问题，请告诉我们。',
      apology: (name) =>
        `在您需要的时候，${name} 无法使用。这是我们的责任，我们深表歉意。我们的状态页面记录了发生的事情。`,
      changes: () => '每次故障之后，我们都会公布发生了什么，以及我们采取的措施。',
    },
    newest: '最新消息请看我们的状态页面：',
    madeAt: (time) => `本页写于 ${time}，不会自动更新。`,
    tryAgain: '重试',
    live: '状态页面的当前信息',
    whatHappened: '发生了什么',
    whatWeDo: '我们采取的措施',
    done: (date) => `已于 ${date} 完成`,
    due: (date) => `计划于 ${date} 完成`,
    nothingYet: '尚未公布任何内容。',
  },
  ar: {
    title: {
      outage: (name) => `لا يمكن الوصول إلى ${name} الآن`,
      maintenance: (name) => `${name} مغلق للصيانة`,
      recovery: (name) => `عاد ${name} إلى العمل`,
      apology: () => 'نعتذر إليكم',
      changes: () => 'ما الذي غيّرناه',
    },
    text: {
      outage: () =>
        'الخلل من جانبنا، وليس منكم ولا من أجهزتكم. يُرجى المحاولة مرة أخرى بعد بضع دقائق. إذا أرسلتم شيئًا للتو، فتحققوا من وصوله قبل إرساله مرة أخرى.',
      maintenance: () =>
        'نقوم بعمل مخطط له، وسنفتح من جديد عند انتهائه. يُرجى المحاولة لاحقًا. إذا أرسلتم شيئًا للتو، فتحققوا من وصوله قبل إرساله مرة أخرى.',
      recovery: () =>
        'لم يكن الاستخدام ممكنًا، وأصبح ممكنًا من جديد. إذا لم يعمل شيء لديكم، فأخبرونا من فضلكم.',
      apology: (name) =>
        `لم تتمكنوا من استخدام ${name} عندما احتجتم إليه. كان ذلك خطأنا، ونحن آسفون. تحتفظ صفحة الحالة لدينا بسجل ما حدث.`,
      changes: () => 'بعد كل انقطاع ننشر ما حدث وما نفعله حياله.',
    },
    newest: 'آخر الأخبار على صفحة الحالة لدينا:',
    madeAt: (time) => `كُتبت هذه الصفحة في ${time} ولا تتغير من تلقاء نفسها.`,
    tryAgain: 'حاولوا مرة أخرى',
    live: 'ما تقوله صفحة الحالة لدينا الآن',
    whatHappened: 'ما الذي حدث',
    whatWeDo: 'ما الذي نفعله حياله',
    done: (date) => `أُنجز في ${date}`,
    due: (date) => `موعده ${date}`,
    nothingYet: 'لم يُنشر شيء بعد.',
  },
  he: {
    title: {
      outage: (name) => `אין כרגע גישה אל ${name}`,
      maintenance: (name) => `${name} – סגור לצורך תחזוקה`,
      recovery: (name) => `${name} – חזרנו לפעול`,
      apology: () => 'אנו מתנצלים',
      changes: () => 'מה שינינו',
    },
    text: {
      outage: () =>
        'התקלה היא אצלנו, לא אצלכם ולא במכשיר שלכם. נסו שוב בעוד כמה דקות. אם שלחתם משהו ממש עכשיו, בדקו אם הגיע לפני שתשלחו שוב.',
      maintenance: () =>
        'אנו מבצעים עבודה מתוכננת, ונפתח מחדש כשהיא תסתיים. נסו שוב מאוחר יותר. אם שלחתם משהו ממש עכשיו, בדקו אם הגיע לפני שתשלחו שוב.',
      recovery: () => 'השירות לא היה זמין, ועכשיו אפשר להשתמש בו שוב. אם משהו לא עובד אצלכם, ספרו לנו.',
      apology: (name) =>
        `לא יכולתם להשתמש ב־${name} כשהייתם צריכים. זו הייתה אשמתנו, ואנו מצטערים. דף המצב שלנו שומר את תיעוד מה שקרה.`,
      changes: () => 'אחרי תקלה אנו מפרסמים מה קרה ומה אנו עושים בעניין.',
    },
    newest: 'העדכון האחרון נמצא בדף המצב שלנו:',
    madeAt: (time) => `דף זה נכתב ב־${time} ואינו משתנה מעצמו.`,
    tryAgain: 'נסו שוב',
    live: 'מה דף המצב שלנו אומר עכשיו',
    whatHappened: 'מה קרה',
    whatWeDo: 'מה אנו עושים בעניין',
    done: (date) => `הושלם ב־${date}`,
    due: (date) => `מועד: ${date}`,
    nothingYet: 'עדיין לא פורסם דבר.',
  },
};
