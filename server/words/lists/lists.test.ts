/**
 * The lists of French, Spanish, Portuguese and Japanese: whole messages that a careful writer would publish pass every
 * blocking rule, and each thing that has hurt readers is found. All texts were written for this project.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LintContext } from '@candor/protocol/words.ts';
import { lint } from '../lint/lint.ts';
import { wordList } from './index.ts';

type Sentences = Readonly<Record<string, readonly string[]>>;

const facts = {
  startedAt: '2026-09-21T17:25:00.000Z',
  nextUpdateBy: '2026-09-21T18:00:00.000Z',
};
const WHERE: Readonly<Record<string, Omit<LintContext, 'locale'>>> = {
  first: { phase: 'investigating', position: 'first', severity: 1, facts },
  update: { phase: 'identified', position: 'update', severity: 2, facts },
  end: { phase: 'resolved', facts: { startedAt: facts.startedAt, approvedBy: 'Kim Sample' } },
  plan: { phase: 'scheduled' },
};

/** By language: whole messages that pass, by where they stand; and sentences that block, by rule. */
const GOOD: Readonly<Record<string, Sentences>> = {
  fr: {
    first: [
      'Depuis 17:25 UTC, les paiements par carte échouent dans toutes nos boutiques. Nous redémarrons le service de paiement. En attendant, vous pouvez payer par virement. Nous sommes désolés que vous ne puissiez pas régler vos achats. Prochain point de situation avant 18:00 UTC.',
      'L’application mobile affiche une page blanche depuis 19 h 25 CEST. Notre équipe compare la version d’hier avec celle d’aujourd’hui. Il n’existe pas encore de solution de contournement. Nous vous présentons nos excuses pour le temps perdu. Nouvelles avant 20 h 00 CEST.',
    ],
    update: [
      'Nous avons trouvé la cause : un certificat a expiré. Environ 12 % des clients en Europe ne peuvent pas se connecter. Nous installons le nouveau certificat. Vous pouvez rester connecté si vous l’êtes déjà. Nous publierons un nouveau message à 18:00 UTC.',
    ],
    end: [
      'Les commandes passent de nouveau depuis 18:40 UTC. La panne a commencé à 17:25 UTC et a duré 75 minutes. Aucune commande n’a été perdue. Nous sommes désolés que vos clients aient dû attendre. Notre bilan sera publié ici avant le 24 septembre. Merci à tous ceux qui nous ont alertés.',
    ],
    plan: [
      'Le 3 octobre de 02:00 UTC à 04:00 UTC, vous ne pourrez pas envoyer de fichiers. Nous déplaçons le stockage vers des disques plus rapides pour que les envois durent deux fois moins longtemps. Terminez vos envois avant, les autres fonctions restent disponibles.',
    ],
  },
  es: {
    first: [
      'Desde las 17:25 UTC los pagos con tarjeta fallan en todas nuestras tiendas. Estamos reiniciando el servicio de pagos. Mientras tanto puede pagar por transferencia. Lamentamos que no pueda terminar su compra. Próxima actualización antes de las 18:00 UTC.',
      'La aplicación móvil muestra una pantalla en blanco desde las 19:25 CEST. Nuestro equipo compara la versión de ayer con la de hoy. Todavía no hay alternativa. Le pedimos disculpas por el tiempo perdido. Daremos más información a las 20:00 CEST.',
    ],
    update: [
      'Hemos encontrado la causa: caducó un certificado. Cerca del 12 % de los clientes de Europa no pueden iniciar sesión. Estamos instalando el nuevo certificado. Si ya tiene la sesión iniciada, puede seguir trabajando. El próximo mensaje llegará a las 18:00 UTC.',
    ],
    end: [
      'Los pedidos vuelven a entrar desde las 18:40 UTC. La interrupción empezó a las 17:25 UTC y duró 75 minutos. No se perdió ningún pedido. Sentimos que sus clientes tuvieran que esperar. Publicaremos aquí el informe antes del 24 de septiembre. Gracias a quienes nos avisaron.',
    ],
    plan: [
      'El 3 de octubre, desde las 02:00 UTC hasta las 04:00 UTC, no podrá enviar archivos. Trasladamos el almacenamiento a discos más rápidos para que los envíos tarden la mitad. Termine antes sus envíos; lo demás sigue disponible.',
    ],
  },
  pt: {
    first: [
      'Desde as 17:25 UTC, os pagamentos com cartão falham em todas as nossas lojas. Estamos reiniciando o serviço de pagamentos. Enquanto isso, é possível pagar por transferência. Lamentamos que não consiga concluir a compra. Próxima atualização até as 18:00 UTC.',
      'A aplicação móvel mostra uma página em branco desde as 18:25 WEST. A nossa equipa está a comparar a versão de ontem com a de hoje. Ainda não há alternativa. Pedimos desculpa pelo tempo perdido. Daremos notícias às 19:00 WEST.',
    ],
    update: [
      'Encontramos a causa: um certificado expirou. Cerca de 12 % dos clientes na Europa não conseguem entrar. Estamos instalando o novo certificado. Quem já está conectado pode continuar trabalhando. A próxima mensagem chega às 18:00 UTC.',
    ],
    end: [
      'Os pedidos voltaram a entrar às 18:40 UTC. A interrupção começou às 17:25 UTC e durou 75 minutos. Nenhum pedido foi perdido. Lamentamos que os seus clientes tenham precisado esperar. Publicaremos o relatório aqui até 24 de setembro. Obrigado a quem nos avisou.',
    ],
    plan: [
      'Em 3 de outubro, das 02:00 UTC às 04:00 UTC, não será possível enviar arquivos. Vamos transferir o armazenamento para discos mais rápidos, para que os envios demorem metade do tempo. Termine os seus envios antes; o restante continua disponível.',
    ],
  },
  ja: {
    first: [
      '17:25 UTCから、すべての店舗でカード決済が失敗しています。決済サービスを再起動しています。その間は、銀行振込をご利用いただけます。お買い物を完了できず、申し訳ありません。次のお知らせは18:00 UTCまでに行います。',
      '9月22日午前2時25分（日本時間）から、アプリに白い画面が表示され、操作できません。昨日の版と今日の版を比べています。回避策はまだありません。お時間を失わせてしまい、お詫びします。次回の更新は03:00 JSTです。',
    ],
    update: [
      '原因は証明書の期限切れでした。欧州のお客様の約12%がサインインできません。新しい証明書を適用しています。すでにサインインしている場合は、そのままお使いください。次のお知らせは18:00 UTCまでに行います。',
    ],
    end: [
      '18:40 UTCに、ご注文を再び受け付けられるようになりました。障害は17:25 UTCに発生し、75分続きました。失われた注文はありません。お待たせしてしまい、申し訳ありませんでした。9月24日までに報告書をこのページで公開します。ご連絡くださった皆さま、ありがとうございました。',
    ],
    plan: [
      '10月3日 02:00 UTCから04:00 UTCまで、ファイルを送信できません。送信にかかる時間を半分にするため、より高速なディスクに移行します。送信は開始前に済ませてください。ほかの機能は引き続きお使いいただけます。',
    ],
  },
};

