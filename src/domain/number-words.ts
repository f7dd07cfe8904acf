const byDigits = [0, 1, 2].map(
  maximumFractionDigits => new Intl.NumberFormat('vi-VN', { maximumFractionDigits }),
);

/** As Vietnamese read a number: `1.234,5`; at most so many decimals. */
export function numberWords(value: number, decimals: 0 | 1 | 2 = 1): string {
  return byDigits[decimals]!.format(value);
}

/** A share (0…1) as `39,4%`. */
export function percentWords(share: number): string {
  return `${numberWords(share * 100)}%`;
}
