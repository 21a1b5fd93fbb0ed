/** Small statistics that several reckonings share. Pure; no randomness. */

/** z for a two-sided 95 % interval. */
export const Z95 = 1.959963984540054;

export type ShareInterval = { share: number; low: number; high: number; successes: number; of: number };

/**
 * A share with Wilson's score interval (Wilson 1927), which keeps its promise for small numbers and near 0 and 1.
 * Null when nobody was asked: no share of nothing is known.
 */
export function wilson(successes: number, of: number, z = Z95): ShareInterval | null {
  if (!Number.isInteger(successes) || !Number.isInteger(of) || successes < 0 || successes > of)
    throw new RangeError(`${successes} of ${of} is not a share.`);
  if (of === 0) return null;
  const share = successes / of;
  const scale = 1 + (z * z) / of;
  const middle = (share + (z * z) / (2 * of)) / scale;
  const half = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / scale;
  return {
    share,
    low: successes === 0 ? 0 : Math.max(0, middle - half),
    high: successes === of ? 1 : Math.min(1, middle + half),
    successes,
    of,
  };
}

export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Linear interpolation between order statistics (Hyndman and Fan's type 7, R's default). Null for nothing. */
export function quantile(values: readonly number[], p: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * Math.min(1, Math.max(0, p));
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.ceil(at)]!;
  return low + (high - low) * (at - below);
}

export const median = (values: readonly number[]): number | null => quantile(values, 0.5);
