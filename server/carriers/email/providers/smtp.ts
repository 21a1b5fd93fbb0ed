/** A relay as an account, beside or instead of SMTP_URL: a second one takes over when the first fails. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { provider } from '../../carrier.ts';
import { relayWay } from '../relay.ts';
import { fromField, type MailGiven, senderOf } from './given.ts';

const settings = z.strictObject({
  host: z.string().trim().min(1).max(253).meta({ title: 'Host', example: 'smtp.example.com' }),
  port: z.number().int().min(1).max(65_535).default(587).meta({ title: 'Port' }),
  security: z
    .enum(['starttls', 'tls'])
    .default('starttls')
    .meta({ title: 'Encryption', description: 'TLS from the first byte, usually port 465, or STARTTLS.' }),
  user: z
    .string()
    .max(320)
    .optional()
    .meta({ title: 'User', description: 'Left out for a relay without sign-in.' }),
  password: z.string().max(500).optional().meta({ title: 'Password', secret: true }),
  from: fromField,
  signed: z.boolean().default(true).meta({
    title: 'Sign with Candor’s DKIM key',
    description: 'Off when the relay signs, or changes the message.',
  }),
});

export const smtpProvider = (given: MailGiven) =>
  provider({
    name: 'smtp',
    title: 'SMTP relay',
    detail: 'Any mail server that takes mail for others; several of them take over from each other.',
    setUp: [
      'Ask whoever runs the relay for host, port, user and password.',
      'Publish the records that “Mail readiness” names, then check the account.',
    ],
    settings,
    open({ host, port, security, user, password, from, signed }, { outbound, clock }) {
      if ((user === undefined) !== (password === undefined))
        throw new Error('A relay takes a user and a password, or neither of them.');
      const name = host.replace(/^\[|\]$/g, '');
      // Names are judged when they are looked up; of a literal nobody asks the lookup.
      if (isIP(name)) outbound.checkAddress(name);
      const auth = user === undefined || password === undefined ? null : { user, pass: password };
      return relayWay({
        relay: { host: name, port, secure: security === 'tls', auth },
        sender: senderOf(from, given),
        signed,
        letters: given.letters,
        clock,
        connections: given.connections,
        lookup: outbound.lookup,
      });
    },
  });
