import { numberWords } from '../../../domain/number-words.ts';
import type { LevelCounts } from '../../../domain/run.ts';
import { type Tier, tierNames, tiers } from '../../../domain/tier.ts';
import { sentenceCase } from '../../../words/sentence.ts';
import type { ReportModel, SystemPart } from '../../model.ts';
import { html, type Markup } from '../markup.ts';
import { chart, chartWidth, stackedBar } from './frame.ts';

/** Highest first: the share that is done stands on the left. */
export const levelOrder = ['4', '3', '2', '1', 'none'] as const;

const step = 44;

export function levelTotal(counts: LevelCounts): number {
  return levelOrder.reduce((sum, level) => sum + counts[level], 0);
}

/** Tiers of a system that have offerings; [] when the run kept no statistics of it. */
export function levelRows(model: ReportModel, system: string): [Tier, LevelCounts][] {
  const byTier = model.statistics?.levelsByTier[system] ?? {};
  return tiers.flatMap(tier => {
    const counts = byTier[tier];
    return counts && levelTotal(counts) > 0 ? [[tier, counts] as [Tier, LevelCounts]] : [];
  });
}

/** Active offerings of one system by level, a whole bar for each tier. */
export function levelsChart(model: ReportModel, system: SystemPart, index: number): Markup {
  const rows = levelRows(model, system.name);
  const bars = rows.map(([tier, counts], row) => {
    const y = row * step;
    const total = levelTotal(counts);
    const segments = levelOrder.map(level => {
      const { short, name } = model.levelWords(level);
      const count = numberWords(counts[level]);
      return {
        ...{ tone: `level-${level}`, value: counts[level] },
        labels: level === 'none' ? [count] : [`${short}: ${count}`, short],
        tooltip: `${sentenceCase(name)}: ${count}`,
      };
    });
    return html`<text class="label" x="0" y="${y + 12}">${sentenceCase(tierNames[tier])} · ${numberWords(total)} dịch vụ</text><text class="value" x="${chartWidth}" y="${y + 12}" text-anchor="end">${share(counts['4'], total)} ${model.levelWords('4').head.toLowerCase()}</text>${stackedBar(segments, { y: y + 19, total })}`;
  });
  const description = rows
    .map(([tier, counts]) => {
      const words = levelOrder.filter(level => counts[level] > 0);
      return `${sentenceCase(tierNames[tier])}: ${words.map(level => `${model.levelWords(level).name} ${numberWords(counts[level])}`).join(', ')}`;
    })
    .join('; ');
  return chart(
    `c-levels-${index}`,
    rows.length * step,
    `${sentenceCase(model.levels.noun)} dịch vụ tại ${system.title}`,
    description,
    bars,
  );
}

/** "45%", never 100% or 0% for nearly so. */
function share(part: number, total: number): string {
  if (total === 0) return '–';
  const percent = (part / total) * 100;
  if (part > 0 && percent < 1) return '< 1%';
  if (part < total && percent > 99) return '> 99%';
  return `${Math.round(percent)}%`;
}
