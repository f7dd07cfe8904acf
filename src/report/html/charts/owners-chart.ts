import { numberWords } from '../../../domain/number-words.ts';
import { severityNames } from '../../../domain/severity.ts';
import type { ReportModel } from '../../model.ts';
import { pressing, toDo } from '../../tally.ts';
import { severityWords } from '../badges.ts';
import { html, type Markup } from '../markup.ts';
import { chart, chartWidth } from './frame.ts';
import { stackedBar } from './stacked-bar.ts';

const step = 62;

/** Discrepancies to put right, by owner, stacked by severity, with the same numbers in words under each bar. */
export function ownersChart(model: ReportModel): Markup {
  const parts = model.owners.map(part => ({ ...part, rows: toDo(part.tally) }));
  const most = Math.max(1, ...parts.map(part => part.rows));
  const bars = parts.map((part, index) => {
    const y = index * step;
    const segments = pressing.map(severity => ({
      tone: severity,
      value: part.tally.bySeverity[severity],
      labels: [numberWords(part.tally.bySeverity[severity])],
      tooltip: `${part.name}: ${numberWords(part.tally.bySeverity[severity])} ${severityNames[severity]}`,
    }));
    const place = { x: 0, y: y + 19, width: chartWidth, height: 18, total: most };
    return html`<text class="label strong" x="0" y="${y + 12}">${part.name}</text><text class="value" x="${chartWidth}" y="${y + 12}" text-anchor="end">${numberWords(part.rows)}</text>${stackedBar(segments, place)}<text class="note" x="0" y="${y + 51}">${severityWords(part.tally, pressing) || 'không có việc phải làm'}</text>`;
  });
  const description = parts
    .map(part => `${part.name}: ${severityWords(part.tally, pressing) || 'không có'}`)
    .join('; ');
  return chart('c-owners', parts.length * step, 'Số sai lệch theo nơi chịu trách nhiệm', description, bars);
}
