/** 本文に加えて、区分ごとに必要なことだけを伝える一文。Japanese. */
import type { SegmentNotes } from '../shape.ts';

const RETRY =
  '開発者の方へ：失敗したリクエストは、間隔を徐々に広げながら、同じ冪等キーで再送してください。リクエストIDは控えておいてください。';
const QUOTE = 'このお知らせは、貴社のお客様にそのままお伝えいただけます。';
const CONTACT =
  'ご契約や貴社の状況に関するご質問は、{% if supportUrl %}こちらへお寄せください： {{ supportUrl }} {% else %}担当者までお寄せください。{% endif %}';
const CREDIT =
  'ご契約にこの時間に対するクレジットの定めがある場合は、当社で計算してご連絡します。お申し込みは必要ありません。';
const COLLIDES = 'この時間帯に差し支えがある場合は、開始前にご連絡ください。';
const PAUSE =
  '開発者の方へ：この時間帯はリクエストが拒否される場合があります。処理を待機させ、終了後に再実行してください。';
const AGAIN = 'まだ動作しない場合は、アプリやページを閉じて、開き直してください。';

export const JA_NOTES: SegmentNotes = {
  consumer: {
    'update/investigating':
      'お電話やお問い合わせは必要ありません。変化があれば、すべてここでお知らせします。',
    'update/monitoring': AGAIN,
    'update/resolved': AGAIN,
  },
  business: {
    'update/investigating': QUOTE,
    'update/identified': QUOTE,
    'update/resolved': CREDIT,
    relapse: QUOTE,
    apology: CREDIT,
    'maintenance/scheduled': COLLIDES,
  },
  enterprise: {
    'update/investigating': `${QUOTE}${CONTACT}`,
    'update/identified': QUOTE,
    'update/resolved': `${CREDIT}${CONTACT}`,
    relapse: `${QUOTE}${CONTACT}`,
    apology: `${CREDIT}${CONTACT}`,
    postmortem_ready: CONTACT,
    'maintenance/scheduled': COLLIDES,
    'maintenance/reminded': CONTACT,
    'maintenance/extended': CONTACT,
  },
  developer: {
    'update/investigating': RETRY,
    'update/identified': RETRY,
    'update/monitoring':
      '開発者の方へ：待機中のリクエストは、少数ずつ再開してください。まだ失敗する場合は、リクエストIDと時刻をお送りください。',
    'update/resolved':
      '開発者の方へ：失敗したリクエストは再送できます。二重に実行されないよう、同じ冪等キーをお使いください。',
    relapse: RETRY,
    'maintenance/scheduled': PAUSE,
    'maintenance/reminded': PAUSE,
    'maintenance/extended':
      '開発者の方へ：{% if endsAt %}{{ endsAt }}まで、{% endif %}処理を待機させてください。',
    'maintenance/completed': '開発者の方へ：待機中の処理は再開できます。',
  },
};
