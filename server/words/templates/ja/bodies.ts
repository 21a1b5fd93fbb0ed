/**
 * 日本語の文面（です・ます調、四つの文体）。Sentences follow each other without a space. An apology names what people
 * could not do and is as strong as its tone: 申し訳ありません in plain, お詫び申し上げます in formal. Bold never touches
 * a full-width mark from inside, because markdown would not see its end.
 */
import type { Tone } from '@candor/protocol/words.ts';
import type { Bodies } from '../shape.ts';

const NEXT =
  '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}{% if nextUpdateBy %}\n\n**次のお知らせは{{ nextUpdateBy }}までに行います。**{% endif %}';
const FORMAL_NEXT =
  '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}{% if nextUpdateBy %}\n\n**次回のご報告は{{ nextUpdateBy }}までに掲載いたします。**{% endif %}';
const WARM_NEXT =
  '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}{% if nextUpdateBy %}\n\n**状況に変化がなくても、{{ nextUpdateBy }}までに必ずお知らせします。**{% endif %}';
const NOTE = '{% if segmentNote %}\n\n{{ segmentNote }}{% endif %}';
const BEGAN = '{% if startedAt %}この状態は{{ startedAt }}から続いています。{% endif %}';
const UNCHANGED =
  '{% if unchangedSince %}{{ unchangedSince }}から{% else %}前回のお知らせから{% endif %}状況に変化はありません。';
const BACK =
  '{{ components }}は{% if resolvedAt %}{{ resolvedAt }}から{% endif %}再びご利用いただけるようになりました。';
const LASTED =
  '{% if startedAt %}障害は{{ startedAt }}に{% if duration %}始まり、{{ duration }}続きました{% else %}始まりました{% endif %}。{% endif %}';
const BY = '{% if reviewBy %}{{ reviewBy }}までに、{% endif %}';
const SPAN = '{% if startedAt and resolvedAt %}{{ startedAt }}から{{ resolvedAt }}まで、{% endif %}';
const FOR_LONG = '{% if duration %}{{ duration }}にわたり、{% endif %}';
const STORY =
  '{% if cause %}発生した事象：{{ cause }}\n{% endif %}{% if lessons %}今後の対策：{{ lessons }}{% endif %}';
const CREDIT =
  '{% if creditPeriod %}{{ creditPeriod }}分の{% endif %}クレジット{% if creditAmount %}（金額：**{{ creditAmount }}**）{% endif %}';
const READ = '{% if postmortemUrl %}（[こちらからお読みいただけます]({{ postmortemUrl }})）{% endif %}';
const ANSWER =
  '質問は五つ、所要時間は一分ほどです{% if surveyUrl %}（[こちらからお答えください]({{ surveyUrl }})）{% endif %}。';
const WINDOW =
  '{% if startsAt and endsAt %}{{ startsAt }}から{{ endsAt }}まで、{% elsif startsAt %}{{ startsAt }}から、{% endif %}';
const ENDS = '{% if endsAt %}{{ endsAt }}に終了する予定です。{% endif %}';
const ENDED = '{% if resolvedAt %}{{ resolvedAt }}に{% endif %}';
const PLANNED = '{% if startsAt %}{{ startsAt }}に{% endif %}';

const JOIN =
  '{% if questionsAt %}{{ questionsAt }}より、その場でお答えします{% if questionsUrl %}（[こちらからご参加ください]({{ questionsUrl }})）{% endif %}。{% elsif questionsUrl %}[こちらからお寄せください]({{ questionsUrl }})。{% else %}どうぞご連絡ください。{% endif %}';
const FORMER = '{% if formerEndsAt %}当初の終了予定：{{ formerEndsAt }}。{% endif %}';
const NEW_END = '{% if endsAt %}新しい終了予定：{{ endsAt }}。{% endif %}';
const WORK = '{% if startsAt and endsAt %}作業の予定：{{ startsAt }}から{{ endsAt }}まで。{% endif %}';
const TIMES =
  '{% unless startsAt %}{% if startedAt %}発生：{{ startedAt }}。{% endif %}{% if resolvedAt %}復旧：{{ resolvedAt }}。{% endif %}{% if duration %}継続時間：{{ duration }}。{% endif %}{% endunless %}';
