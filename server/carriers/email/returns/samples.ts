/** Bounces as the mail servers of this world write them: their structure, with invented contents. For tests. */

const lines = (...all: string[]) => Buffer.from(all.join('\r\n'));

type Sample = { to: string; original: string; reader: string };

const report = (
  { to, original }: Sample,
  {
    from,
    subject,
    text,
    status,
    more = [],
    whole = true,
  }: { from: string; subject: string; text: string[]; status: string[]; more?: string[]; whole?: boolean },
) =>
  lines(
    'Return-Path: <>',
    ...more,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    'Date: Sun, 01 Mar 2026 09:58:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="=_b1"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--=_b1',
    'Content-Type: text/plain; charset=utf-8',
    '',
    ...text,
    '',
    '--=_b1',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    ...status,
    '',
    '--=_b1',
    `Content-Type: ${whole ? 'message/rfc822' : 'text/rfc822-headers'}`,
    '',
    original,
    '',
    '--=_b1--',
    '',
  );

export const postfix = (sample: Sample, code = '5.1.1', action = 'failed') =>
  report(sample, {
    from: 'MAILER-DAEMON@mx.receiver.example (Mail Delivery System)',
    subject:
      action === 'delayed' ? 'Delayed Mail (still being retried)' : 'Undelivered Mail Returned to Sender',
    more: ['Auto-Submitted: auto-replied'],
    text: [
      'This is the mail system at host mx.receiver.example.',
      '',
      `<${sample.reader}>: the reason stands below`,
    ],
    status: [
      'Reporting-MTA: dns; mx.receiver.example',
      'X-Postfix-Queue-ID: 4XyZ12abcd',
      '',
      `Final-Recipient: rfc822; ${sample.reader}`,
      `Original-Recipient: rfc822;${sample.reader}`,
      `Action: ${action}`,
      `Status: ${code}`,
      'Remote-MTA: dns; mail.receiver.example',
      `Diagnostic-Code: smtp; 550 ${code} <${sample.reader}>: Recipient address rejected:`,
      '    User unknown in virtual mailbox table',
    ],
  });

export const exim = (sample: Sample) =>
  report(sample, {
    from: 'Mail Delivery System <Mailer-Daemon@host.receiver.example>',
    subject: 'Mail delivery failed: returning message to sender',
    more: ['Auto-Submitted: auto-replied', `X-Failed-Recipients: ${sample.reader}`],
    whole: false,
    text: [
      'This message was created automatically by mail delivery software.',
      '',
      `  ${sample.reader}`,
      '    all relevant MX records point to non-existent hosts',
    ],
    status: [
      'Reporting-MTA: dns; host.receiver.example',
      '',
      'Action: failed',
      `Final-Recipient: rfc822;${sample.reader}`,
      'Status: 5.0.0',
      'Remote-MTA: dns; mail.receiver.example',
      'Diagnostic-Code: smtp; 550 5.1.1 The mail account does not exist here',
    ],
  });

export const exchange = (sample: Sample) =>
  report(sample, {
    from: 'postmaster@tenant.example',
    subject: 'Undeliverable: API is failing',
    more: ['Auto-Submitted: auto-replied', 'X-MS-Exchange-Message-Is-Ndr:'],
    text: [
      `Your message to ${sample.reader} couldn't be delivered.`,
      '',
      'It wasn’t found at tenant.example.',
    ],
    status: [
      'Reporting-MTA: dns;AM0PR01MB0001.eurprd01.prod.example',
      'Received-From-MTA: dns;mx.acme.example',
      'Arrival-Date: Sun, 1 Mar 2026 09:57:58 +0000',
      '',
      `Final-Recipient: rfc822;${sample.reader}`,
      'Action: failed',
      'Status: 5.1.10',
      'Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    ],
  });

export const gmail = (sample: Sample) =>
  report(sample, {
    from: 'Mail Delivery Subsystem <mailer-daemon@mailbox.example>',
    subject: 'Delivery Status Notification (Failure)',
    more: ['Auto-Submitted: auto-replied', `X-Failed-Recipients: ${sample.reader}`],
    text: [
      '** Address not found **',
      '',
      `Your message wasn't delivered to ${sample.reader} because the address couldn't be found.`,
    ],
    status: [
      'Reporting-MTA: dns; mailbox.example',
      'Arrival-Date: Sun, 01 Mar 2026 01:57:57 -0800 (PST)',
      'X-Original-Message-ID: <one@mailbox.example>',
      '',
      `Final-Recipient: rfc822; ${sample.reader}`,
      'Action: failed',
      'Status: 5.1.1',
      "Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's address for typos",
      'Last-Attempt-Date: Sun, 01 Mar 2026 01:57:58 -0800 (PST)',
    ],
  });

export const amazon = (sample: Sample) =>
  report(sample, {
    from: 'MAILER-DAEMON@amazonses.example',
    subject: 'Delivery Status Notification (Failure)',
    text: ['An error occurred while trying to deliver the mail to the following recipients:', sample.reader],
    status: [
      'Reporting-MTA: dns; a1-1.smtp-out.example',
      '',
      'Action: failed',
      `Final-Recipient: rfc822; ${sample.reader}`,
      'Diagnostic-Code: smtp; 552 5.2.2 Mailbox full',
      'Status: 5.2.2',
    ],
  });

export const qmail = ({ to, original, reader }: Sample) =>
  lines(
    'Return-Path: <>',
    'From: MAILER-DAEMON@old.receiver.example',
    `To: ${to}`,
    'Subject: failure notice',
    'Date: 1 Mar 2026 09:58:00 -0000',
    '',
    'Hi. This is the qmail-send program at old.receiver.example.',
    "I'm afraid I wasn't able to deliver your message to the following addresses.",
    "This is a permanent error; I've given up. Sorry it didn't work out.",
    '',
    `<${reader}>:`,
    'Sorry, no mailbox here by that name. (#5.1.1)',
    '',
    '--- Below this line is a copy of the message.',
    '',
    original,
    '',
  );

export const feedback = ({ to, original, reader }: Sample, type = 'abuse') =>
  lines(
    'From: <feedback@mailbox.example>',
    `To: ${to}`,
    'Subject: FW: API is failing',
    'Date: Sun, 01 Mar 2026 09:58:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="=_f"',
    '',
    '--=_f',
    'Content-Type: text/plain; charset="US-ASCII"',
    '',
    'This is an email abuse report for an email message received from IP 192.0.2.1.',
    '',
    '--=_f',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: SomeGenerator/1.0',
    'Version: 1',
    'Original-Mail-From: <redacted@acme.example>',
    `Original-Rcpt-To: <${reader}>`,
    'Source-IP: 192.0.2.1',
    '',
    '--=_f',
    'Content-Type: message/rfc822',
    'Content-Disposition: inline',
    '',
    original,
    '',
    '--=_f--',
    '',
  );

export const outOfOffice = ({ to, reader }: Sample) =>
  lines(
    `From: ${reader}`,
    `To: ${to}`,
    'Subject: Out of office: API is failing',
    'Auto-Submitted: auto-replied',
    'Date: Sun, 01 Mar 2026 09:58:00 +0000',
    '',
    'I am away. Whoever is mentioned here is no longer available; the user unknown to me will answer.',
    '',
  );

export const person = ({ to, reader }: Sample, text = 'please stop') =>
  lines(
    `From: ${reader}`,
    `To: ${to}`,
    'Subject: unsubscribe',
    'Date: Sun, 01 Mar 2026 09:58:00 +0000',
    '',
    text,
    '',
  );
