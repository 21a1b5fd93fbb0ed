/** Fields that accounts of phone providers share. */
import { z } from 'zod';

export const prefixes = z
  .string()
  .trim()
  .regex(/^(?:\+[1-9]\d{0,9}(?:[\s,;]+|$))*$/, 'Country codes with +, parted by commas, such as +49, +43.')
  .max(1_000)
  .default('')
  .meta({
    title: 'Only these countries',
    description:
      'Beginnings of the numbers that this account reaches, parted by commas. Empty: all. A short list keeps strangers from spending your money abroad.',
    example: '+49, +43, +41',
  });

export const callerNumber = z
  .string()
  .trim()
  .regex(/^\+[1-9]\d{6,14}$/, 'A number with its country, such as +4930123456.')
  .meta({
    title: 'Calls from',
    description: 'A number of this account that may call.',
    example: '+4930123456',
  });

export const maxSegments = z.number().int().min(1).max(10).default(3).meta({
  title: 'Most segments of a message',
  description:
    'Each is billed as one message: 160 plain characters alone, 153 of several; 70 and 67 with other letters.',
  example: '3',
});
