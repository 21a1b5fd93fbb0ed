/** 日本語の件名・短文・バナー。Japanese forms. The link stands last, behind a space, so that it stays a link. */
import type { Forms } from '../shape.ts';

const NEXT = '{% if nextUpdateBy %}次のお知らせは{{ nextUpdateBy }}までに行います。{% endif %}';
const LINK = '{% if incidentUrl %} {{ incidentUrl }}{% endif %}';
const SINCE = '{% if startedAt %}（{{ startedAt }}から）{% endif %}';
const UNCHANGED = '{% if unchangedSince %}{{ unchangedSince }}から{% endif %}変化はありません。';
const BACK = '{% if resolvedAt %}{{ resolvedAt }}に{% endif %}復旧しました。';
const CREDIT = 'クレジット{% if creditAmount %}（{{ creditAmount }}）{% endif %}';
const WINDOW =
  '{% if startsAt and endsAt %}{{ startsAt }}から{{ endsAt }}まで、{% elsif startsAt %}{{ startsAt }}から、{% endif %}';
const ENDS = '{% if endsAt %}{{ endsAt }}に終了する予定です。{% endif %}';
const NEW_END = '{% if endsAt %}新しい終了予定：{{ endsAt }}。{% endif %}';
const ENDED = '{% if resolvedAt %}{{ resolvedAt }}に{% endif %}';
const PLANNED = '{% if startsAt %}{{ startsAt }}に{% endif %}';

