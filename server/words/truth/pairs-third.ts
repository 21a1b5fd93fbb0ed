/** Whole messages as people write them, and the odd sentence; written last, and shown to the reading once. */
import { BOTH, collect, OVER, PAY, type World } from './testing.ts';

const { pairs, lie, fine, luege, stimmt } = collect();

const EU: World = { down: ['Storage from Frankfurt'] };

fine(
  PAY,
  'You cannot pay since 14:02 UTC. Payments fail with an error for everybody. We know the cause: a certificate expired. We are installing a new one. Meanwhile you can order by invoice. We are sorry that you cannot pay. Next word by 15:30 UTC.',
  'We are still working on payments. The new certificate is installed on three of five servers. We have not seen a successful payment yet. Sign-in, search and the API are not affected.',
  'Payments fail. The first attempt to fix this did not help, so we are rolling back the release of 13:50 UTC. We expect payments to work again between 15:20 and 15:40 UTC, because the rollback took 30 minutes in the test.',
  'No change since 14:40 UTC: payments still fail. We are still rolling back. Next word by 15:20 UTC.',
  "We're aware that payments don't work. Our team is on it.",
  'Payments were working normally until 14:02 UTC, when they began to fail.',
  'We have stopped retrying failed payments so that nobody is charged twice. Nothing was charged twice.',
  'Customers who paid before 14:02 UTC are not affected.',
  'Subscriptions that renew today are not affected.',
  'Please wait until payments are fully restored before you try again.',
  'Payments are expected to be fully operational within two hours.',
  'This message will be updated as soon as payments have been restored.',
  'Nothing else is affected.',
  'We do not believe that search is affected.',
  'A fix has been identified and is being rolled out.',
  'The failing server has been replaced. We are now testing whether payments work again.',
  'Payment by card fails. PayPal works as usual.',
  'Payments in our shop in Berlin work, because they use another system.',
  'Once more: payments are down, sign-in is up.',
  "Payments aren't back to normal yet, despite what we wrote at 14:40 UTC.",
  'What is working: sign-in, search, API. What is not working: payments.',
  'Affected: Payments. Not affected: Sign-in, Search.',
  'Scope: payments only. Status: investigating.',
);
lie(
  PAY,
  'You could not pay between 14:02 and 14:50 UTC. The problem is fixed, and payments work again. We are sorry. Next word by 15:30 UTC.',
  'Update: the rollback is done and all payments are going through again.',
  "We've fixed it. Payments are working.",
  'Good news: payments are up and running again!',
  'We have confirmed that everything is working normally.',
  'Not affected: Payments, Sign-in, Search.',
  'What is working: payments, sign-in, search. We have resolved the incident.',
  'We consider this incident resolved.',
  'We have identified the cause, and service has now been fully restored.',
  'Impact: a small number of customers. Payments may fail.',
  'It seems that only search has problems; payments are operational.',
  'A subset of payments is failing.',
  'Payments: operational.',
  'Payments have been failing for ten minutes, since 14:50 UTC.',
);
fine(
  BOTH,
  'Nobody in Europe or the United States can sign in.',
  'Sign-in is failing in the EU and the US. Asia has no servers of its own.',
  'We moved sign-in to another region; this has not helped yet.',
  'Employees and customers alike cannot sign in.',
  'Nearly all customers cannot sign in.',
  'The number of customers who cannot sign in is not known yet.',
  'Some features need sign-in; they are unavailable too.',
  'Several teams are working on it.',
  'Some of you asked whether data is lost. We are checking that.',
  'Only after sign-in works again will we start the other work.',
  'You are only affected if you sign in; open sessions go on.',
  'Sign-in will be available again after the restart.',
);
lie(
  BOTH,
  'Sign-in is back in the EU.',
  'Outside the US, sign-in works.',
  'We are seeing a few users who cannot sign in.',
  'Sign-in for US customers is unaffected.',
  'All users can now sign in as usual.',
  'The EU region is up.',
  'Users in the United States are able to sign in again.',
);
fine(
  EU,
  'Files stored in Europe cannot be opened since 14:02 UTC. Files stored in the US are not affected.',
  'Our European storage is down. All other regions work normally.',
  'Storage EU fails for all customers in Europe.',
  'The US is fine.',
);
lie(
  EU,
  'Our US storage is down, and Europe works normally.',
  'No region is affected.',
  'Storage EU is not impacted.',
  'Files in the EU are stored in Storage EU, which is fully operational.',
);
fine(
  OVER,
  'Payments have worked again since 14:47 UTC. You could not pay from 14:02 UTC, for 45 minutes. No payment was lost or charged twice. We will publish what happened by 4 March 2026. We are sorry. Thank you for waiting.',
  'The incident that began at 14:02 UTC is over.',
  'Between 14:02 UTC and 14:47 UTC, all customers saw errors when they paid.',
  'It was over at 14:47 UTC after 45 minutes.',
  'This was caused by an expired certificate.',
  'From 9:02 AM to 9:47 AM EST, payments failed.',
);
lie(
  OVER,
  'Payments failed for 20 minutes in total: it lasted 20 minutes.',
  'The outage lasted from 14:02 to 14:20 UTC, and you could not pay.',
  'The outage took place between 13:00 and 14:00 UTC; payments failed until 14:10 UTC and lasted 3 hours.',
  'Payments were fully restored at 14:10 UTC.',
);
stimmt(
  PAY,
  'Sie können seit 14:02 Uhr UTC nicht bezahlen. Zahlungen brechen für alle Kunden mit einem Fehler ab. Wir kennen die Ursache: Ein Zertifikat ist abgelaufen. Wir installieren ein neues. Es tut uns leid. Nächste Meldung bis 15:30 Uhr UTC.',
  'Zahlungen funktionieren noch nicht. Anmeldung und Suche sind nicht betroffen.',
  'Keine Änderung seit 14:40 Uhr UTC; wir arbeiten weiterhin an der Behebung.',
  'Sobald die Störung behoben ist, veröffentlichen wir einen Bericht.',
  'Wer vor 14:02 Uhr UTC bezahlt hat, ist nicht betroffen.',
  'Wir hatten um 14:40 Uhr UTC gemeldet, dass Zahlungen wieder funktionieren. Das war falsch.',
  'Voraussichtlich sind Zahlungen ab 16:30 Uhr UTC wieder möglich.',
  'Alle anderen Dienste sind nicht betroffen.',
);
luege(
  PAY,
  'Die Störung bei Zahlungen ist behoben, Sie können wieder bezahlen.',
  'Zahlungen sind wieder verfügbar.',
  'Betroffen ist nur die Suche.',
  'Es sind nur wenige Kunden betroffen.',
  'Zahlungen laufen wieder einwandfrei.',
  'Alles ist wieder in Ordnung.',
  'Keine Kunden sind betroffen.',
);

export const THIRD = pairs;
