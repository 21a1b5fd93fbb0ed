/** The trust report in Japanese. */
import type { ReportWords } from './type.ts';

export const ja: ReportWords = {
  title: (incident) => `信頼回復の報告：${incident}`,
  listTitle: '信頼回復の報告',
  listIntro: '当サービスの障害によって利用のされ方がどう変わり、それがいつ元に戻ったかをお伝えします。',
  incident: '対象の障害：',
  window: (from, until) => `障害の期間：${from}から${until}まで。`,
  measured: (at) => `測定日時：${at}。`,
  recoveryTitle: '信頼が戻った時期',
  neverLeft: '復旧以降、長引く変化は見られません。',
  backAfter: (span) => `復旧から${span}後に、以前の水準に戻りました。`,
  notBack: 'まだ以前の水準に戻っていないか、判断できるだけの時間がたっていません。',
  recoveryUnknown: 'このサイトの利用状況からは判断できません。',
  recoveryMeaning: (season, margin) =>
    `「戻った」とは、${season}にわたり、以下の数値のうち判断できるもののどれにも変化が見られず、${margin}以上悪い数値もないことをいいます。この基準は障害の前に定めたものです。`,
  changedTitle: '変化した点',
  metricColumn: '数値',
  whileDownColumn: '障害中',
  afterColumn: 'その後',
  metrics: {
    sessions: '訪問数',
    conversions: '成約数',
    conversionRate: '訪問あたりの成約',
    bounceRate: 'すぐに離れた訪問',
    sessionDuration: '訪問あたりの時間',
  },
  notYet: '未測定',
  cannotTell: (reasons) => `判断できません${reasons.length > 0 ? `（${reasons.join('、')}）` : ''}`,
  reasons: {
    'nothing measured in the window': 'この期間の測定値がないため',
    'too much of the window is missing': 'この期間の測定値が大きく欠けているため',
    'too little history': '過去の記録が短いため',
    'too little traffic': '利用が少ないため',
    'a dip of 20 % would be missed more often than found':
      '20%の落ち込みがあっても、見つけるより見落とすことのほうが多いため',
  },
  noEffect: (value, range) => `影響は見られません：${value}（${range}）`,
  effect: (value, range) => `${value}（${range}）`,
  range: (low, high) => `${low}～${high}`,
  intervalMeaning: (share) =>
    `各数値は、それまでの週の同じ時間帯から見込まれた値と比べています。かっこ内の幅は${share}区間で、障害のない時間帯が見込みからどれだけ外れるかを基にしています。`,
  costTitle: '障害中に失われたもの',
  losses: { sessions: '失われた訪問', conversions: '失われた成約', value: '失われた成約の金額' },
  named: (name, figure) => `${name}：${figure}`,
  noLoss: (figure) => `損失は見られません：${figure}`,
  overlaps: (count) =>
    `同じ時間帯に、ほかにも${count}件の障害がありました。ここに見える変化は、そのすべてによるものです。`,
  methodTitle: 'この結果の確かさ',
  method: (bucket) => `利用状況は${bucket}ごとに集計しています。Cookieは使っていません。`,
  noYardstick: 'このサイトの記録はまだ短く、この方法がどのくらい誤るかは分かりません。',
  falseFlags: (share, of) =>
    `このサイトでは、何も起きていない${of}の期間のうち${share}で、この方法は何らかの変化があると判断します。`,
  power: (dip, share) => `${dip}の落ち込みがあれば、そのうち${share}で見つけられます。`,
  surveyTitle: '影響を受けた方々の声',
  responses: (answered, invited, share) =>
    `お尋ねした${invited}名のうち${answered}名から回答がありました（${share}）。`,
  topTwo: (share, range, mean, max) => `上位二段階の回答は${share}（${range}）、平均は${max}点中${mean}点`,
};
