/**
 * How a conversation with a relay can fail: an error with what the verdict needs to judge it. No password is ever in
 * one: what a relay answers to a sign-in is cleaned before.
 */
import type { Reply } from './replies.ts';

/**
 * ECONNECTION: refused or lost. ETIMEDOUT: no answer in time. ETLS: no trustworthy encryption. EAUTH: not signed in.
 * EPROTOCOL: the answer was no SMTP. EREFUSED: the relay said no. ETOOLARGE, EUTF8: this relay takes no such message.
 */
export type FailureCode =
  | 'ECONNECTION'
  | 'ETIMEDOUT'
  | 'ETLS'
  | 'EAUTH'
  | 'EPROTOCOL'
  | 'EREFUSED'
  | 'ETOOLARGE'
  | 'EUTF8';

export type SmtpFailure = {
  message: string;
  code?: FailureCode | undefined;
  /** What the relay answered, and to which command, when it did. */
  responseCode?: number | undefined;
  response?: string | undefined;
  command?: string | undefined;
};

export const smtpFailure = (
  code: FailureCode,
  message: string,
  more: Omit<SmtpFailure, 'code' | 'message'> = {},
): Error & SmtpFailure => Object.assign(new Error(message), { code, ...more });

export const refusal = (reply: Reply, command: string, code: FailureCode = 'EREFUSED') =>
  smtpFailure(code, `The relay refused ${command}: ${reply.response}`, {
    responseCode: reply.code,
    response: reply.response,
    command,
  });

export const lostConnection = () => smtpFailure('ECONNECTION', 'The relay closed the connection.');
export const lateAnswer = () => smtpFailure('ETIMEDOUT', 'The relay did not answer in time.');
