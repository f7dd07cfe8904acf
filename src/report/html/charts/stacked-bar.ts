import { html, type Markup } from '../markup.ts';
import { units } from './frame.ts';

export interface Segment {
  /** CSS class that colours it: a severity or a level. */
  tone: string;
  value: number;
  /** Longest first: the first that fits is shown inside. */
  labels: string[];
  tooltip: string;
}

/** Segments side by side from `x`, `width` units for `total`, with a hair of paper between them. */
export function stackedBar(
  segments: Segment[],
  place: { x: number; y: number; width: number; height: number; total: number },
): Markup {
  let x = place.x;
  const parts = segments
    .filter(segment => segment.value > 0)
    .map(segment => {
      const width = Math.max(1.5, (segment.value / place.total) * place.width);
      const left = x;
      x += width;
      const label = segment.labels.find(text => width > text.length * 6.4 + 4);
      return html`<g class="seg ${segment.tone}"><title>${segment.tooltip}</title><rect x="${units(left)}" y="${place.y}" width="${units(Math.max(1, width - 1))}" height="${place.height}"/>${
        label &&
        html`<text x="${units(left + width / 2)}" y="${units(place.y + place.height / 2 + 4)}" text-anchor="middle">${label}</text>`
      }</g>`;
    });
  return html`${parts}`;
}
