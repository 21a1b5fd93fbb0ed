/** A believable outage and believable planned work in Japanese, for previews and checks. */
import type { SampleWords } from '../shape.ts';

export const JA_SAMPLE: SampleWords = {
  title: '欧州のお客様がサインインできない障害',
  components: ['サインイン', '請求'],
  whatUsersSee: 'サインインのページにエラーが表示されます。',
  whoIsAffected: '欧州のお客様の約20%に影響しています。',
  cause: 'サインインのサーバーに加えた変更により、有効なセッションが拒否されていました。',
  action: 'この変更を元に戻しています。',
  workaround: 'すでにサインインしている場合は、そのまま作業を続けられます。',
  dataStatement: 'データの損失はありません。',
  lessons: '今後、サインインに関する変更は、まずリクエストの1%で検証します。',
  wrote: 'サインインはすべてのお客様にご利用いただけます。',
  correct: 'サインインは、欧州のお客様の約5%で引き続き失敗しています。',
  maintenanceTitle: 'レポート用データベースの高速化',
  reason: 'データベースをより高速なサーバーに移し、レポートが半分の時間で開くようにします。',
  whatToDo: '開始前に作業内容を保存してください。',
};
