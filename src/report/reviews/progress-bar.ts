import { html, type Markup } from '../html/markup.ts';

/** A bar of parts in their shares of a whole (0…1); each says in words what it shows. */
export function progressBar(
  parts: readonly { share: number; tone: 'good' | 'some' | 'bad' | 'rest'; words: string }[],
): Markup {
  let x = 0;
  const shapes = parts
    .filter(({ share }) => share > 0)
    .map(({ share, tone, words }) => {
      const shape = html`<rect x="${(x * 100).toFixed(2)}%" width="${(share * 100).toFixed(2)}%" height="14" class="${tone}"><title>${words}</title></rect>`;
      x += share;
      return shape;
    });
  const label = parts
    .filter(({ share }) => share > 0)
    .map(({ words }) => words)
    .join(', ');
  return html`<svg class="bar" role="img" aria-label="${label}" width="100%" height="14">${shapes}</svg>`;
}
