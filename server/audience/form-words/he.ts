/** The small forms of subscribing in Hebrew. */
import type { FormWords } from '../form-words.ts';

export const he: FormWords = {
  checkMailTitle: 'נא לבדוק את הדואר',
  checkMail: 'אם הכתובת הזאת עדיין לא רשומה, הודעה עם קישור בדרך. יש לפתוח את הקישור כדי לאשר.',
  confirmTitle: 'אישור ההרשמה',
  confirmAsk: 'לכתוב לכם כשמשהו אינו פועל וכשהוא שב לפעול?',
  confirmButton: 'כן, עדכנו אותי',
  confirmedTitle: 'נעדכן אתכם',
  confirmed: 'תודה. אנחנו כותבים רק על תקלות ותחזוקה מתוכננת.',
  manage: 'ההרשמה שלכם',
  whichComponents: 'רק על אלה; על הכול אם לא נבחר דבר',
  everyNote: 'לכתוב גם כשעדיין לא השתנה דבר',
  save: 'שמירה',
  savedTitle: 'נשמר',
  saved: 'הבחירות תקפות מעכשיו.',
  unsubscribeTitle: 'סיום ההרשמה',
  unsubscribeAsk: 'לא נכתוב עוד לכתובת הזאת. הדף והערוצים נשארים פתוחים.',
  unsubscribeButton: 'לא לכתוב לי יותר',
  unsubscribedTitle: 'ההרשמה הסתיימה',
  unsubscribed: 'לא נכתוב עוד לכתובת הזאת.',
  state: {
    pending: 'ההרשמה הזאת עדיין לא אושרה.',
    active: 'אתם רשומים.',
    unsubscribed: 'סיימתם את ההרשמה הזאת.',
    suppressed: 'הדואר לכתובת הזאת חזר, ולכן הפסקנו לכתוב.',
  },
};
