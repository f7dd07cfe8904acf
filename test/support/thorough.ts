/** `npm run test:chaos` tries all there is of what `npm test` tries a share of, because the whole of it takes minutes. */
const thorough = process.env.THOROUGH === '1';

/** All of them, or every third: neighbours are alike, and the first and the kinds between are among them. */
export function share<T>(all: Iterable<T>): T[] {
  return [...all].filter((_, n) => thorough || n % 3 === 0);
}

/** How large what is tried is. */
export function size(whole: number, everyday: number): number {
  return thorough ? whole : everyday;
}
