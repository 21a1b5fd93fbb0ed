/** The small forms of subscribing in Chinese (simplified). */
import type { FormWords } from '../form-words.ts';

export const zh: FormWords = {
  checkMailTitle: '请查看您的邮箱',
  checkMail: '如果此地址尚未订阅，一封带链接的邮件正在发送。请点击链接确认。',
  confirmTitle: '确认您的订阅',
  confirmAsk: '出现问题以及恢复正常时，我们可以写信给您吗？',
  confirmButton: '是的，请通知我',
  confirmedTitle: '我们会通知您',
  confirmed: '谢谢。我们只就故障和计划维护发送邮件。',
  manage: '您的订阅',
  whichComponents: '仅限所选；未选择则为全部',
  everyNote: '尚无变化时也发送',
  save: '保存',
  savedTitle: '已保存',
  saved: '您的选择即刻生效。',
  unsubscribeTitle: '结束您的订阅',
  unsubscribeAsk: '我们不会再向此地址发送邮件。页面和订阅源仍对您开放。',
  unsubscribeButton: '不再给我写信',
  unsubscribedTitle: '您的订阅已结束',
  unsubscribed: '我们不会再向此地址发送邮件。',
  state: {
    pending: '您尚未确认此订阅。',
    active: '您已订阅。',
    unsubscribed: '您已结束此订阅。',
    suppressed: '发往此地址的邮件被退回，因此我们停止了发送。',
  },
};
