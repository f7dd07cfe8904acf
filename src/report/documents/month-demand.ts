import type { City } from '../../domain/city.ts';
import { levelAt } from '../../reconcile/columns.ts';
import { activeColumns } from '../../reconcile/offered.ts';
import type { ProcedureGroup } from '../../reconcile/rule.ts';
import type { Store } from '../../store/core/contract.ts';
import { demandOf, indicatorsOf, type KeptDemand } from '../../store/runs/measures.ts';
import { namesOf } from '../names.ts';
import { column } from '../table/table.ts';
import { numbered, type PaperTable, procedureColumns } from './paper.ts';

/** Files of a unit; null = the source does not say. */
interface FilesOfUnit {
  online: number | null;
  total: number | null;
  /** Papers and results made digital, out of how many. */
  digitised: { numerator: number; denominator: number } | null;
}

/** What people asked for in a month, as a report of that month keeps it. */
export interface MonthDemand {
  /** By our agency code; the city as a whole under its locality. */
  units: Record<string, FilesOfUnit>;
  /** Configured name of the system that publishes it. */
  source: string;
  /** What the source says of how good its figures are, each once; Vietnamese or its own word. */
  remarks: string[];
  /** At level 4, and nobody filed online; the first of them. */
  unused: { procedure: string; name: string; agency: string; total: number | null }[];
  unusedCount: number;
}

/** Rows of the list of services nobody uses online. */
const mostUnused = 500;
const digitised = 'SO_HOA_GIAY_TO_GIAI_QUYET';

/**
 * @param systems names in the order of `ProcedureGroup.records`.
 * @returns undefined where nothing was published, or read, of that month.
 */
export async function gatherDemand(
  store: Store,
  month: string,
  systems: readonly string[],
  groups: () => AsyncIterable<ProcedureGroup[]>,
): Promise<MonthDemand | undefined> {
  const rows = await demandOf(store, month);
  const [first] = rows;
  if (!first) return undefined;
  const { source } = first;
  const own = rows.filter(row => row.source === source);
  const indicators = (await indicatorsOf(store, month)).filter(row => row.source === source);
  const demand: MonthDemand = { units: {}, source, remarks: [], unused: [], unusedCount: 0 };
  const remarks = new Set<string>();
  for (const { procedure, agency, online, total, quality } of own) {
    if (procedure !== null) continue;
    demand.units[agency] = { online, total, digitised: null };
    if (quality !== null) remarks.add(quality);
  }
  for (const { code, agency, numerator, denominator, quality } of indicators) {
    if (code !== digitised) continue;
    demand.units[agency] ??= { online: null, total: null, digitised: null };
    const unit = demand.units[agency];
    if (numerator !== null && denominator !== null) unit.digitised = { numerator, denominator };
    if (quality) remarks.add(quality.message || quality.status);
  }
  demand.remarks = [...remarks].sort();
  const at = systems.indexOf(source);
  const byProcedure = Map.groupBy(own, ({ procedure }) => procedure);
  for await (const batch of groups()) for (const group of batch) addUnused(demand, group, at, byProcedure);
  return demand;
}

/** Only where the source says that nobody filed online: what it does not say is no nought. */
function addUnused(
  demand: MonthDemand,
  { code, records, national }: ProcedureGroup,
  at: number,
  byProcedure: ReadonlyMap<string | null, readonly KeptDemand[]>,
): void {
  const rows = byProcedure.get(code);
  const record = records[at];
  if (!rows || !record) return;
  const columns = activeColumns(record);
  const files = new Map(rows.map(row => [row.agency, row]));
  columns.agencies.forEach((agency, position) => {
    const row = files.get(agency);
    if (row?.online !== 0 || levelAt(columns, position) !== 4) return;
    demand.unusedCount++;
    if (demand.unused.length >= mostUnused) return;
    const name = national?.facts.name ?? record.facts.name ?? code;
    demand.unused.push({ procedure: code, name, agency, total: row.total });
  });
}

/** Biểu 4: services at level 4 for which nobody filed online; none where there is no such service. */
export function unusedTables(
  demand: MonthDemand | undefined,
  city: City,
  topLevel: string,
): PaperTable<MonthDemand['unused'][number]>[] {
  const { unused, unusedCount } = demand ?? { unused: [], unusedCount: 0 };
  if (unusedCount === 0) return [];
  const nameOf = namesOf(city).agency;
  const left = unusedCount - unused.length;
  return [
    {
      name: 'Biểu 4. Không có hồ sơ',
      title: ['BIỂU 4', `DỊCH VỤ CÔNG ${topLevel.toLocaleUpperCase('vi')} KHÔNG CÓ HỒ SƠ NỘP TRỰC TUYẾN`],
      columns: [
        ...procedureColumns(42),
        column('Cơ quan, đơn vị', 30, ({ agency }) => nameOf(agency)),
        column('Hồ sơ mọi kênh', 10, ({ total }) => total, { number: true }),
      ],
      rows: numbered(unused),
      notes: left > 0 ? [`Và ${left} dịch vụ công khác.`] : [],
    },
  ];
}
