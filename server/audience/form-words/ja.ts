/** The small forms of subscribing in Japanese. */
import type { FormWords } from '../form-words.ts';

export const ja: FormWords = {
  checkMailTitle: 'メールをご確認ください',
  checkMail:
    'このアドレスがまだ登録されていなければ、リンク付きのメールをお送りしました。リンクを開いて確認してください。',
  confirmTitle: '登録の確認',
  confirmAsk: '問題が起きたときと、直ったときに、お知らせしてよろしいですか。',
  confirmButton: 'はい、知らせてください',
  confirmedTitle: 'お知らせします',
  confirmed: 'ありがとうございます。障害と計画メンテナンスについてのみお送りします。',
  manage: '登録の内容',
  whichComponents: '選んだものだけ。何も選ばなければすべて',
  everyNote: 'まだ変化がないときも送る',
  save: '保存',
  savedTitle: '保存しました',
  saved: 'ご希望は今から有効です。',
  unsubscribeTitle: '登録を解除する',
  unsubscribeAsk: 'このアドレスには今後お送りしません。ページとフィードは引き続きご覧いただけます。',
  unsubscribeButton: '今後は送らない',
  unsubscribedTitle: '登録は解除されました',
  unsubscribed: 'このアドレスには今後お送りしません。',
  state: {
    pending: 'この登録はまだ確認されていません。',
    active: '登録されています。',
    unsubscribed: 'この登録は解除されました。',
    suppressed: 'このアドレスへのメールが戻ってきたため、送信を止めました。',
  },
};
