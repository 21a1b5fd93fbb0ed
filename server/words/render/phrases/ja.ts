/** 事実がない部分で文面が述べる言葉。Japanese: full-width marks, no spaces between sentences. */
import { figure } from '../intl.ts';
import type { Phrases } from '../phrases.ts';

export const JA: Phrases = {
  phase: {
    investigating: '調査中',
    identified: '原因判明',
    monitoring: '経過観察中',
    resolved: '解決済み',
    scheduled: '予定',
    in_progress: '実施中',
    verifying: '確認中',
    completed: '完了',
    cancelled: '中止',
    reminded: '再度のご案内',
    extended: '延長',
  },
  ourService: '当サービス',
  seen: {
    major_outage: '現在、{c}をご利用いただけません。',
    partial_outage: '現在、{c}で一部の操作が失敗しています。',
    degraded_performance: '現在、{c}で応答の遅れやエラーが発生しています。',
    under_maintenance: '現在、{c}をご利用いただけない場合があります。',
    unknown: '現在、{c}をご利用いただけるかどうかを確認できていません。',
    operational: '{c}で操作が失敗する場合があります。',
  },
  seenInMaintenance: 'この間、{c}をご利用いただけない場合があります。',
  whoUnknown: '影響を受けているお客様の数は、まだ分かっていません。',
  others: (n) => `ほか${figure(n, 'ja')}件`,
  affected: (customers) => `影響を受けているお客様：${figure(customers, 'ja')}名。`,
  action: {
    investigating: '原因を調査しています。',
    identified: '復旧作業を進めています。',
    monitoring: '復旧したと判断する前に、監視結果を見守っています。',
  },
  stillAction: {
    investigating: '引き続き、原因を調査しています。',
    identified: '引き続き、復旧作業を進めています。',
    monitoring: '引き続き、復旧したと判断する前に、監視結果を見守っています。',
  },
  noWorkaround: '回避策はまだありません。',
  nothingToDo: 'お客様側で必要な作業はありません。',
  dataUnknown: 'データの損失がないかを確認しており、結果はここでお知らせします。',
  reason: '{c}を安心してご利用いただくための作業です。',
  checks: (failing, total) =>
    failing === 0
      ? '現在、失敗している監視チェックはありません。'
      : total === 1
        ? '監視チェックが失敗しています。'
        : `${total ? `監視チェック${figure(total, 'ja')}件のうち` : '監視チェック'}${figure(failing, 'ja')}件が失敗しています。`,
  failingFor: (duration) => `これまでに${duration}続いています。`,
  wordNumber: (n) => `本件に関する${n}回目のお知らせです。`,
  asOf: (time) => `最終確認：${time}。`,
  promise: (time) => `**次のお知らせは${time}までに行います。**`,
  began: (time) => `この状態は${time}から続いています。`,
  window: (start, end) => `作業は${start}に開始し、${end}に終了します。`,
  movedWindow: (start, end) => `日時を変更しました。作業は${start}に開始し、${end}に終了します。`,
  movedEnd: (end) => `作業が予定より長くかかっています。新しい終了予定は${end}です。`,
  more: 'すべてのお知らせ：',
  goesOn(sentence) {
    const match =
      /^(?:引き続き、?|現在、?|ただいま、?)?([^、。]*(?:調査|確認|復旧|修復|修正|作業|対応|再起動|交換|切り替え|切替|移行|監視|復元|検証|元に戻)[^。]*(?:ています|ております|中です)。)$/u.exec(
        sentence,
      );
    return match && !/いただけ|お客様|影響/.test(match[1]!) ? `引き続き、${match[1]}` : null;
  },
};
