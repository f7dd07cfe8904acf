/** What people read: Vietnamese, unless they ask for English. */
export type Language = 'vi' | 'en';
/** The same in both languages. */
export type Words = Record<Language, string>;
