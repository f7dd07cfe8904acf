import { textKey, withoutAccents } from '../domain/text.ts';

/** The national list as far as an import needs it. */
export interface NationalList {
  /** By national code; `active` false = withdrawn. */
  procedures: ReadonlyMap<string, { name: string; active: boolean }>;
  /** Procedures with a similar name, best first; score 0…1. */
  suggest(name: string): { code: string; name: string; score: number }[];
}

/** Below this two names have little but common words in common. */
const sameEnough = 0.6;
/** Above this it is the same but for a word: "(cấp xã)", "(cấp huyện)". */
const near = 0.75;
/** A name this near to another procedure's is that procedure's. */
const surely = 0.85;

/** Do two names mean one procedure? People shorten and misspell; a different procedure shares few words. */
export function namesAgree(listed: string, national: string): boolean {
  if (listed === '' || national === '' || textKey(listed) === textKey(national)) return true;
  return likeness(listed, national) >= sameEnough;
}

/** Another procedure that the listed name fits, where the one of the code does not. */
export function meantInstead(
  listed: string,
  code: string,
  national: NationalList,
): { code: string; name: string } | undefined {
  const [best] = national.suggest(listed);
  return best && best.code !== code && best.score >= surely ? best : undefined;
}

/**
 * The procedure whose very name is listed, where that of the code has little but common words with it: "Thủ tục đăng ký
 * kết hôn" beside the code of "Thủ tục đăng ký khai tử". One of the two may be the other cut short.
 */
export function surelyOther(
  listed: string,
  code: string,
  known: string,
  national: NationalList,
): string | undefined {
  const [one, other] = [syllables(listed), syllables(known)];
  const cutShort = one.every(word => other.includes(word)) || other.every(word => one.includes(word));
  return cutShort || likeness(listed, known) >= near ? undefined : namesOther(listed, code, known, national);
}

/** The procedure whose very name is listed, where that is not the one of the code; undefined where both have the name. */
export function namesOther(
  listed: string,
  code: string,
  known: string,
  national: NationalList,
): string | undefined {
  const key = textKey(listed);
  if (key === '' || key === textKey(known)) return undefined;
  const [best] = national.suggest(listed);
  return best && best.code !== code && textKey(best.name) === key ? best.code : undefined;
}

/** What a row may have meant: codes near the one written, then names alike; national ones only, five at most. */
export function suggestions(
  candidates: readonly string[],
  name: string,
  national: NationalList | undefined,
): { code: string; name: string }[] {
  if (!national) return [];
  const found = new Map<string, string>();
  for (const code of candidates) {
    const known = national.procedures.get(code);
    if (known) found.set(code, known.name);
  }
  if (name !== '')
    for (const { code, name: alike } of national.suggest(name)) if (!found.has(code)) found.set(code, alike);
  return [...found].slice(0, 5).map(([code, alike]) => ({ code, name: alike }));
}

/** Share of syllables two texts have in common (Dice), accents left out. */
function likeness(a: string, b: string): number {
  const [left, right] = [syllables(a), syllables(b)];
  const rest = new Map<string, number>();
  for (const word of left) rest.set(word, (rest.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of right) {
    const open = rest.get(word) ?? 0;
    if (open === 0) continue;
    common++;
    rest.set(word, open - 1);
  }
  return (2 * common) / (left.length + right.length);
}

function syllables(text: string): string[] {
  return withoutAccents(textKey(text)).split(' ');
}
