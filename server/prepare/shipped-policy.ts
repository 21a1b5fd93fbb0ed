/**
 * The policy that Candor brings as a draft. It says only what Candor itself does with its default settings, and leaves
 * open what nobody but the operator can promise: targets, credits and support hours. Nobody but staff sees it before
 * somebody has read it, mended it and published it.
 */
import { PolicyDocument } from '@candor/protocol/prepare.ts';

export const SHIPPED_POLICY: PolicyDocument = PolicyDocument.parse({
  title: {
    en: 'What you can expect when something fails',
    de: 'Was Sie erwarten können, wenn etwas ausfällt',
    fr: 'Ce que vous pouvez attendre de nous en cas de panne',
    es: 'Qué puede esperar de nosotros cuando algo falla',
    pt: 'O que você pode esperar de nós quando algo falha',
    ja: '障害が起きたときにお約束できること',
  },
  intro: {
    en: 'Every service fails at some time. This page says what we do then, when you hear from us, and what you can do yourself.',
    de: 'Jeder Dienst fällt irgendwann aus. Diese Seite sagt, was wir dann tun, wann Sie von uns hören und was Sie selbst tun können.',
    fr: 'Tout service tombe un jour en panne. Cette page dit ce que nous faisons alors, quand vous aurez de nos nouvelles et ce que vous pouvez faire vous-même.',
    es: 'Todo servicio falla alguna vez. Esta página dice qué hacemos entonces, cuándo tendrá noticias nuestras y qué puede hacer usted.',
    pt: 'Todo serviço falha algum dia. Esta página diz o que fazemos nessa hora, quando você terá notícias nossas e o que você mesmo pode fazer.',
    ja: 'どのサービスにも、いつか障害は起こります。このページでは、そのときに当社が何をするか、いつお知らせするか、お客様にできることは何かをご説明します。',
  },
  targets: [],
  channels: [
    {
      id: 'status-page',
      name: {
        en: 'Status page',
        de: 'Statusseite',
        fr: 'Page d’état',
        es: 'Página de estado',
        pt: 'Página de status',
        ja: 'ステータスページ',
      },
      url: '/',
      hours: {
        en: 'at all times',
        de: 'jederzeit',
        fr: 'à tout moment',
        es: 'en todo momento',
        pt: 'a qualquer hora',
        ja: 'いつでも',
      },
    },
  ],
  handling: {
    text: {
      en: 'Our monitors check the service from outside. When a failure is confirmed, we say so on the status page and to everybody who subscribed. Each word names the time of the next one. If there is nothing new by then, we say that too. Whether we kept these times can be read on the status page.\n\nAfter recovery we say what happened, and what we change because of it.',
      de: 'Wir prüfen den Dienst laufend von außen. Sobald eine Störung bestätigt ist, sagen wir das auf der Statusseite und allen, die sich eingetragen haben. Jede Nachricht nennt die Zeit der nächsten. Gibt es bis dahin nichts Neues, sagen wir auch das. Ob wir diese Zeiten eingehalten haben, steht auf der Statusseite.\n\nWenn der Dienst wieder läuft, sagen wir, was geschehen ist und was wir deshalb ändern.',
      fr: 'Nos contrôles vérifient le service de l’extérieur. Quand une panne est confirmée, nous le disons sur la page d’état et à toutes les personnes abonnées. Chaque message indique l’heure du suivant. S’il n’y a rien de nouveau d’ici là, nous le disons aussi. La page d’état montre si nous avons respecté ces heures.\n\nAprès le rétablissement, nous disons ce qui s’est passé et ce que nous changeons en conséquence.',
      es: 'Nuestras comprobaciones vigilan el servicio desde fuera. Cuando se confirma un fallo, lo decimos en la página de estado y a todas las personas suscritas. Cada aviso indica la hora del siguiente. Si para entonces no hay novedades, también lo decimos. En la página de estado se puede ver si cumplimos esas horas.\n\nTras la recuperación decimos qué ocurrió y qué cambiamos a raíz de ello.',
      pt: 'Nossas verificações acompanham o serviço de fora. Quando uma falha é confirmada, avisamos na página de status e a todas as pessoas inscritas. Cada aviso informa a hora do próximo. Se até lá não houver novidade, também dizemos isso. A página de status mostra se cumprimos esses horários.\n\nDepois da recuperação, dizemos o que aconteceu e o que mudamos por causa disso.',
      ja: '当社の監視は、サービスを外側から確認しています。障害が確認されたら、ステータスページと、登録されたすべての方にお知らせします。どのお知らせにも、次のお知らせの時刻を記します。その時刻までに新しい情報がなければ、そのことをお伝えします。時刻を守れたかどうかは、ステータスページでご覧いただけます。\n\n復旧後は、何が起きたのか、それを受けて何を変えるのかをお伝えします。',
    },
    cadence: [
      {
        severity: 1,
        meaning: {
          en: 'Critical: hardly anybody can use it',
          de: 'Kritisch: kaum jemand kann ihn benutzen',
          fr: 'Critique\u202f: presque personne ne peut l’utiliser',
          es: 'Crítica: casi nadie puede usarlo',
          pt: 'Crítica: quase ninguém consegue usar',
          ja: '重大：ほとんどの方がご利用になれません',
        },
        everyMinutes: 20,
      },
      {
        severity: 2,
        meaning: {
          en: 'Major: an important part fails, or it fails for many',
          de: 'Schwer: ein wichtiger Teil fällt aus, oder er fällt für viele aus',
          fr: 'Majeure\u202f: une partie importante ne fonctionne pas, ou beaucoup de personnes sont touchées',
          es: 'Grave: falla una parte importante, o falla para muchas personas',
          pt: 'Grave: uma parte importante falha, ou falha para muitas pessoas',
          ja: '大：重要な機能が使えない、または多くの方に影響があります',
        },
        everyMinutes: 30,
      },
      {
        severity: 3,
        meaning: {
          en: 'Minor: slow or unreliable, or it fails for few',
          de: 'Gering: langsam oder unzuverlässig, oder er fällt für wenige aus',
          fr: 'Mineure\u202f: lent ou instable, ou peu de personnes sont touchées',
          es: 'Leve: lento o irregular, o falla para pocas personas',
          pt: 'Leve: lento ou instável, ou falha para poucas pessoas',
          ja: '小：遅い、不安定、または一部の方に影響があります',
        },
        everyMinutes: 30,
      },
      {
        severity: 4,
        meaning: {
          en: 'No effect on users',
          de: 'Ohne Folgen für Nutzer',
          fr: 'Sans effet pour les utilisateurs',
          es: 'Sin efecto para los usuarios',
          pt: 'Sem efeito para os usuários',
          ja: 'ご利用への影響はありません',
        },
        everyMinutes: 60,
      },
    ],
  },
  credits: {
    text: {
      en: 'This page promises no credits. If your contract promises some, that contract counts.',
      de: 'Diese Seite verspricht keine Gutschriften. Wenn Ihr Vertrag welche verspricht, gilt Ihr Vertrag.',
      fr: 'Cette page ne promet aucun avoir. Si votre contrat en prévoit, c’est lui qui fait foi.',
      es: 'Esta página no promete ningún crédito. Si su contrato lo prevé, vale lo que dice el contrato.',
      pt: 'Esta página não promete nenhum crédito. Se o seu contrato prevê algum, vale o contrato.',
      ja: 'このページはクレジットをお約束するものではありません。ご契約に定めがある場合は、その定めに従います。',
    },
    rules: [],
  },
  reporting: {
    en: 'First look at the status page. If your problem is not there, tell us:\n\n- what you wanted to do and what happened instead\n- since when, with your time zone\n- whether it fails every time or only sometimes\n- the exact words of the error, if there are any',
    de: 'Sehen Sie zuerst auf die Statusseite. Wenn Ihr Problem dort nicht steht, sagen Sie uns:\n\n- was Sie tun wollten und was stattdessen geschah\n- seit wann, mit Ihrer Zeitzone\n- ob es immer oder nur manchmal fehlschlägt\n- den genauen Wortlaut der Fehlermeldung, wenn es eine gibt',
    fr: 'Regardez d’abord la page d’état. Si votre problème n’y figure pas, dites-nous\u202f:\n\n- ce que vous vouliez faire et ce qui s’est produit à la place\n- depuis quand, avec votre fuseau horaire\n- si cela échoue à chaque fois ou seulement parfois\n- le texte exact du message d’erreur, s’il y en a un',
    es: 'Mire primero la página de estado. Si su problema no aparece allí, díganos:\n\n- qué quería hacer y qué ocurrió en su lugar\n- desde cuándo, con su zona horaria\n- si falla siempre o solo a veces\n- el texto exacto del error, si lo hay',
    pt: 'Veja primeiro a página de status. Se o seu problema não estiver lá, conte-nos:\n\n- o que você queria fazer e o que aconteceu em vez disso\n- desde quando, com o seu fuso horário\n- se falha sempre ou só às vezes\n- o texto exato do erro, se houver',
    ja: 'まず、ステータスページをご覧ください。お困りの問題が載っていない場合は、次のことをお知らせください。\n\n- 何をしようとして、実際には何が起きたか\n- いつからか（タイムゾーンも）\n- 毎回失敗するか、ときどき失敗するか\n- エラーメッセージがあれば、その正確な文面',
  },
  recovery: {
    en: '- While it lasts, repeat payments and orders only once we say that it is safe.\n- When we say that it works again, reload the page or restart the app.\n- Check what you did last before the failure; do it again only if it is missing.\n- If it still fails for you, report it as described above.',
    de: '- Solange die Störung dauert, wiederholen Sie Zahlungen und Bestellungen erst, wenn wir sagen, dass es sicher ist.\n- Wenn wir sagen, dass es wieder läuft, laden Sie die Seite neu oder starten Sie die App neu.\n- Sehen Sie nach, was Sie vor der Störung zuletzt getan haben; wiederholen Sie es nur, wenn es fehlt.\n- Wenn es bei Ihnen weiter fehlschlägt, melden Sie es wie oben beschrieben.',
    fr: '- Tant que la panne dure, ne répétez un paiement ou une commande que lorsque nous disons que c’est sans risque.\n- Quand nous disons que tout fonctionne de nouveau, rechargez la page ou relancez l’application.\n- Vérifiez ce que vous avez fait en dernier avant la panne\u202f; ne le refaites que s’il manque.\n- Si cela échoue encore chez vous, signalez-le comme indiqué plus haut.',
    es: '- Mientras dure, repita pagos y pedidos solo cuando digamos que es seguro.\n- Cuando digamos que vuelve a funcionar, recargue la página o reinicie la aplicación.\n- Compruebe lo último que hizo antes del fallo; repítalo solo si falta.\n- Si a usted le sigue fallando, infórmenos como se describe arriba.',
    pt: '- Enquanto durar, repita pagamentos e pedidos só quando dissermos que é seguro.\n- Quando dissermos que voltou a funcionar, recarregue a página ou reinicie o aplicativo.\n- Confira o que você fez por último antes da falha; repita só se estiver faltando.\n- Se para você continuar falhando, avise-nos como descrito acima.',
    ja: '- 障害の間は、当社が安全とお知らせするまで、支払いや注文をやり直さないでください。\n- 復旧のお知らせがあったら、ページを再読み込みするか、アプリを再起動してください。\n- 障害の前に最後に行った操作をご確認ください。反映されていない場合にだけ、やり直してください。\n- それでもうまくいかない場合は、上記の方法でお知らせください。',
  },
});
