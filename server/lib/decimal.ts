/**
 * Exact arithmetic: decimals as people write them in contracts ("99.9") and fractions of BigInts. Nothing here
 * touches a binary float, so that exactly 99.9 is never a hair below 99.9.
 */

/** A fraction in lowest terms; the denominator is positive. */
export type Ratio = { readonly n: bigint; readonly d: bigint };

/** `half-even` rounds a tie to the even neighbour (banker's rounding), `half-up` away from zero. */
export type Rounding = 'half-even' | 'half-up';

const DECIMAL = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?$/;

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

export function ratio(n: bigint | number, d: bigint | number = 1n): Ratio {
  let [top, bottom] = [BigInt(n), BigInt(d)];
  if (bottom === 0n) throw new RangeError('A fraction needs a denominator other than zero.');
  if (bottom < 0n) [top, bottom] = [-top, -bottom];
  const common = gcd(top, bottom);
  return common > 1n ? { n: top / common, d: bottom / common } : { n: top, d: bottom };
}

export const isDecimal = (text: string): boolean => DECIMAL.test(text);

/** "99.95" → 1999/20. Refuses exponents, blanks and separators of thousands. */
export function parseDecimal(text: string): Ratio {
  const match = DECIMAL.exec(text);
  if (!match) throw new RangeError(`"${text}" is not a decimal number such as 99.95.`);
  const [, sign, whole, fraction = ''] = match;
  const n = BigInt(whole! + fraction);
  return ratio(sign === '-' ? -n : n, 10n ** BigInt(fraction.length));
}

export const compare = (a: Ratio, b: Ratio): -1 | 0 | 1 => {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
export const times = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.n, a.d * b.d);
export const plus = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d + b.n * a.d, a.d * b.d);
export const least = (a: Ratio, b: Ratio): Ratio => (compare(a, b) <= 0 ? a : b);

/** The nearest whole number. */
export function round({ n, d }: Ratio, rounding: Rounding = 'half-even'): bigint {
  const negative = n < 0n;
  const size = negative ? -n : n;
  const floor = size / d;
  const twiceRest = 2n * (size % d);
  const up = twiceRest > d || (twiceRest === d && (rounding === 'half-up' || floor % 2n === 1n));
  const rounded = up ? floor + 1n : floor;
  return negative ? -rounded : rounded;
}

/** The decimal text of a fraction with exactly `places` digits after the point. */
export function toDecimal(value: Ratio, places: number, rounding: Rounding = 'half-even'): string {
  const scaled = round({ n: value.n * 10n ** BigInt(places), d: value.d }, rounding);
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return scaled < 0n ? `-${text}` : text;
}
