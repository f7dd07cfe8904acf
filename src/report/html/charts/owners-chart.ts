import { numberWords } from '../../../domain/number-words.ts';
import { severityNames } from '../../../domain/severity.ts';
import type { ReportModel } from '../../model.ts';
import { idleWords } from '../../sentences.ts';
import { pressing, type Tally } from '../../tally.ts';
import { severityWords } from '../badges.ts';
import { html, type Markup } from '../markup.ts';
import { chart, chartWidth, stackedBar } from './frame.ts';

const step = 62;

/** "49 chưa kiểm tra lại được · 2 nghiêm trọng · 2 lớn", or why there is nothing. */
function ownerWords(tally: Tally, model: ReportModel): string {
  const unchecked = tally.unchecked > 0 && idleWords(model, tally);
  return [unchecked, severityWords(tally)].filter(Boolean).join(' · ') || idleWords(model, tally);
}

/**
 * Discrepancies to put right, by owner, stacked by severity, behind them those nobody could look at again; the same
 * numbers in words under each bar.
 */
export function ownersChart(model: ReportModel): Markup {
  const parts = model.owners.map(part => ({ ...part, rows: part.tally.toDo + part.tally.unchecked }));
  const most = Math.max(1, ...parts.map(part => part.rows));
  const bars = parts.map((part, index) => {
    const y = index * step;
    const { bySeverity, unchecked } = part.tally;
    const parts = [
      ...pressing.map(severity => [severity, bySeverity[severity], severityNames[severity]] as const),
      ['unchecked', unchecked, 'chưa kiểm tra lại được'] as const,
    ];
    const segments = parts.map(([tone, value, name]) => ({
      tone,
      value,
      labels: [numberWords(value)],
      tooltip: `${part.name}: ${numberWords(value)} ${name}`,
    }));
    return html`<text class="label strong" x="0" y="${y + 12}">${part.name}</text><text class="value" x="${chartWidth}" y="${y + 12}" text-anchor="end">${numberWords(part.tally.toDo)} cần xử lý</text>${stackedBar(segments, { y: y + 19, total: most })}<text class="note" x="0" y="${y + 51}">${ownerWords(part.tally, model)}</text>`;
  });
  const description = parts.map(part => `${part.name}: ${ownerWords(part.tally, model)}`).join('; ');
  return chart('c-owners', parts.length * step, 'Số sai lệch theo nơi chịu trách nhiệm', description, bars);
}
