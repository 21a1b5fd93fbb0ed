/** How money, shares and counts are written: always with their unit, an estimate always with its interval. */

/** Minor units of a currency, with as many digits as that currency has. */
export function moneyText(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits);
}

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const signedPercent = new Intl.NumberFormat('en', {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
/** An estimate is known to two or three digits; more of them would claim what nobody knows. */
const rough = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

const minus = (text: string) => text.replaceAll('-', '−');
export const numberText = (value: number): string => minus(plain.format(value));
export const roughText = (value: number): string => minus(rough.format(value));
export const percentText = (share: number): string => minus(percent.format(share));

type Interval = { value: number; low: number; high: number };

/** `−23.4% (95% interval −31% to −15%)`: a relative change with its uncertainty. */
export const changeText = ({ value, low, high }: Interval): string =>
  minus(
    `${signedPercent.format(value)} (95% interval ${signedPercent.format(low)} to ${signedPercent.format(high)})`,
  );

/** `12.4 sessions (95% interval 10 to 15)`. */
export const estimateText = ({ value, low, high }: Interval, unit: string): string =>
  `${roughText(value)} ${unit} (95% interval ${roughText(low)} to ${roughText(high)})`;

/** `12 of 40, 30% (95% interval 18% to 45%)`. */
export const shareText = (share: {
  share: number;
  low: number;
  high: number;
  successes: number;
  of: number;
}): string =>
  `${share.successes} of ${share.of}, ${percent.format(share.share)} (95% interval ${percent.format(share.low)} to ${percent.format(share.high)})`;
