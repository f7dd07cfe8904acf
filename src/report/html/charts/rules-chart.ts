import { numberWords } from '../../../domain/number-words.ts';
import { severityNames } from '../../../domain/severity.ts';
import type { ReportModel } from '../../model.ts';
import { html, type Markup } from '../markup.ts';
import { chart, chartWidth, fitted, units } from './frame.ts';

const shownGroups = 12;
const step = 38;

/**
 * Discrepancies by rule: a bar for each, what could not be looked at again as well as what is to be done, with its
 * severity in words behind the number; information is not drawn.
 */
export function rulesChart(model: ReportModel): Markup {
  const drawn = model.groups.filter(({ standing }) => standing === 'toDo' || standing === 'unchecked');
  const groups = drawn.sort((a, b) => b.tally.unchecked - a.tally.unchecked || b.tally.total - a.tally.total);
  const shown = groups.slice(0, shownGroups);
  const rest = groups.slice(shownGroups);
  const most = Math.max(1, ...shown.map(group => group.tally.total));
  const bars = shown.map((group, index) => {
    const y = index * step;
    const title = model.ruleText(group.rule).title;
    const unchecked = group.standing === 'unchecked';
    const words = `${numberWords(group.tally.total)} · ${unchecked ? 'chưa kiểm tra lại' : severityNames[group.severity]}`;
    // The number stands behind its bar, so the longest bar leaves room for it.
    const width = Math.max(2, (group.tally.total / most) * (chartWidth - 150));
    return html`<g><title>${title}: ${words}</title><text class="label" x="0" y="${y + 12}">${fitted(title, chartWidth)}</text><rect class="seg ${unchecked ? group.standing : group.severity}" x="0" y="${y + 18}" width="${units(width)}" height="11" rx="2"/><text class="value" x="${units(width + 7)}" y="${y + 28}">${words}</text></g>`;
  });
  const restRows = rest.reduce((sum, group) => sum + group.tally.total, 0);
  const others =
    rest.length > 0 && `và ${numberWords(restRows)} sai lệch thuộc ${numberWords(rest.length)} loại khác`;
  const more = others && html`<text class="note" x="0" y="${shown.length * step + 12}">${others}</text>`;
  const description = shown
    .map(
      ({ rule, tally, standing }) =>
        `${model.ruleText(rule).title}: ${numberWords(tally.total)}${standing === 'unchecked' ? ' chưa kiểm tra lại được' : ''}`,
    )
    .join('; ');
  const said = [description, others].filter(Boolean).join('; ');
  return chart('c-rules', shown.length * step + (more ? 20 : 0), 'Số sai lệch theo loại', said, [bars, more]);
}
