const byDigits: Intl.NumberFormat[] = [];

/** As Vietnamese read a number: `1.234,5`; at most so many decimals. */
export function numberWords(value: number, decimals: 0 | 1 | 2 = 1): string {
  // Not before a number is said: making the three costs a start as much as reading its configuration.
  byDigits[decimals] ??= new Intl.NumberFormat('vi-VN', { maximumFractionDigits: decimals });
  return byDigits[decimals].format(value);
}

/** A share (0…1) as `39,4%`. */
export function percentWords(share: number): string {
  return `${numberWords(share * 100)}%`;
}
