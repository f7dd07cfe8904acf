import { numberWords } from '../../domain/number-words.ts';
import { html, type Markup } from '../html/markup.ts';

/** A bar of parts of a whole; each says in words what it shows: "12 đã xong". */
export function progressBar(
  whole: number,
  parts: readonly [count: number, tone: 'good' | 'some' | 'bad' | 'rest', words: string][],
): Markup {
  let x = 0;
  const present = parts
    .filter(([count]) => count > 0)
    .map(([count, tone, words]) => ({ share: count / whole, tone, words: `${numberWords(count)} ${words}` }));
  const shapes = present.map(({ share, tone, words }) => {
    const shape = html`<rect x="${(x * 100).toFixed(2)}%" width="${(share * 100).toFixed(2)}%" height="14" class="${tone}"><title>${words}</title></rect>`;
    x += share;
    return shape;
  });
  const label = present.map(({ words }) => words).join(', ');
  return html`<svg class="bar" role="img" aria-label="${label}" width="100%" height="14">${shapes}</svg>`;
}
