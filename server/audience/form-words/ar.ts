/** The small forms of subscribing in Arabic. */
import type { FormWords } from '../form-words.ts';

export const ar: FormWords = {
  checkMailTitle: 'من فضلك راجع بريدك',
  checkMail: 'إن لم يكن هذا العنوان مشتركًا بعد، فرسالة تحوي رابطًا في الطريق. افتح الرابط للتأكيد.',
  confirmTitle: 'تأكيد اشتراكك',
  confirmAsk: 'هل نكتب إليك عندما يتعطل شيء وعندما يعود إلى العمل؟',
  confirmButton: 'نعم، أخبروني',
  confirmedTitle: 'سنخبرك',
  confirmed: 'شكرًا. نكتب عن الأعطال والصيانة المخطط لها فقط.',
  manage: 'اشتراكك',
  whichComponents: 'عن هذه فقط؛ وعن كل شيء إن لم تختر',
  everyNote: 'اكتبوا أيضًا عندما لم يتغير شيء بعد',
  save: 'حفظ',
  savedTitle: 'تم الحفظ',
  saved: 'تسري رغباتك من الآن.',
  unsubscribeTitle: 'إنهاء اشتراكك',
  unsubscribeAsk: 'لن نكتب إلى هذا العنوان بعد الآن. تبقى الصفحة والخلاصات متاحة لك.',
  unsubscribeButton: 'لا تكتبوا إليّ بعد الآن',
  unsubscribedTitle: 'انتهى اشتراكك',
  unsubscribed: 'لن نكتب إلى هذا العنوان بعد الآن.',
  state: {
    pending: 'لم تؤكد هذا الاشتراك بعد.',
    active: 'أنت مشترك.',
    unsubscribed: 'أنهيت هذا الاشتراك.',
    suppressed: 'عادت الرسائل المرسلة إلى هذا العنوان، فتوقفنا عن الكتابة.',
  },
};
