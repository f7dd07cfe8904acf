import { numberWords } from '../domain/number-words.ts';

/** The deepest answers nest some ten layers, forms some fifty; readers that call themselves for each layer bear this. */
const deepest = 200;
/** Signs that begin a value or part two, of a text that is held. The largest page there is, 50,000 rows of a city, has two million. */
const mostSigns = 4_000_000;

/** Found while a text came: it would take far more memory, or time, than it is long. Vietnamese. */
export class JsonExcess extends Error {}

/** Why so deep a text is not read on; Vietnamese. */
export function depthExcess(depth: number): string | undefined {
  return depth > deepest ? `lồng nhau quá ${deepest} lớp` : undefined;
}

/** The same of so many signs that begin a value or part two. */
export function signsExcess(signs: number): string | undefined {
  return signs > mostSigns ? `có hơn ${numberWords(mostSigns)} giá trị và khóa` : undefined;
}

/**
 * Why a JSON text would take far more memory than it is long, Vietnamese; `undefined` when it would not. Three bytes
 * can be an object, which takes sixty: so values are counted before anything is made of them. What stands inside
 * texts does not count; whether it is JSON at all is the parser's to say.
 */
export function jsonExcess(text: string): string | undefined {
  let depth = 0;
  let signs = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfText(text, at);
        break;
      case 0x7b:
      case 0x5b:
        signs++;
        if (++depth > deepest) return depthExcess(depth);
        break;
      case 0x7d:
      case 0x5d:
        depth--;
        break;
      case 0x2c:
      case 0x3a:
        signs++;
        break;
    }
  }
  return signsExcess(signs);
}

/** Where the text that begins at `start` has its closing quote, or the end of everything. */
function endOfText(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote;
    while (text.charCodeAt(before - 1) === 0x5c) before--;
    if ((quote - before) % 2 === 0) return quote;
  }
  return text.length;
}