const BAD: Readonly<Record<string, Sentences>> = {
  fr: {
    H01: [
      'Certains clients ont été touchés.',
      'Un léger ralentissement est visible.',
      'Seul un petit nombre de comptes est concerné.',
      'Il s’agit d’un incident mineur.',
    ],
    H02: [
      'Nous pensons que la panne est liée à une mise à jour.',
      'La cause probable est une surcharge.',
      'Le problème serait dû à un disque.',
      'Cela vient probablement d’un défaut du réseau.',
    ],
    H03: [
      'Nous reviendrons vers vous rapidement.',
      'Le service sera rétabli dans les plus brefs délais.',
      'Nous publierons dès que possible.',
      'Des nouvelles suivront bientôt.',
    ],
    H04: ['Le service devrait être rétabli vers 18:30 UTC.'],
    H05: [
      'Un de nos techniciens a supprimé la table par erreur.',
      'La panne est due à notre hébergeur.',
      'Cela est indépendant de notre volonté.',
    ],
    H08: [
      'Aucune donnée n’a été perdue.',
      'Vos données restent en sécurité.',
      'Il n’y a eu aucune intrusion.',
    ],
    T04: ['Oups, cela ne fonctionne plus.', 'Tout est réparé !'],
    U06: ['Prochain point à 18 h 30.'],
  },
  es: {
    H01: [
      'Algunos clientes se ven afectados.',
      'Hay una leve lentitud.',
      'Solo afecta a un pequeño número de cuentas.',
      'Se trata de un incidente menor.',
    ],
    H02: [
      'Creemos que la caída se debe a una actualización.',
      'La causa probable es una sobrecarga.',
      'El problema podría estar causado por un disco.',
      'Probablemente se debe a un fallo de red.',
    ],
    H03: [
      'Le informaremos en breve.',
      'El servicio volverá lo antes posible.',
      'Publicaremos en cuanto tengamos más información.',
      'Habrá noticias pronto.',
    ],
    H04: ['El servicio debería estar restablecido a las 18:30 UTC.'],
    H05: [
      'Uno de nuestros técnicos borró la tabla por error.',
      'La caída se debe a un fallo, causado por nuestro proveedor.',
      'Esto es ajeno a nuestra voluntad.',
    ],
    H08: ['No se perdieron datos.', 'Sus datos están a salvo.', 'No hubo ninguna intrusión.'],
    T04: ['Ups, ya no funciona.', '¡Todo está reparado!'],
    U06: ['Próxima actualización a las 18:30.'],
  },
  pt: {
    H01: [
      'Alguns clientes foram afetados.',
      'Há uma leve lentidão.',
      'Afeta apenas um pequeno número de contas.',
      'Trata-se de um incidente menor.',
    ],
    H02: [
      'Acreditamos que a queda se deve a uma atualização.',
      'A causa provável é uma sobrecarga.',
      'O problema pode estar relacionado a um disco.',
      'Provavelmente foi causado por uma falha de rede.',
    ],
    H03: [
      'Informaremos em breve.',
      'O serviço voltará o mais rápido possível.',
      'Publicaremos assim que tivermos mais informações.',
    ],
    H04: ['O serviço deve estar restabelecido até as 18:30 UTC.'],
    H05: [
      'Um dos nossos técnicos apagou a tabela por engano.',
      'A queda foi causada pelo nosso provedor.',
      'Isso está fora do nosso controle.',
    ],
    H08: ['Nenhum dado foi perdido.', 'Os seus dados estão seguros.', 'Não houve nenhuma invasão.'],
    T04: ['Ops, parou de funcionar.', 'Está tudo certo!'],
    U06: ['Próxima atualização às 18h30.'],
  },
  ja: {
    H01: [
      '一部のお客様に影響しています。',
      '軽微な不具合です。',
      '一時的な障害が発生しました。',
      'ごく少数のユーザーで発生しています。',
    ],
    H02: [
      '原因は更新によるものと思われます。',
      '原因はネットワーク障害の可能性があります。',
      'サーバーの過負荷が原因とみられます。',
    ],
    H03: [
      'まもなく復旧します。',
      '詳細は追ってお知らせします。',
      'できるだけ早く対応します。',
      '分かり次第、お知らせいたします。',
    ],
    H04: ['18:30 UTCに復旧する見込みです。'],
    H05: [
      '担当者が誤って設定を削除しました。',
      '通信事業者の障害により、ご利用いただけません。',
      '不可抗力によるものです。',
    ],
    H08: ['データの損失はありません。', 'お客様の情報は安全です。', '不正アクセスは確認されていません。'],
    T04: ['おっと、動かなくなりました。', '復旧しました！'],
    U06: ['次のお知らせは18時30分です。'],
  },
};

