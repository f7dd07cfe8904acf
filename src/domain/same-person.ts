import unhomoglyph from 'unhomoglyph';
import { type Actor, notSignedIn } from './actor.ts';
import { textKey, withoutInvisible } from './text.ts';

/**
 * Whether two are one person. Accounts are compared by identity; keys by name as well, since no two that hold have the
 * same one, so that who gets a new key stays who he was. Where only a name is known, by what the names look like.
 */
export function samePerson(a: Actor, b: Actor): boolean {
  if (a.identity !== undefined && b.identity !== undefined) {
    if (a.identity === b.identity) return true;
    if (!a.identity.startsWith('key ') || !b.identity.startsWith('key ')) return false;
  }
  return nameSkeleton(a.name) === nameSkeleton(b.name);
}

const builtIn = ['schedule', 'cli', 'dvc-sync', 'system', 'api', 'page', notSignedIn];
const builtInSkeletons = new Set(builtIn.map(nameSkeleton));

/** A name nobody may have: one of the program's own, one that looks like it, or one that shows nothing. */
export function isReservedName(name: string): boolean {
  const skeleton = nameSkeleton(name);
  return skeleton === '' || builtInSkeletons.has(skeleton);
}

/**
 * What a name looks like: names with the same skeleton cannot be told apart by people who read them. It sees through
 * letter case, spaces, punctuation, where the tone mark stands (hoà, hòa), full width, invisible characters, and
 * letters of other alphabets that look like Latin ones (Unicode's table of confusables, UTS #39). For comparing only.
 */
export function nameSkeleton(name: string): string {
  const letters = withoutInvisible(name.normalize('NFKC')).normalize('NFD');
  // The table writes đ as a d with a stroke laid over it, which is not to become a d.
  const latin = Array.from(letters, latinLookAlike)
    .join('')
    .replace(/d\u0335/gi, 'đ');
  return textKey(latin.normalize('NFC')).replaceAll(' ', '').replaceAll('i', 'l').replaceAll('rn', 'm');
}

/** As it looks in small letters, or in capitals where only these look alike (Cyrillic т and Т). */
function latinLookAlike(letter: string): string {
  if (/[a-zA-Z]/.test(letter)) return letter;
  const small = unhomoglyph(letter);
  if (/^\p{ASCII}+$/u.test(small)) return small;
  const capital = unhomoglyph(letter.toUpperCase());
  return /^[A-Z]/.test(capital) ? capital : small;
}