const KNOWN = `{% if resolvedAt %}{% if startsAt %}メンテナンスは終了し、{% else %}障害は復旧し、{% endif %}{{ components }}を再びご利用いただけます。{% else %}{{ whatUsersSee }}{% endif %}${WORK}${TIMES}{% unless startsAt %}{{ whoIsAffected }}{{ cause }}{{ checks }}{% endunless %}`;
const MORE =
  '**次の情報**\n{% if nextUpdateBy %}次のお知らせは{{ nextUpdateBy }}までに行います。{% else %}変化があり次第、ステータスページに掲載します。{% endif %}{% if incidentUrl %} {{ incidentUrl }}{% endif %}';
const NO_PROMISE =
  '**約束してはいけないこと**\n{% if startsAt %}{% if endsAt %}終了予定は{{ endsAt }}です。ほかの時刻は伝えないでください。{% else %}終了時刻は伝えないでください。{% endif %}{% elsif resolvedAt %}承認前のクレジット{% unless cause %}と、まだ判明していない原因{% endunless %}については、約束しないでください。{% else %}終了時刻と承認前のクレジット{% unless cause %}、まだ判明していない原因{% endunless %}については、約束しないでください。{% endif %}';
const SO_FAR =
  '{% unless startsAt %}{% unless resolvedAt %}{{ action }}{{ workaround }}{% endunless %}{% endunless %}';

