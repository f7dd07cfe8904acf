/** `npm run test:chaos` tries all there is of what `npm test` tries a share of, because the whole of it takes minutes. */
const thorough = process.env.THOROUGH === '1';

/** The day, in days since 1970: another third every day, so that three days try all; `SHARE=20000 npm test` tries again what that one did. */
export const turn = Number(process.env.SHARE ?? Math.floor(Date.now() / 86_400_000));

/** All of them, or every third: neighbours are alike, and the kinds between are among them. */
export function share<T>(all: Iterable<T>): T[] {
  const list = [...all];
  const one = turn % Math.min(3, list.length);
  return list.filter((_, n) => thorough || n % 3 === one);
}

/** How large what is tried is. */
export function size(whole: number, everyday: number): number {
  return thorough ? whole : everyday;
}
