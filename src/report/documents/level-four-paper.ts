import type { City } from '../../domain/city.ts';
import type { LevelNaming } from '../../domain/level.ts';
import { activeColumns } from '../../reconcile/offered.ts';
import type { ProcedureGroup } from '../../reconcile/rule.ts';
import { levelLegend, topLevelWords } from '../../words/level-names.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { agencySets } from './agency-set.ts';
import type { PaperTable } from './paper.ts';

/** Services shown at level 4 by one system. */
export interface LevelFour {
  rows: { procedure: string; name: string; field: string; agencies: string }[];
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
        procedure: code,
        name: facts.name ?? record!.facts.name ?? '',
        field: facts.fields?.[0]?.name ?? '',
        agencies: sets.inWords(atFour),
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
): PaperTable<LevelFour['rows'][number] & { at: number }> {
  return {
    name: sentenceCase(topLevelWords(naming)),
    title,
    subtitle,
    columns: [
      { title: 'STT', width: 5, align: 'center', cell: ({ at }) => at + 1 },
      { title: 'Mã TTHC/ DVC', width: 11, align: 'center', cell: ({ procedure }) => procedure },
      { title: 'Tên thủ tục hành chính', width: 42, align: 'left', cell: ({ name }) => name },
      { title: 'Lĩnh vực', width: 16, align: 'left', cell: ({ field }) => field },
      { title: 'Cơ quan, đơn vị thực hiện', width: 30, align: 'left', cell: ({ agencies }) => agencies },
    ],
    rows: rows.map((row, at) => ({ row: { ...row, at } })),
    notes: [...lists, levelLegend(naming)],
  };
}
