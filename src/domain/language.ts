/** What people read: Vietnamese, unless they ask for English. */
export type Language = 'vi' | 'en';
/** The same in both languages. */
export type Words = Record<Language, string>;

const both = new Map<string, Words>();

/** For whoever takes a text only (the messages of a schema): the Vietnamese, of which `wordsOfText` knows the English. */
export function asText(words: Words): string {
  both.set(words.vi, words);
  return words.vi;
}

/** Both languages of a text that `asText` made; of any other the text itself. */
export function wordsOfText(text: string): Words {
  return both.get(text) ?? { vi: text, en: text };
}