export const JA_FORMS: Forms = {
  'update/investigating': {
    subject: '【{{ phase }}】{{ title }}',
    short: `{{ title }}${SINCE}。原因を調査しています。${NEXT}${LINK}`,
    banner: `{{ title }}。原因を調査しています。${NEXT}`,
  },
  'update/identified': {
    subject: '【{{ phase }}】{{ title }}',
    short: `{{ title }}：原因が判明し、復旧作業を進めています。${NEXT}${LINK}`,
    banner: `{{ title }}。原因が判明し、復旧作業を進めています。${NEXT}`,
  },
  'update/monitoring': {
    subject: '【{{ phase }}】{{ title }}',
    short: `{{ title }}：復旧の対応を終え、経過を見守っています。${NEXT}${LINK}`,
    banner: `{{ title }}。復旧の対応を終え、経過を見守っています。${NEXT}`,
  },
  'update/resolved': {
    subject: '【{{ phase }}】{{ title }}',
    short: `{{ title }}：${BACK}お時間を失わせてしまい、申し訳ありません。${LINK}`,
    banner: `{{ title }}：${BACK}`,
  },
  no_change: {
    subject: '【変化なし】{{ title }}',
    short: `{{ title }}：${UNCHANGED}対応を続けています。${NEXT}${LINK}`,
    banner: `{{ title }}。${UNCHANGED}${NEXT}`,
  },
  relapse: {
    subject: '【再発】{{ title }}',
    short: `{{ title }}：障害が再発しました。再び対応しています。${NEXT}${LINK}`,
    banner: `{{ title }}。障害が再発しました。${NEXT}`,
  },
  correction: {
    subject: '【訂正】{{ title }}',
    short: `訂正（{{ title }}）：先のお知らせに誤りがありました。正しい内容はこちらです。${LINK}`,
    banner: '訂正：{% if correct %}{{ correct }}{% else %}{{ title }}。{% endif %}',
  },
  apology: {
    subject: '【お詫び】{{ title }}',
    short: `{{ title }}：お時間を失わせてしまい、申し訳ありません。経緯と対策はこちらです。${LINK}`,
    banner: 'お時間を失わせてしまい、申し訳ありません：{{ title }}。',
  },
  postmortem_ready: {
    subject: '【報告書】{{ title }}',
    short: '{{ title }}：報告書を公開しました。{% if postmortemUrl %} {{ postmortemUrl }}{% endif %}',
    banner: '報告書を公開しました：{{ title }}。',
  },
  credit: {
    subject: '【クレジット付与】{{ title }}',
    short: `{{ title }}：${CREDIT}を付与します。お申し込みは必要ありません。${LINK}`,
    banner: `${CREDIT}を付与します：{{ title }}。`,
  },
  survey: {
    subject: '当社の対応はいかがでしたか：{{ title }}',
    short:
      '当社の対応はいかがでしたか（{{ title }}）。お聞かせください。{% if surveyUrl %} {{ surveyUrl }}{% endif %}',
    banner: '当社の対応はいかがでしたか：{{ title }}。',
  },
  questions: {
    subject: '【ご質問の受付】{{ title }}',
    short:
      '{{ title }}：{% if questionsAt %}{{ questionsAt }}より、{% endif %}ご質問にお答えします。{% if questionsUrl %} {{ questionsUrl }}{% endif %}',
    banner: '{{ title }}：{% if questionsAt %}{{ questionsAt }}より、{% endif %}ご質問にお答えします。',
  },
  'maintenance/scheduled': {
    subject: '【{{ phase }}】{{ title }}{% if startsAt %}、{{ startsAt }}{% endif %}',
    short: `{{ title }}：${WINDOW}メンテナンスを行います。${LINK}`,
    banner: `{{ title }}：${WINDOW}メンテナンスを行います。`,
  },
  'maintenance/reminded': {
    subject: '【再度のご案内】{{ title }}{% if startsAt %}、{{ startsAt }}{% endif %}',
    short: `再度のご案内（{{ title }}）：${WINDOW}メンテナンスを行います。${LINK}`,
    banner: `再度のご案内（{{ title }}）：${WINDOW}メンテナンスを行います。`,
  },
  'maintenance/in_progress': {
    subject: '【{{ phase }}】{{ title }}',
    short: `{{ title }}：メンテナンスを実施しています。${ENDS}${LINK}`,
    banner: `{{ title }}：メンテナンスを実施しています。${ENDS}`,
  },
  'maintenance/extended': {
    subject: '【延長】{{ title }}{% if endsAt %}、{{ endsAt }}まで{% endif %}',
    short: `{{ title }}：メンテナンスを延長します。${NEW_END}${LINK}`,
    banner: `{{ title }}：メンテナンスを延長します。${NEW_END}`,
  },
  'maintenance/verifying': {
    subject: '【{{ phase }}】{{ title }}',
    short: `{{ title }}：メンテナンスの作業が終わり、結果を確認しています。${LINK}`,
    banner: '{{ title }}：メンテナンスの作業が終わり、結果を確認しています。',
  },
  'maintenance/completed': {
    subject: '【{{ phase }}】{{ title }}',
    short: `{{ title }}：メンテナンスは${ENDED}終了しました。${LINK}`,
    banner: `{{ title }}：メンテナンスは${ENDED}終了しました。`,
  },
  'maintenance/cancelled': {
    subject: '【{{ phase }}】{{ title }}',
    short: `{{ title }}：${PLANNED}予定していたメンテナンスは中止します。${LINK}`,
    banner: `{{ title }}：${PLANNED}予定していたメンテナンスは中止します。`,
  },
  support_script: {
    subject: '【サポート用】{{ title }}',
    short: `サポート用：{{ title }}。{% if startsAt %}{% if endsAt %}終了予定：{{ endsAt }}。{% endif %}{% elsif resolvedAt %}復旧：{{ resolvedAt }}。{% else %}終了時刻は約束しないでください。{% endif %}${NEXT}${LINK}`,
    banner: `サポート用：{{ title }}。${NEXT}`,
  },
  internal: {
    subject: '【社内】{{ title }}：{{ phase }}',
    short: `社内：{{ title }}、{{ phase }}。${NEXT}${LINK}`,
    banner: `社内：{{ title }}、{{ phase }}。${NEXT}`,
  },
};
