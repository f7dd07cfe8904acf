import { cutText } from '../../../domain/text.ts';
import { type Content, html, type Markup } from '../markup.ts';

/** Every chart is drawn this wide, in units that are pixels on a phone; pages scale it up a little. */
export const chartWidth = 360;

/** The drawing with its words for people who cannot see it. `id` must be unique on the page. */
export function chart(id: string, height: number, title: string, description: string, body: Content): Markup {
  return html`<svg class="chart" viewBox="0 0 ${chartWidth} ${height}" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>${body}</svg>`;
}

/** Cut to what fits into `width` units of 12-unit type; a letter is taken as 6.3 wide. */
export function fitted(text: string, width: number): string {
  return cutText(text, Math.floor(width / 6.3));
}

/** Two decimals are enough for a drawing. */
export function units(value: number): string {
  return String(Math.round(value * 100) / 100);
}
