import { numberWords } from '../../../domain/number-words.ts';
import { severityNames } from '../../../domain/severity.ts';
import type { ReportModel } from '../../model.ts';
import { html, type Markup } from '../markup.ts';
import { chart, chartWidth, fitted, units } from './frame.ts';

const shownGroups = 12;
const step = 38;

/** Discrepancies by rule: a bar for each, worst severity first, its severity in words behind the number. */
export function rulesChart(model: ReportModel): Markup {
  const groups = model.groups.filter(group => !group.waived).sort((a, b) => b.tally.total - a.tally.total);
  const shown = groups.slice(0, shownGroups);
  const rest = groups.slice(shownGroups);
  const most = Math.max(1, ...shown.map(group => group.tally.total));
  const bars = shown.map((group, index) => {
    const y = index * step;
    const title = model.ruleText(group.rule).title;
    const words = `${numberWords(group.tally.total)} · ${severityNames[group.severity]}`;
    // The number stands behind its bar, so the longest bar leaves room for it.
    const width = Math.max(2, (group.tally.total / most) * (chartWidth - 130));
    return html`<g><title>${title}: ${words}</title><text class="label" x="0" y="${y + 12}">${fitted(title, chartWidth)}</text><rect class="seg ${group.severity}" x="0" y="${y + 18}" width="${units(width)}" height="11" rx="2"/><text class="value" x="${units(width + 7)}" y="${y + 28}">${words}</text></g>`;
  });
  const restRows = rest.reduce((sum, group) => sum + group.tally.total, 0);
  const more =
    rest.length > 0 &&
    html`<text class="note" x="0" y="${shown.length * step + 12}">và ${numberWords(restRows)} sai lệch thuộc ${numberWords(rest.length)} loại khác</text>`;
  const description = shown
    .map(group => `${model.ruleText(group.rule).title}: ${numberWords(group.tally.total)}`)
    .join('; ');
  return chart('c-rules', shown.length * step + (more ? 20 : 0), 'Số sai lệch theo loại', description, [
    bars,
    more,
  ]);
}