/** Says nothing of what happens, to whom, since when, what is done, when more comes: a form letter. */
const EMPTY: Readonly<Record<string, string>> = {
  fr: 'Nous sommes conscients du problème. Nous nous excusons pour la gêne occasionnée. Merci de votre patience.',
  es: 'Somos conscientes del problema. Lamentamos las molestias. Gracias por su paciencia.',
  pt: 'Estamos cientes do problema. Pedimos desculpas pelos transtornos. Obrigado pela sua compreensão.',
  ja: '問題を認識しております。ご迷惑をおかけし、申し訳ございません。ご理解のほどお願いいたします。',
};

for (const locale of Object.keys(GOOD)) {
  test(`what a careful writer says in ${locale} blocks nowhere`, () => {
    for (const [where, texts] of Object.entries(GOOD[locale]!))
      for (const text of texts) {
        const found = lint(text, { ...WHERE[where]!, locale }).filter(({ level }) => level === 'error');
        assert.deepEqual(found, [], `${where}: ${text}`);
      }
  });

  test(`what hurts readers is found in ${locale}, and words are proposed in it`, () => {
    for (const [rule, sentences] of Object.entries(BAD[locale]!))
      for (const text of sentences) {
        const position = rule === 'H04' ? 'first' : 'update';
        const found = lint(text, { phase: 'investigating', position, locale }).find(
          (each) => each.rule === rule,
        );
        assert.equal(found?.level, 'error', `${rule}: ${text}`);
      }
    assert.equal(wordList(locale)!.suggest['U07'] === wordList('en')!.suggest['U07'], false);
  });

  test(`an empty text in ${locale} is told what it lacks`, () => {
    const rules = new Set(lint(EMPTY[locale]!, { ...WHERE['first']!, locale }).map(({ rule }) => rule));
    for (const rule of ['U01', 'U03', 'U04', 'U05', 'T01', 'T02'])
      assert.ok(rules.has(rule), `${rule} in ${locale}`);
    const later = lint(EMPTY[locale]!, { ...WHERE['update']!, locale }).map(({ rule }) => rule);
    assert.ok(later.includes('U02'), locale);
  });
}

test('a language has a list by its first part, in any case', () => {
  assert.equal(wordList('pt-BR'), wordList('pt'));
  assert.equal(wordList('FR-ca'), wordList('fr'));
  assert.equal(wordList('fi'), null);
});
