import type { Language } from '../domain/language.ts';

/** English only where the caller prefers it to Vietnamese. `Accept-Language` as RFC 9110 has it. */
export function languageOf(header: string | undefined): Language {
  let best: { language: Language; quality: number } = { language: 'vi', quality: 0 };
  for (const part of (header ?? '').slice(0, 1_000).split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = tag.trim().split('-')[0];
    if (language !== 'vi' && language !== 'en') continue;
    const quality =
      parameters.map(one => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(one)?.[1]).find(Boolean) ?? '1';
    if (Number(quality) > best.quality) best = { language, quality: Number(quality) };
  }
  return best.language;
}
