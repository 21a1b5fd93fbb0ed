/**
 * Money: whole minor units with an ISO 4217 code. Every share of an amount is computed exactly and rounded once,
 * by a stated mode. Never a binary float, never an amount without its currency.
 */
import { parseDecimal, type Ratio, type Rounding, ratio, round, toDecimal } from './decimal.ts';

export type Money = { readonly amountMinor: number; readonly currency: string };

/**
 * Digits after the point where they are not two, by ISO 4217 (list one). Intl is not asked: it follows CLDR, which
 * shows some currencies (IQD, for one) with fewer digits than their minor unit has.
 */
const EXPONENTS: Record<string, number> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

const KNOWN = new Set([...Intl.supportedValuesOf('currency'), ...Object.keys(EXPONENTS)]);

export const isCurrency = (code: string): boolean => KNOWN.has(code);

/** How many digits the minor unit has: EUR 2, JPY 0, KWD 3. */
export function currencyExponent(code: string): number {
  if (!isCurrency(code)) throw new RangeError(`"${code}" is not an ISO 4217 currency code such as EUR.`);
  return EXPONENTS[code] ?? 2;
}

export function money(amountMinor: number | bigint, currency: string): Money {
  currencyExponent(currency);
  const amount = Number(amountMinor);
  if (!Number.isSafeInteger(amount))
    throw new RangeError(`${amountMinor} is not a whole number of minor units.`);
  return { amountMinor: amount === 0 ? 0 : amount, currency };
}

/** "12.34", "EUR" → 1234. More digits than the currency has are refused, never dropped. */
export function parseMoney(text: string, currency: string): Money {
  const exponent = currencyExponent(currency);
  const value = parseDecimal(text);
  const minor = ratio(value.n * 10n ** BigInt(exponent), value.d);
  if (minor.d !== 1n)
    throw new RangeError(`${text} has more than ${exponent} digits after the point, ${currency} has not.`);
  return money(minor.n, currency);
}

export function add(...amounts: readonly [Money, ...Money[]]): Money {
  const { currency } = amounts[0];
  let sum = 0n;
  for (const amount of amounts) {
    if (amount.currency !== currency)
      throw new RangeError(`${amount.currency} cannot be added to ${currency}.`);
    sum += BigInt(amount.amountMinor);
  }
  return money(sum, currency);
}

/** `share` of an amount, rounded once. */
export const shareOf = (amount: Money, share: Ratio, rounding: Rounding = 'half-even'): Money =>
  money(round(ratio(BigInt(amount.amountMinor) * share.n, share.d), rounding), amount.currency);

/** `percent` is a decimal string: percentOf(money(995, 'EUR'), '10') is 1.00 EUR (99.5 cents, the tie goes to even). */
export const percentOf = (amount: Money, percent: string, rounding: Rounding = 'half-even'): Money => {
  const { n, d } = parseDecimal(percent);
  return shareOf(amount, ratio(n, d * 100n), rounding);
};

/** "12.34": for files and APIs that want the plain decimal. */
export function moneyToDecimal({ amountMinor, currency }: Money): string {
  const exponent = currencyExponent(currency);
  return toDecimal(ratio(BigInt(amountMinor), 10n ** BigInt(exponent)), exponent);
}

/** "€12.34", "12,34 €": as the locale writes it, always with all digits of the minor unit. */
export function formatMoney(amount: Money, locale = 'en'): string {
  const digits = currencyExponent(amount.currency);
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: amount.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // As a decimal string, so that no amount passes through a binary float.
  return format.format(moneyToDecimal(amount) as Intl.StringNumericLiteral);
}
