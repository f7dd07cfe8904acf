import { numberWords } from '../../domain/number-words.ts';
import { type Severity, severityNames } from '../../domain/severity.ts';
import { pressing, type Tally } from '../tally.ts';
import { html, type Markup } from './markup.ts';

/** A shape beside the word, so that colour is never the only sign. */
const severityShapes: Record<Severity, string> = {
  critical: '●',
  major: '▲',
  minor: '◆',
  info: '○',
};

export function severityBadge(severity: Severity): Markup {
  return html`<span class="badge ${severity}"><span aria-hidden="true">${severityShapes[severity]}</span> ${severityNames[severity]}</span>`;
}

/** "14 nghiêm trọng · 40 lớn": what is to be done; severities without rows are left out. */
export function severityWords({ bySeverity }: Tally): string {
  return pressing
    .filter(severity => bySeverity[severity] > 0)
    .map(severity => `${numberWords(bySeverity[severity])} ${severityNames[severity]}`)
    .join(' · ');
}

/** What only whoever has the machine needs stands behind this, never in the text itself. */
export function forTechnicians(...texts: (string | null)[]): Markup {
  const lines = texts.flatMap(text => {
    // Lines are broken between words alone, so that options stay whole and are copied as they are.
    const words = text?.split(' ').map(word => html`<span class="command">${word}</span> `);
    return words ? html`<p><code>${words}</code></p>` : [];
  });
  return html`<details class="technical"><summary>Dành cho kỹ thuật</summary>${lines}</details>`;
}
