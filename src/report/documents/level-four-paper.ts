import type { City } from '../../domain/city.ts';
import type { LevelNaming } from '../../domain/level.ts';
import { activeColumns } from '../../reconcile/offered.ts';
import type { ProcedureGroup } from '../../reconcile/rule.ts';
import { levelLegend, topLevelWords } from '../../words/level-names.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { agencySets } from './agency-set.ts';
import type { PaperRow, PaperTable } from './paper.ts';

/** Services shown at level 4 by one system. */
export interface LevelFour {
  rows: PaperRow[];
  procedures: number;
  offerings: number;
  /** Lists of agencies the rows refer to, to stand below the table. */
  lists: string[];
}

/** One row a procedure, with the agencies that offer it at level 4; in the order of codes. */
export async function gatherLevelFour(
  city: City,
  system: number,
  groups: AsyncIterable<ProcedureGroup[]>,
): Promise<LevelFour> {
  const sets = agencySets(city);
  const found: LevelFour = { rows: [], procedures: 0, offerings: 0, lists: [] };
  for await (const batch of groups) {
    for (const { code, records, national } of batch) {
      const record = records[system];
      const { agencies, levels } = activeColumns(record);
      const atFour = agencies.filter((_, at) => levels[at] === '4');
      if (atFour.length === 0) continue;
      found.procedures += 1;
      found.offerings += atFour.length;
      const facts = national?.facts ?? record!.facts;
      found.rows.push({
        kind: 'row',
        cells: [
          found.procedures,
          code,
          facts.name ?? record!.facts.name ?? '',
          facts.fields?.[0]?.name ?? '',
          sets.inWords(atFour),
        ],
      });
    }
  }
  found.lists = sets.lists();
  return found;
}

export function levelFourTable(
  { rows, lists }: LevelFour,
  { title, subtitle }: { title: string[]; subtitle: string[] },
  naming?: LevelNaming,
): PaperTable {
  return {
    sheet: sentenceCase(topLevelWords(naming)),
    title,
    subtitle,
    columns: [
      { header: 'STT', width: 5, align: 'center' },
      { header: 'Mã TTHC/ DVC', width: 11, align: 'center' },
      { header: 'Tên thủ tục hành chính', width: 42, align: 'left' },
      { header: 'Lĩnh vực', width: 16, align: 'left' },
      { header: 'Cơ quan, đơn vị thực hiện', width: 30, align: 'left' },
    ],
    rows,
    notes: [...lists, levelLegend(naming)],
  };
}
