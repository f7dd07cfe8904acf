import { numberWords } from '../../../domain/number-words.ts';
import type { Severity } from '../../../domain/severity.ts';
import { date, dateAndTime } from '../../../domain/time.ts';
import type { TrendPoint } from '../../../store/runs/queries.ts';
import type { ReportModel } from '../../model.ts';
import { html, type Markup } from '../markup.ts';
import { chart, chartWidth, units } from './frame.ts';

const top = 22;
const tallest = 130;
/** From the ground up, so that the worst has a common base line and can be compared. */
const stacked: readonly Severity[] = ['critical', 'major', 'minor'];

/**
 * What was to be done after each of the last runs, this one last, and on top of it what could not be looked at again;
 * runs that could not read everything are marked.
 */
export function trendChart(model: ReportModel): Markup {
  const points = model.trend;
  const most = Math.max(1, ...points.map(tall));
  const step = Math.min(48, chartWidth / points.length);
  const few = points.length <= 8;
  const end = Math.max(chartWidth * 0.6, points.length * step);
  const wide = step * 0.72;
  // The first stands at the beginning and the last at the end, each over its day, however few there are.
  const apart = (end - wide) / Math.max(1, points.length - 1);
  const floor = top + tallest;
  const bars = points.map((point, index) => {
    const x = index * apart;
    const middle = units(x + wide / 2);
    const outer = index === 0 ? 'start' : index === points.length - 1 ? 'end' : 'middle';
    const at = { start: units(x), middle, end: units(x + wide) }[outer];
    let y = floor;
    const parts = [...stacked, 'unchecked' as const].map(tone => {
      const rows = tone === 'unchecked' ? point.unchecked : point.severities[tone];
      const height = (rows / most) * tallest;
      y -= height;
      return html`<rect class="seg ${tone}" x="${units(x)}" y="${units(y)}" width="${units(wide)}" height="${units(height)}"/>`;
    });
    const numbered = few || index === 0 || index === points.length - 1 || tall(point) === most;
    return html`<g class="${incomplete(point) && 'incomplete'}"><title>${pointWords(point)}</title>${parts}${
      numbered &&
      html`<text class="value" x="${at}" y="${units(y - 5)}" text-anchor="${outer}">${point.unchecked > 0 ? `${numberWords(toDo(point))} + ${numberWords(point.unchecked)}` : numberWords(toDo(point))}</text>`
    }${incomplete(point) && html`<text class="note" x="${middle}" y="${floor + 14}" text-anchor="middle">✕</text>`}</g>`;
  });
  const [first, last] = ends(points);
  const axis = html`<line class="axis" x1="0" x2="${units(end)}" y1="${floor + 0.5}" y2="${floor + 0.5}"/><text class="note" x="0" y="${floor + 30}">${first}</text><text class="note" x="${units(end)}" y="${floor + 30}" text-anchor="end">${last} (lần này)</text>`;
  const title = 'Số sai lệch cần xử lý qua các lần chạy';
  return chart('c-trend', floor + 36, title, points.map(pointWords).join('; '), [bars, axis]);
}

/** Days; clock times where all runs were on one day. */
function ends(points: TrendPoint[]): (string | undefined)[] {
  const both = [points[0]!, points.at(-1)!].map(({ startedAt }) => dateAndTime(startedAt).split(' '));
  const sameDay = both[0]![0] === both[1]![0];
  return both.map(([day, clock]) => (sameDay ? clock : day));
}

export function incomplete(point: TrendPoint): boolean {
  return point.status === 'partial' || point.status === 'failed';
}

function toDo({ severities }: TrendPoint): number {
  return severities.critical + severities.major + severities.minor;
}

function tall(point: TrendPoint): number {
  return toDo(point) + point.unchecked;
}

function pointWords(point: TrendPoint): string {
  const note = incomplete(point) ? ' (chưa đọc đủ nguồn)' : '';
  const unchecked = point.unchecked > 0 ? `${numberWords(point.unchecked)} chưa kiểm tra lại được, ` : '';
  return `${date(point.startedAt)}: ${unchecked}${numberWords(toDo(point))} cần xử lý, ${numberWords(point.severities.critical)} nghiêm trọng${note}`;
}
