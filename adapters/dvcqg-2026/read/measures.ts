import { RemoteError } from '../../../src/adapter/errors.ts';
import { Aside } from '../../../src/adapter/kit/aside.ts';
import { parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import type { MeasureRecord, MeasuresAsked } from '../../../src/adapter/measures.ts';
import type { Channels, Indicator } from '../../../src/domain/measure.ts';
import { channelRow, evaluationRow, type MetricRow } from '../schema.ts';
import { readProcedureList } from './applied.ts';
import { sizeIn, tree, withId } from './pages.ts';
import { gapWords, type Reading } from './reading.ts';
import { findRoot, readUnits } from './units.ts';
import { walk } from './walk.ts';

/** Groups of decision 766 whose units are listed with their figures, and those that publish points only. */
const flatGroups = ['transparency', 'dossier-digitized', 'handling-satisfaction'] as const;
const treeGroups = ['dvc-progress-tree', 'provide-online-tree', 'formality-online-payment-tree'] as const;

/** What these groups are about; the portal gives them no name of their own. */
const treeNames: Readonly<Record<string, string>> = {
  'dvc-progress-tree': 'Tiến độ giải quyết',
  'provide-online-tree': 'Cung cấp dịch vụ trực tuyến',
  'formality-online-payment-tree': 'Thanh toán trực tuyến',
};

/**
 * Files by channel and the indicators of a month that is over: first of the city and its units, then procedure by
 * procedure. What was not read is a gap, never a nought.
 */
export async function* readMeasures(
  reading: Reading,
  { period, procedures }: MeasuresAsked,
): AsyncGenerator<MeasureRecord> {
  await reading.client.visit();
  const root = await findRoot(reading);
  for await (const record of readUnits(reading))
    if (record.kind === 'gap') yield { kind: 'gap', reason: record.reason };
  const month = monthBody(period);
  const known = { reading, root, period };
  const parts = [
    () => demandOf(known, month, null),
    ...flatGroups.map(group => () => flatGroup(known, group)),
    ...treeGroups.map(group => () => treeGroup(known, group, month)),
  ];
  for (const part of parts)
    try {
      yield* part();
    } catch (error) {
      yield { kind: 'gap', reason: `chỉ số: ${gapWords(error)}` };
    }
  if (procedures.length === 0) return;
  const listed = yield* idsByCode(reading);
  let done = 0;
  for (const procedure of procedures) {
    reading.context.progress('demand', done++, procedures.length);
    const id = listed.get(procedure);
    if (id === undefined) continue;
    try {
      yield* demandOf(known, { ...month, formalityId: id }, procedure);
    } catch (error) {
      yield { kind: 'gap', reason: `số hồ sơ của ${procedure}: ${gapWords(error)}` };
    }
  }
}

async function* idsByCode(reading: Reading): AsyncGenerator<MeasureRecord, Map<string, string>> {
  const aside = new Aside();
  try {
    const list = readProcedureList(reading, aside);
    for (let next = await list.next(); ; next = await list.next()) {
      if (next.done) return new Map([...next.value.codes].map(code => [code, next.value.of(code)!.id]));
      if (next.value.kind === 'gap') yield { kind: 'gap', reason: next.value.reason };
    }
  } finally {
    aside.close();
  }
}

interface ListedUnit {
  reading: Reading;
  /** Id of the city. */
  root: string;
  period: string;
}

/** Of the city and every unit; the answer does not say what it was filtered by, so one is asked at a time. */
async function* demandOf(
  known: ListedUnit,
  body: object,
  procedure: string | null,
): AsyncGenerator<MeasureRecord> {
  const { reading, root, period } = known;
  const path = 'provide-online-tree';
  const { parent, rows, gap } = await tree(reading, path, { ...body, rootDepartmentId: root });
  if (gap) yield { kind: 'gap', reason: `số hồ sơ của ${procedure ?? 'các đơn vị'}: ${gap}` };
  for (const [agency, value] of unitsIn(known, parent, rows))
    yield { kind: 'demand', procedure, period, agency, ...channelsOf(value) };
}

/** The city, and what stands among the rows of its units; those of some lists have an id only. */
function* unitsIn(
  { reading: { context, units }, root }: ListedUnit,
  city: unknown,
  rows: Iterable<unknown>,
): Generator<[agency: string, value: unknown]> {
  yield [context.locality, city];
  for (const value of rows) {
    const { departmentId = '', departmentCode } = parseLenient(channelRow, value).value ?? {};
    const code = departmentCode || units.codeOf(departmentId) || '';
    if (departmentId !== root && units.isOurs(code)) yield [code, value];
  }
}

function channelsOf(value: unknown): Channels & { quality: string | null } {
  const { value: row } = parseLenient(channelRow, value);
  const [online, direct, postal, total] = [
    row?.channelOnlineSum,
    row?.channelDirectSum,
    row?.channelPostalSum,
    row?.channelTotalSum,
  ].map(countOf) as [Count, Count, Count, Count];
  return {
    ...{ online, direct, postal },
    total: [online, direct, postal].includes(null) ? null : total,
    quality: row?.dataQualityStatus || null,
  };
}

type Count = number | null;

/** What is no number of files was not told. */
function countOf(sum: number | undefined): Count {
  return sum !== undefined && Number.isSafeInteger(sum) && sum >= 0 ? sum : null;
}

async function* treeGroup(known: ListedUnit, group: string, body: object): AsyncGenerator<MeasureRecord> {
  const { reading, root, period } = known;
  const { parent, rows, gap } = await tree(reading, group, { ...body, rootDepartmentId: root });
  if (gap) yield { kind: 'gap', reason: `nhóm chỉ số ${group}: ${gap}` };
  for (const [agency, value] of unitsIn(known, parent, rows)) {
    const { value: row } = parseLenient(evaluationRow, value);
    if (!row) continue;
    const { totalScore, totalMaxScore } = row;
    const figure = { numerator: null, denominator: null, score: totalScore ?? null };
    const told = { group, code: group, name: treeNames[group] ?? group, agency, period };
    yield { kind: 'indicator', ...told, ...figure, maxScore: totalMaxScore ?? null, quality: qualityOf(row) };
  }
}

/** Rows of units carry no code here: whose they are is known from the trees. */
async function* flatGroup(known: ListedUnit, group: string): AsyncGenerator<MeasureRecord> {
  const { reading, root, period } = known;
  const { client, pageSize } = reading;
  const body = group === 'handling-satisfaction' ? daysOf(period) : monthBody(period);
  let overview: unknown;
  const { rows, gap } = await walk(
    async ({ limit, number }) => {
      const asked = { ...body, rootDepartmentId: root, currentPage: number, pageSize: limit };
      const data = Object(await client.ask(`reporting/evaluation/${group}`, asked)) as Record<
        string,
        unknown
      >;
      overview = data.overview;
      if (!Array.isArray(data.evaluation))
        throw new RemoteError('not-understood', `${group}: trả lời không có danh sách đơn vị`);
      const { total } = Object(data.pagination) as { total?: unknown };
      return {
        rows: data.evaluation.map(withId),
        ...(typeof total === 'number' && { total }),
        ...sizeIn(data.pagination),
      };
    },
    { pageSize, numbered: true },
  );
  if (gap) yield { kind: 'gap', reason: `nhóm chỉ số ${group}: ${gap}` };
  for (const [agency, value] of unitsIn(known, overview, rows)) {
    const { value: row } = parseLenient(evaluationRow, value);
    for (const metric of row?.metrics ?? []) yield indicatorOf(metric, { group, agency, period });
  }
}

function indicatorOf(metric: MetricRow, of: Pick<Indicator, 'group' | 'agency' | 'period'>): MeasureRecord {
  const { code, name, numerator, denominator, score, maxScore } = metric;
  return {
    ...{ kind: 'indicator', ...of, code, name: name || code },
    ...{ numerator: numerator ?? null, denominator: denominator ?? null },
    ...{ score: score ?? null, maxScore: maxScore ?? null, quality: qualityOf(metric) },
  };
}

function qualityOf(row: { dataQualityStatus: string; dataQualityMessage: string }): Indicator['quality'] {
  const { dataQualityStatus: status, dataQualityMessage: message } = row;
  return status === '' && message === '' ? null : { status, message };
}

function monthBody(period: string): object {
  const [year, month] = period.split('-').map(Number);
  return { timeType: 'month', year, month };
}

/** That group takes days instead of a period. */
function daysOf(period: string): object {
  const [year, month] = period.split('-').map(Number);
  const last = new Date(Date.UTC(year!, month!, 0)).getUTCDate();
  return { fromDate: `${period}-01`, toDate: `${period}-${String(last).padStart(2, '0')}` };
}
