/** Every way out of the mail carrier, one line each. */
import type { Provider } from '../../carrier.ts';
import type { MailGiven } from './given.ts';
import { mailgunProvider } from './mailgun.ts';
import { postmarkProvider } from './postmark.ts';
import { resendProvider } from './resend.ts';
import { sendgridProvider } from './sendgrid.ts';
import { sesProvider } from './ses.ts';
import { smtpProvider } from './smtp.ts';

export const mailProviders = (given: MailGiven): Provider[] => [
  smtpProvider(given),
  sesProvider(given),
  postmarkProvider(given),
  sendgridProvider(given),
  mailgunProvider(given),
  resendProvider(given),
];
