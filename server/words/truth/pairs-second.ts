/** More drafts and facts, written after the reading was made and before it was shown them: its figures are in the docs. */
import { collect, type World } from './testing.ts';

const { pairs, lie, fine, luege, stimmt } = collect();

const ONLY_EU: World = { down: ['Sign-in EU'] };
const PAY: World = { down: ['Payments'] };
const PAY_OVER: World = { over: [['Payments', '14:02', '14:47']] };
const EU_OVER_US_DOWN: World = { down: ['Sign-in US'], over: [['Sign-in EU', '14:02', '14:30']] };
const MIXED: World = { down: ['Payments', 'Search'] };

lie(
  PAY,
  'We are happy to report that payments are working as expected.',
  'The payment issue has been successfully resolved.',
  'Payments have been restored as of 14:50 UTC.',
  'Customers can pay again.',
  'This issue is now fixed and we are monitoring.',
  'Full service was restored at 14:55 UTC.',
  'Checkout and payments are both up.',
  'The underlying problem was fixed. Payments are back.',
  'Our engineers have resolved the outage.',
  'Payments are unaffected.',
  'This incident does not impact payments.',
  'Only search is affected.',
  'Payments continue to work normally.',
  'Less than 2% of payments fail.',
  'A very small percentage of customers cannot pay.',
  'Several customers have trouble paying: payments fail for them.',
  'All clear: everything works.',
  'We expect payments to be fixed before 14:30 UTC.',
  'The incident started at 14:25 UTC and affects payments.',
  'Impact began at 3:30 PM CET.',
  'Between 14:30 and now payments fail; they failed since 14:30 UTC.',
  'Payments have been failing since half past two: since 14:30 UTC.',
  'Our health checks are passing.',
  'All monitors are green again.',
  'Operations have returned to normal.',
  'Systems are operational.',
  'No customers are affected.',
  'There is no customer impact on payments.',
);
fine(
  PAY,
  'Payments fail for everyone since 14:02 UTC.',
  'We found the cause of the failing payments and are replacing a server. Sign-in and search work normally.',
  'We have restored one of two payment servers. Payments still fail for all customers.',
  'The certificate was renewed and the configuration is fixed; payments are not back yet.',
  'Until payments work again, please use an invoice.',
  'Once resolved, we will publish a report.',
  'Not resolved: payments.',
  'Please do not retry; we will tell you when payments are back to normal.',
  'Your orders are saved. Nothing is charged twice.',
  'No data was lost.',
  'Our support is available as usual.',
  'Our status page works as usual.',
  'The website itself is fully operational.',
  'We cannot say yet when this will be resolved.',
  'It is too early to say that this is fixed.',
  'Some of our engineers have joined to help.',
  'Payments failed yesterday between 10:00 and 10:20 UTC as well; that was another problem.',
  'We hope to have payments working again within the hour.',
  'All payments that failed will be repeated by themselves.',
  'All customers see an error when they pay.',
  '100% of payments fail.',
  'Payments: down. Sign-in: operational. Search: operational.',
  'The API is not affected, and neither is search.',
  'Unlike last week, sign-in is not affected.',
  'The problem is with payments only.',
  'This affects payments and nothing else.',
  'We said at 14:20 UTC that payments were working again; this is not true.',
  'As reported, payments are down since 14:02 UTC.',
  'We resolved a similar issue last month.',
  'Has this been resolved? No.',
  'Payments with stored cards work normally.',
  'Everything is not back to normal.',
  'You will be able to pay again once the restart is over.',
  'We are making sure that everything works before we call it resolved.',
  'If payments work again for you, please tell us.',
  'Our first fix did not work; payments stopped working again at 14:40 UTC.',
  'We started work on a fix at 14:30 UTC.',
  'Next word by 15:30 UTC, or earlier when payments are restored.',
  'The fix was rolled out at 14:45 UTC, but payments are still failing.',
  'The maintenance that was planned for 16:00 UTC is cancelled.',
);
lie(
  EU_OVER_US_DOWN,
  'Sign-in works again everywhere: the issue is resolved.',
  'Sign-in is restored in the US.',
  'US customers are no longer affected.',
  'Sign-in has recovered in all regions.',
  'The EU was not affected.',
);
fine(
  EU_OVER_US_DOWN,
  'Sign-in is restored in the EU and still fails in the US.',
  'Customers in the EU can sign in again since 14:30 UTC.',
  'The EU is no longer affected.',
  'Sign-in works again in Europe.',
  'Sign-in in the EU recovered at 14:30 UTC. The US is still affected.',
  'Customers in the EU were affected until 14:30 UTC.',
);
lie(
  ONLY_EU,
  'Sign-in in Europe is working.',
  'Our European region is not affected.',
  'Customers in the US are the only ones affected: only the US is affected.',
  'This is a global outage: all regions are down.',
);
fine(
  ONLY_EU,
  'Sign-in in the US is working.',
  'The US region is not affected.',
  'Sign-in in the EU is down.',
  'Customers in the EU only are affected.',
  'American customers are not impacted.',
  'Sign-in fails in Europe, and only there.',
  'Some customers cannot sign in: those in Europe.',
  'About half of our customers cannot sign in.',
);
lie(
  MIXED,
  'Only payments are affected.',
  'Payments are down; everything else is operational.',
  'Search works normally.',
  'All other services are unaffected, including search.',
  'The outage is limited to payments.',
);
fine(
  MIXED,
  'Payments and search are affected.',
  'Sign-in and the API are not affected.',
  'Everything except payments and search works.',
  'Only payments and search are affected.',
);
lie(
  PAY_OVER,
  'The disruption lasted 90 minutes.',
  'You could not pay between 14:30 UTC and 14:47 UTC.',
  'Payments were down for 5 minutes.',
  'Payments were restored at 14:15 UTC.',
  'Only search was affected; payments were never affected.',
  'The outage started at 14:20 UTC and lasted 27 minutes.',
);
fine(
  PAY_OVER,
  'Payments failed for 45 minutes, from 14:02 to 14:47 UTC.',
  'Payments were restored at 14:47 UTC.',
  'The problem is fixed. We restarted the database at 14:40 UTC, which took 4 minutes.',
  'Everything works again. Thank you for waiting.',
  'Search was not affected.',
  'We will publish a report by 4 March 2026, 12:00 UTC.',
  'You could not pay for about three quarters of an hour.',
  'Payments recovered at 14:45 UTC.',
  'The first reports reached us at 14:05 UTC.',
  'It took us 12 minutes to find the cause.',
  'The restore of the database took two hours last time.',
);
luege(
  PAY,
  'Zahlungen funktionieren wieder.',
  'Das Problem ist gelöst.',
  'Der Ausfall wurde behoben.',
  'Zahlungen sind wieder möglich.',
  'Alle Dienste laufen wieder normal.',
  'Nur die Suche ist betroffen.',
  'Zahlungen sind davon nicht betroffen.',
  'Wenige Kunden sind betroffen.',
  'Rund 3 Prozent der Zahlungen schlagen fehl.',
  'Seit 14:30 Uhr UTC schlagen Zahlungen fehl.',
  'Alle Prüfungen sind wieder grün.',
  'Wir haben die Störung behoben.',
  'Kunden können wieder bezahlen.',
  'Entwarnung: Es funktioniert alles wieder.',
);
stimmt(
  PAY,
  'Zahlungen schlagen seit 14:02 Uhr UTC für alle Kunden fehl.',
  'Die Suche und die Anmeldung funktionieren wie gewohnt.',
  'Wir melden uns, sobald Zahlungen wieder möglich sind.',
  'Zahlungen sind noch nicht wieder möglich.',
  'Wir haben den ersten Server neu gestartet; Zahlungen schlagen weiterhin fehl.',
  'Wir erwarten, dass Zahlungen zwischen 16:00 und 17:00 Uhr UTC wieder möglich sind.',
  'Bis Zahlungen wieder funktionieren, nutzen Sie bitte die Rechnung.',
  'Die Anmeldung ist nicht betroffen.',
  'Das Problem betrifft nur Zahlungen.',
  'Wir arbeiten daran, die Störung zu beheben.',
  'Es sind keine Daten verloren gegangen.',
  'Wenn Sie betroffen waren, müssen Sie nichts tun.',
  'Unser Support ist wie gewohnt erreichbar.',
  'Die Ursache ist gefunden, die Störung aber nicht behoben.',
  'Nächste Meldung bis 15:30 Uhr UTC.',
);
luege(PAY_OVER, 'Die Störung dauerte zwei Stunden.', 'Zahlungen waren seit 14:30 Uhr UTC gestört.');
stimmt(
  PAY_OVER,
  'Zahlungen funktionieren seit 14:47 Uhr UTC wieder.',
  'Die Störung dauerte etwa 45 Minuten.',
  'Der Fehler ist behoben. Danke fürs Warten.',
);

export const SECOND = pairs;
