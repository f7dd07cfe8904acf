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

export interface Segment {
  /** CSS class that colours it: a severity or a level. */
  tone: string;
  value: number;
  /** Longest first: the first that fits is shown inside. */
  labels: string[];
  tooltip: string;
}

const thick = 18;

/** Segments side by side over the whole width, which stands for `total`, with a hair of paper between them. */
export function stackedBar(segments: Segment[], { y, total }: { y: number; total: number }): Markup {
  let x = 0;
  const parts = segments
    .filter(segment => segment.value > 0)
    .map(segment => {
      const width = Math.max(1.5, (segment.value / total) * chartWidth);
      const left = x;
      x += width;
      const label = segment.labels.find(text => width > text.length * 6.4 + 4);
      return html`<g class="seg ${segment.tone}"><title>${segment.tooltip}</title><rect x="${units(left)}" y="${y}" width="${units(Math.max(1, width - 1))}" height="${thick}"/>${
        label &&
        html`<text x="${units(left + width / 2)}" y="${units(y + thick / 2 + 4)}" text-anchor="middle">${label}</text>`
      }</g>`;
    });
  return html`${parts}`;
}