const plain: Bodies = {
  'update/investigating': `{{ whatUsersSee }}${BEGAN}{{ whoIsAffected }}\n\n{{ action }}{{ workaround }}{{ components }}を通常どおりご利用いただけず、申し訳ありません。${NEXT}`,
  'update/identified': `原因が判明しました。{{ cause }}{{ whatUsersSee }}{{ whoIsAffected }}\n\n{{ action }}{{ workaround }}${NEXT}`,
  'update/monitoring': `復旧の対応を終え、{{ components }}は再びご利用いただける見込みです。{{ whoIsAffected }}\n\n{{ checks }}{{ action }}まだエラーが表示される場合は、お知らせください。${NEXT}`,
  'update/resolved': `${BACK}${LASTED}{{ cause }}{{ dataStatement }}\n\n{{ components }}を通常どおりご利用いただけず、申し訳ありませんでした。${BY}このページで報告書を公開します。お待ちくださった皆さま、ご連絡をくださった皆さま、ありがとうございました。${NOTE}`,
  no_change: `${UNCHANGED}{{ whatUsersSee }}{{ whoIsAffected }}{{ checks }}{{ detail }}\n\n{{ action }}{{ workaround }}今も{{ components }}を通常どおりご利用いただけず、申し訳ありません。${NEXT}`,
  relapse: `障害が再発しました。{{ whatUsersSee }}{{ whoIsAffected }}復旧したという判断が早すぎました。{{ components }}を通常どおりご利用いただけず、申し訳ありません。\n\n{{ action }}{{ workaround }}${NEXT}`,
  correction: `**訂正**：{% if wrote %}先に「{{ wrote }}」とお伝えしましたが、誤りでした。{% endif %}{{ correct }}誤った内容を掲載し、申し訳ありません。${NEXT}`,
  apology: `${SPAN}{{ components }}を通常どおりご利用いただけませんでした。この障害の責任は当社にあります。お客様の作業を中断させてしまい、申し訳ありません。\n\n${STORY}{% if postmortemUrl %}\n\n詳しい経緯：[報告書]({{ postmortemUrl }}){% elsif reviewBy %}\n\n{{ reviewBy }}までに報告書を公開します。{% endif %}${NOTE}`,
  postmortem_ready: `「{{ title }}」の報告書を公開しました${READ}。何が起きたのか、お客様にどのような影響があったのか、何を変えるのかを記しています。{{ lessons }}\n\nお客様の大切なお時間を失わせてしまい、申し訳ありません。誤りや不足がありましたら、お知らせください。${NOTE}`,
  credit: `${FOR_LONG}{{ components }}を通常どおりご利用いただけず、申し訳ありません。これに対し、${CREDIT}を付与します。\n\nお申し込みは必要ありません。金額に誤りがあると思われる場合は、お知らせください。${NOTE}`,
  survey: `当社の障害「{{ title }}」の影響を受けた方にお尋ねしています{% if duration %}（障害の長さ：{{ duration }}）{% endif %}。当社の対応はいかがでしたか。${ANSWER}\n\nすべての回答を読み、結果を公開します。${NOTE}`,
  questions: `「{{ title }}」について、ご質問をお受けしています。${JOIN}\n\nほかの方も知りたいと思われるご質問には、公開でお答えします。まだ分からないことは、分からないとお伝えします。${NOTE}`,
  'maintenance/scheduled': `${WINDOW}{{ components }}のメンテナンスを行います。{{ whatUsersSee }}\n\n{{ reason }}{{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `メンテナンスの再度のご案内です。${WINDOW}{{ components }}のメンテナンスを行います。{{ whatUsersSee }}\n\n{{ reason }}{{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `予定していた{{ components }}のメンテナンスを開始しました。${ENDS}{{ whatUsersSee }}{{ whatToDo }}${NOTE}`,
  'maintenance/extended': `予定していた{{ components }}のメンテナンスが、お知らせより長くかかっています。${FORMER}${NEW_END}{{ whatUsersSee }}{{ whatToDo }}\n\nさらにお待たせしてしまい、申し訳ありません。${NEXT}`,
  'maintenance/verifying': `予定していた{{ components }}のメンテナンスの作業が終わりました。すべて以前と同じようにご利用いただけるか、確認しています。まだ動作しないものがありましたら、お知らせください。${NOTE}`,
  'maintenance/completed': `予定していた{{ components }}のメンテナンスは${ENDED}終了しました。{{ components }}は、以前と同じようにご利用いただけます。ご協力ありがとうございました。${NOTE}`,
  'maintenance/cancelled': `${PLANNED}予定していた{{ components }}のメンテナンスは中止します。お客様側で必要な作業はありません。新しい日程が決まりましたら、このページでお知らせします。${NOTE}`,
  support_script: `**分かっていること**\n${KNOWN}\n\n**お伝えできること**\n{% if startsAt %}「{{ components }}の予定されたメンテナンスを行っています。{{ reason }}{{ whatToDo }}」{% elsif resolvedAt %}「${BACK}通常どおりご利用いただけず、申し訳ありませんでした。{{ dataStatement }}」{% else %}「{{ components }}を通常どおりご利用いただけず、申し訳ありません。{{ action }}{{ workaround }}」{% endif %}\n\n${NO_PROMISE}答えが分からないときは、そうお伝えして、質問を引き継いでください。\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}**：{{ phase }}。${KNOWN}${SO_FAR}\n\n${MORE}\n\nお客様にはサポート用の案内文で答え、公の発信はステータスページの担当者に任せてください。${NOTE}`,
};

const formal: Bodies = {
  'update/investigating': `{{ whatUsersSee }}${BEGAN}{{ whoIsAffected }}\n\n{{ action }}{{ workaround }}{{ components }}を通常どおりご利用いただけない状態となっておりますことを、深くお詫び申し上げます。${FORMAL_NEXT}`,
  'update/identified': `原因を特定いたしました。{{ cause }}{{ whatUsersSee }}{{ whoIsAffected }}\n\n{{ action }}{{ workaround }}${FORMAL_NEXT}`,
  'update/monitoring': `復旧の対応が完了し、{{ components }}は再びご利用いただける見込みです。{{ whoIsAffected }}\n\n{{ checks }}{{ action }}なおエラーが表示される場合は、お手数ですがご連絡ください。${FORMAL_NEXT}`,
  'update/resolved': `${BACK}${LASTED}{{ cause }}{{ dataStatement }}\n\n{{ components }}を通常どおりご利用いただけなかったことを、深くお詫び申し上げます。${BY}本ページにて報告書を公開いたします。障害をご連絡くださった皆さまに御礼申し上げます。${NOTE}`,
  no_change: `${UNCHANGED}{{ whatUsersSee }}{{ whoIsAffected }}{{ checks }}{{ detail }}\n\n{{ action }}{{ workaround }}現在も{{ components }}を通常どおりご利用いただけない状態が続いておりますことを、深くお詫び申し上げます。${FORMAL_NEXT}`,
  relapse: `障害が再発いたしました。{{ whatUsersSee }}{{ whoIsAffected }}復旧したとの判断が早すぎました。{{ components }}を通常どおりご利用いただけない状態となっておりますことを、深くお詫び申し上げます。\n\n{{ action }}{{ workaround }}${FORMAL_NEXT}`,
  correction: `**訂正**：{% if wrote %}先に「{{ wrote }}」とご案内いたしましたが、誤りでございました。{% endif %}{{ correct }}誤った内容を掲載いたしましたことを、お詫び申し上げます。${FORMAL_NEXT}`,
  apology: `${SPAN}{{ components }}を通常どおりご利用いただけませんでした。この障害の責任は当社にございます。お客様の業務を中断させましたことを、心よりお詫び申し上げます。\n\n${STORY}{% if postmortemUrl %}\n\n詳細：[報告書全文]({{ postmortemUrl }}){% elsif reviewBy %}\n\n{{ reviewBy }}までに報告書を公開します。{% endif %}${NOTE}`,
  postmortem_ready: `「{{ title }}」に関する報告書を公開いたしました${READ}。発生した事象、お客様への影響、今後の対策を記載しております。{{ lessons }}\n\nお客様の貴重なお時間を失わせましたことを、お詫び申し上げます。内容に誤りがございましたら、ご連絡ください。${NOTE}`,
  credit: `${FOR_LONG}{{ components }}を通常どおりご利用いただけなかったことを、お詫び申し上げます。ご契約に基づき、${CREDIT}を付与いたします。\n\nお申し込みの必要はございません。金額に誤りがあると思われる場合は、ご連絡ください。${NOTE}`,
  survey: `「{{ title }}」の影響を受けられたお客様に、当社の対応についてお伺いしております{% if duration %}（障害の長さ：{{ duration }}）{% endif %}。${ANSWER}\n\nすべての回答を拝読し、結果を公開いたします。${NOTE}`,
  questions: `「{{ title }}」に関するご質問を承っております。${JOIN}\n\nほかのお客様にも関わるご質問には公開で回答し、まだ判明していない点はその旨をお伝えいたします。${NOTE}`,
  'maintenance/scheduled': `${WINDOW}{{ components }}の計画メンテナンスを実施いたします。{{ whatUsersSee }}\n\n{{ reason }}{{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `計画メンテナンスについて、改めてご案内いたします。${WINDOW}{{ components }}の計画メンテナンスを実施いたします。{{ whatUsersSee }}\n\n{{ reason }}{{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `{{ components }}の計画メンテナンスを開始いたしました。${ENDS}{{ whatUsersSee }}{{ whatToDo }}${NOTE}`,
  'maintenance/extended': `{{ components }}の計画メンテナンスに、ご案内を上回る時間を要しております。${FORMER}${NEW_END}{{ whatUsersSee }}{{ whatToDo }}\n\nさらにお待たせいたしますことを、お詫び申し上げます。${FORMAL_NEXT}`,
  'maintenance/verifying': `{{ components }}の計画メンテナンスの作業が完了し、すべて以前と同じようにご利用いただけることを確認しております。動作しないものがございましたら、ご連絡ください。${NOTE}`,
  'maintenance/completed': `{{ components }}の計画メンテナンスは${ENDED}完了いたしました。{{ components }}は、以前と同じようにご利用いただけます。ご協力に御礼申し上げます。${NOTE}`,
  'maintenance/cancelled': `${PLANNED}予定しておりました{{ components }}の計画メンテナンスは中止いたします。お客様側で必要な作業はございません。新しい日程は本ページにてお知らせいたします。${NOTE}`,
  support_script: `**分かっていること**\n${KNOWN}\n\n**お伝えできること**\n{% if startsAt %}「{{ components }}の計画メンテナンスを実施しております。{{ reason }}{{ whatToDo }}」{% elsif resolvedAt %}「${BACK}通常どおりご利用いただけなかったことを、お詫び申し上げます。{{ dataStatement }}」{% else %}「{{ components }}を通常どおりご利用いただけず、お詫び申し上げます。{{ action }}{{ workaround }}」{% endif %}\n\n${NO_PROMISE}回答が分からない場合は、その旨をお伝えし、質問を引き継いでください。\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}**：{{ phase }}。${KNOWN}${SO_FAR}\n\n${MORE}\n\nお客様への回答にはサポート用の案内文をご使用ください。公の発表はステータスページのみで行います。${NOTE}`,
};

const warm: Bodies = {
  'update/investigating': `{{ whatUsersSee }}${BEGAN}{{ whoIsAffected }}\n\n何かをなさろうとして来てくださったのに、{{ components }}を通常どおりご利用いただけず、本当に申し訳ありません。{{ action }}{{ workaround }}${WARM_NEXT}`,
  'update/identified': `何が起きていたのか、分かりました。{{ cause }}{{ whatUsersSee }}{{ whoIsAffected }}\n\n{{ action }}{{ workaround }}${WARM_NEXT}`,
  'update/monitoring': `もう一度お試しください。復旧の対応を終え、{{ components }}は再びご利用いただける見込みです。{{ whoIsAffected }}\n\n{{ checks }}{{ action }}まだエラーが表示される場合は、ぜひお聞かせください。${WARM_NEXT}`,
  'update/resolved': `${BACK}${LASTED}{{ cause }}{{ dataStatement }}\n\n{{ components }}をご利用いただけず、お時間を失わせてしまい、本当に申し訳ありませんでした。何が起きたのか、何を変えるのかを、${BY}このページでお伝えします。ご連絡をくださった皆さま、ありがとうございました。大きな助けになりました。${NOTE}`,
  no_change: `良いお知らせをお届けしたいのですが、${UNCHANGED}{{ whatUsersSee }}{{ whoIsAffected }}{{ checks }}{{ detail }}\n\n{{ action }}{{ workaround }}今もお待たせしており、本当に申し訳ありません。${WARM_NEXT}`,
  relapse: `障害が再発しました。前回のお知らせの後だけに、がっかりさせてしまうことは承知しています。{{ whatUsersSee }}{{ whoIsAffected }}復旧したという判断が早すぎました。{{ components }}を通常どおりご利用いただけず、本当に申し訳ありません。\n\n{{ action }}{{ workaround }}${WARM_NEXT}`,
  correction: `**訂正**：{% if wrote %}先に「{{ wrote }}」とお伝えしましたが、誤りでした。{% endif %}{{ correct }}当社のお知らせを頼りにしてくださっているのに、誤った内容を掲載し、本当に申し訳ありません。${WARM_NEXT}`,
  apology: `${SPAN}{{ components }}を通常どおりご利用いただけませんでした。その時間には、それぞれのご予定があったはずです。ご期待に背き、お客様の作業を中断させてしまい、本当に申し訳ありません。\n\n${STORY}{% if postmortemUrl %}\n\n詳しい経緯：[報告書]({{ postmortemUrl }}){% elsif reviewBy %}\n\n{{ reviewBy }}までに報告書を公開します。{% endif %}${NOTE}`,
  postmortem_ready: `「{{ title }}」の背景で何が起きていたのか、気になっている方もいらっしゃると思います。報告書を公開しました${READ}。何が起きたのか、お客様にどのような影響があったのか、何を変えるのかを記しています。{{ lessons }}\n\nお客様の大切なお時間を失わせてしまい、申し訳ありません。実際にご覧になったことと違う点がありましたら、お聞かせください。${NOTE}`,
  credit: `${FOR_LONG}{{ components }}を通常どおりご利用いただけず、申し訳ありません。お金で時間は戻りませんが、その分をご負担いただくわけにはいきません。${CREDIT}を付与します。\n\nお申し込みは必要ありません。金額に誤りがあると思われる場合は、お知らせください。${NOTE}`,
  survey: `「{{ title }}」では、お時間を失わせてしまいました{% if duration %}（障害の長さ：{{ duration }}）{% endif %}。その間、当社の対応はお役に立てたでしょうか。${ANSWER}\n\n担当者がすべての回答を読み、結果を公開します。${NOTE}`,
  questions: `「{{ title }}」について、気になったままのことがあるかもしれません。ぜひお答えしたいと思います。${JOIN}\n\nどなたにも読んでいただけるよう、公開でお答えします。まだ分からないことも、率直にお伝えします。${NOTE}`,
  'maintenance/scheduled': `ご予定を立てていただけるよう、前もってお知らせします。${WINDOW}{{ components }}のメンテナンスを行います。{{ whatUsersSee }}\n\n{{ reason }}{{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `作業の途中でお困りにならないよう、改めてお知らせします。${WINDOW}{{ components }}のメンテナンスを行います。{{ whatUsersSee }}\n\n{{ reason }}{{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `お知らせしていた{{ components }}のメンテナンスを開始しました。${ENDS}{{ whatUsersSee }}{{ whatToDo }}${NOTE}`,
  'maintenance/extended': `お知らせした時刻までに、{{ components }}のメンテナンスを終えられませんでした。${FORMER}${NEW_END}{{ whatUsersSee }}{{ whatToDo }}\n\n最初のお知らせに合わせてご予定を組んでくださったのに、さらにお待たせしてしまい、本当に申し訳ありません。${WARM_NEXT}`,
  'maintenance/verifying': `{{ components }}のメンテナンスの作業が終わりました。すべて以前と同じようにご利用いただけるか、念入りに確認しています。お手元でまだ動作しないものがありましたら、お聞かせください。${NOTE}`,
  'maintenance/completed': `{{ components }}のメンテナンスは${ENDED}終了しました。{{ components }}は、以前と同じようにご利用いただけます。ご予定を調整してくださり、ありがとうございました。${NOTE}`,
  'maintenance/cancelled': `${PLANNED}{{ components }}のメンテナンスを予定していましたが、中止します。お客様側で必要な作業はありません。新しい日程が決まりましたら、このページでお知らせします。${NOTE}`,
  support_script: `**分かっていること**\n${KNOWN}\n\n**お伝えできること**\nまず、何をなさりたかったのかを伺い、その言葉のまま受け止めてください。そのうえで：{% if startsAt %}「{{ components }}の予定されたメンテナンスを行っています。お急ぎのところ、お手を止めさせてしまうことは承知しています。{{ reason }}{{ whatToDo }}」{% elsif resolvedAt %}「${BACK}ご利用いただけず、お時間を失わせてしまい、本当に申し訳ありませんでした。{{ dataStatement }}」{% else %}「必要とされている時に{{ components }}をご利用いただけず、本当に申し訳ありません。{{ action }}{{ workaround }}」{% endif %}\n\n${NO_PROMISE}「まだ分かりませんので、確認いたします」は、良い答えです。\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}**：{{ phase }}。{% unless resolvedAt %}お客様には今、次のことが起きています。{% endunless %}${KNOWN}${SO_FAR}\n\n${MORE}\n\n対応に当たっている人たちが集中できるよう、ご協力ありがとうございます。お客様にはサポート用の案内文があり、どなたにも同じ言葉をステータスページでお伝えしています。${NOTE}`,
};

const technical: Bodies = {
  'update/investigating': `{{ whatUsersSee }}{% if startedAt %}発生時刻：{{ startedAt }}。{% endif %}{{ checks }}{{ whoIsAffected }}\n\n{{ action }}{{ workaround }}{{ components }}を通常どおりご利用いただけず、申し訳ありません。${NEXT}`,
  'update/identified': `原因を特定しました。{{ cause }}{{ whatUsersSee }}{{ checks }}{{ whoIsAffected }}\n\n{{ action }}{{ workaround }}${NEXT}`,
  'update/monitoring': `修正を適用しました。{{ components }}へのリクエストは再び成功する見込みです。{{ checks }}{{ whoIsAffected }}\n\n{{ action }}まだエラーが発生する場合は、リクエストIDと時刻をお送りください。${NEXT}`,
  'update/resolved': `${BACK}{% if startedAt %}発生時刻：{{ startedAt }}。{% endif %}{% if duration %}継続時間：{{ duration }}。{% endif %}{{ cause }}{{ checks }}{{ dataStatement }}\n\nリクエストが失敗し、処理が中断したことをお詫びします。${BY}このページで報告書を公開します。詳細をお知らせくださった皆さま、ありがとうございました。${NOTE}`,
  no_change: `${UNCHANGED}{{ whatUsersSee }}{{ checks }}{{ whoIsAffected }}{{ detail }}\n\n{{ action }}{{ workaround }}今も{{ components }}を通常どおりご利用いただけず、申し訳ありません。${NEXT}`,
  relapse: `障害が再発しました。{{ whatUsersSee }}{{ checks }}{{ whoIsAffected }}対応を終了する判断が早すぎました。{{ components }}を通常どおりご利用いただけず、申し訳ありません。\n\n{{ action }}{{ workaround }}${NEXT}`,
  correction: `**訂正**：{% if wrote %}先の記載「{{ wrote }}」は、当社のデータと一致しません。{% endif %}{{ correct }}誤った記載を公開し、申し訳ありません。${NEXT}`,
  apology: `${SPAN}{{ components }}を通常どおりご利用いただけませんでした。この障害の責任は当社にあります。リクエストが失敗し、お客様の作業が中断したことをお詫びします。\n\n{% if cause %}原因：{{ cause }}\n{% endif %}{% if lessons %}変更点：{{ lessons }}{% endif %}{% if postmortemUrl %}\n\n詳細：[報告書]({{ postmortemUrl }}){% elsif reviewBy %}\n\n{{ reviewBy }}までに報告書を公開します。{% endif %}${NOTE}`,
  postmortem_ready: `「{{ title }}」の報告書を公開しました${READ}。時系列、要因、影響の数値、期限付きの対策を記しています。{{ lessons }}\n\nリクエストの失敗とそれに費やされたお時間について、お詫びします。お手元の計測と異なる点がありましたら、お送りください。${NOTE}`,
  credit: `${FOR_LONG}{{ components }}を通常どおりご利用いただけず、申し訳ありません。ご契約に基づき、${CREDIT}を付与します。\n\nお申し込みは必要ありません。計算方法は明細に記載しています。お手元の計測と異なる場合は、お送りください。${NOTE}`,
  survey: `「{{ title }}」の影響を受けた方にお尋ねしています{% if duration %}（継続時間：{{ duration }}）{% endif %}。当社のお知らせは、お手元の障害対応に役立ちましたか。${ANSWER}\n\nすべての回答を読み、結果を信頼区間とともに公開します。${NOTE}`,
  questions: `「{{ title }}」について、技術的な内容も含めてご質問をお受けしています。${JOIN}\n\nデータがあるものはデータを添えて、公開でお答えします。データがないものは、その旨をお伝えします。${NOTE}`,
  'maintenance/scheduled': `{% if startsAt %}開始：{{ startsAt }}。{% endif %}{% if endsAt %}終了：{{ endsAt }}。{% endif %}対象：{{ components }}。{{ whatUsersSee }}\n\n{{ reason }}{{ whatToDo }}${NOTE}`,
  'maintenance/reminded': `再度のご案内です。{% if startsAt %}開始：{{ startsAt }}。{% endif %}{% if endsAt %}終了：{{ endsAt }}。{% endif %}対象：{{ components }}。{{ whatUsersSee }}\n\n{{ reason }}{{ whatToDo }}${NOTE}`,
  'maintenance/in_progress': `予定していた{{ components }}のメンテナンスを開始しました。{% if endsAt %}終了予定：{{ endsAt }}。{% endif %}{{ whatUsersSee }}{{ whatToDo }}${NOTE}`,
  'maintenance/extended': `{{ components }}のメンテナンスの時間帯を延長します。${FORMER}${NEW_END}{{ whatUsersSee }}{{ whatToDo }}\n\nさらにお待たせしてしまい、申し訳ありません。${NEXT}`,
  'maintenance/verifying': `予定していた{{ components }}のメンテナンスの作業が終わり、監視チェックで確認しています。すべて以前と同じようにご利用いただける見込みです。まだリクエストが失敗する場合は、お知らせください。${NOTE}`,
  'maintenance/completed': `予定していた{{ components }}のメンテナンスは${ENDED}終了しました。{{ checks }}{{ components }}は、以前と同じようにご利用いただけます。${NOTE}`,
  'maintenance/cancelled': `${PLANNED}予定していた{{ components }}のメンテナンスは中止します。お客様側で必要な作業はありません。新しい作業時間帯は、このページでお知らせします。${NOTE}`,
  support_script: `**分かっていること**\n${KNOWN}\n\n**お伝えできること**\n{% if startsAt %}「この時間帯に{{ components }}の予定されたメンテナンスを行っています。{{ reason }}{{ whatToDo }}」{% elsif resolvedAt %}「${BACK}通常どおりご利用いただけず、申し訳ありませんでした。{{ dataStatement }}」{% else %}「{{ components }}を通常どおりご利用いただけず、申し訳ありません。{{ action }}{{ workaround }}」{% endif %}\n\n${NO_PROMISE}{% unless startsAt %}失敗したリクエストのIDと時刻を伺ってください。{% endunless %}答えが分からないときは、そうお伝えして、質問を引き継いでください。\n\n${MORE}${NOTE}`,
  internal: `**{{ title }}**：{{ phase }}。対象：{{ components }}。${KNOWN}${SO_FAR}\n\n${MORE}\n\nお客様：サポート用の案内文。公の発信：ステータスページのみ。${NOTE}`,
};

export const JA_BODIES: Readonly<Record<Tone, Bodies>> = { plain, formal, warm, technical };
