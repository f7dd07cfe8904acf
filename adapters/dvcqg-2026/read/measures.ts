import { RemoteError } from '../../../src/adapter/errors.ts';
import { Aside } from '../../../src/adapter/kit/aside.ts';
import { parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import type { MeasureRecord, MeasuresAsked } from '../../../src/adapter/measures.ts';
import type { Channels, Indicator } from '../../../src/domain/measure.ts';
import { channelRow, evaluationRow, type MetricRow } from '../schema.ts';
import { readProcedureList } from './applied.ts';
import { sizeIn, withId } from './pages.ts';
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

/** Clients ask these for no more. */
const smallGroups: readonly string[] = ['dvc-progress-tree', 'formality-online-payment-tree'];

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
  { reading, root, period }: ListedUnit,
  body: object,
  procedure: string | null,
): AsyncGenerator<MeasureRecord> {
  const path = 'provide-online-tree';
  const { parent, rows, gap } = await tree(reading, path, { ...body, rootDepartmentId: root });
  if (gap) yield { kind: 'gap', reason: `số hồ sơ của ${procedure ?? 'các đơn vị'}: ${gap}` };
  const told = { procedure, period };
  yield { kind: 'demand', ...told, agency: reading.context.locality, ...channelsOf(parent) };
  for (const value of rows) {
    const { value: row } = parseLenient(channelRow, value);
    if (!row || !reading.units.isOurs(row.departmentCode) || row.departmentId === root) continue;
    yield { kind: 'demand', ...told, agency: row.departmentCode, ...channelsOf(value) };
  }
}

function channelsOf(value: unknown): Channels & { quality: string | null } {
  const { value: row } = parseLenient(channelRow, value);
  const { channelOnlineSum, channelDirectSum, channelPostalSum, channelTotalSum } = row ?? {};
  const parts = [channelOnlineSum, channelDirectSum, channelPostalSum];
  return {
    online: channelOnlineSum ?? null,
    direct: channelDirectSum ?? null,
    postal: channelPostalSum ?? null,
    total: parts.includes(undefined) ? null : (channelTotalSum ?? null),
    quality: row?.dataQualityStatus || null,
  };
}

async function* treeGroup(
  { reading, root, period }: ListedUnit,
  group: string,
  body: object,
): AsyncGenerator<MeasureRecord> {
  const { parent, rows, gap } = await tree(reading, group, { ...body, rootDepartmentId: root });
  if (gap) yield { kind: 'gap', reason: `nhóm chỉ số ${group}: ${gap}` };
  const points = (value: unknown, agency: string): MeasureRecord[] => {
    const { value: row } = parseLenient(evaluationRow, value);
    if (!row) return [];
    const { totalScore, totalMaxScore } = row;
    const figure = { numerator: null, denominator: null, score: totalScore ?? null };
    const told = { group, code: group, name: treeNames[group] ?? group, agency, period };
    return [
      { kind: 'indicator', ...told, ...figure, maxScore: totalMaxScore ?? null, quality: qualityOf(row) },
    ];
  };
  yield* points(parent, reading.context.locality);
  for (const value of rows) {
    const code = parseLenient(channelRow, value).value?.departmentCode ?? '';
    if (code !== '' && reading.units.isOurs(code)) yield* points(value, code);
  }
}

/** Rows of units carry no code here: whose they are is known from the trees. */
async function* flatGroup(
  { reading, root, period }: ListedUnit,
  group: string,
): AsyncGenerator<MeasureRecord> {
  const { client, units, pageSize, context } = reading;
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
  const figures = function* (value: unknown, agency: string): Generator<MeasureRecord> {
    const { value: row } = parseLenient(evaluationRow, value);
    for (const metric of row?.metrics ?? []) yield indicatorOf(metric, { group, agency, period });
  };
  yield* figures(overview, context.locality);
  for (const value of rows) {
    const id = parseLenient(channelRow, value).value?.departmentId ?? '';
    const code = units.codeOf(id);
    if (code !== undefined && id !== root) yield* figures(value, code);
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

/** A `*-tree` group: neither cursor nor total, a page that is not full is the last one. */
async function tree(
  { client, pageSize }: Reading,
  group: string,
  body: object,
): Promise<{ parent: unknown; rows: Iterable<unknown>; gap?: string }> {
  let parent: unknown;
  const walked = await walk(
    async ({ limit, number }) => {
      const asked = { ...body, currentPage: number, pageSize: limit };
      const data = Object(await client.ask(`reporting/evaluation/${group}`, asked)) as Record<
        string,
        unknown
      >;
      if (!Array.isArray(data.children))
        throw new RemoteError('not-understood', `${group}: trả lời không có danh sách đơn vị`);
      parent = data.parent;
      const last = data.children.length < limit;
      return {
        rows: data.children.map(withId),
        ...(last && { total: (number - 1) * limit + data.children.length }),
      };
    },
    {
      pageSize: smallGroups.includes(group) ? { now: Math.min(100, pageSize.now) } : pageSize,
      numbered: true,
    },
  );
  return { parent, rows: walked.rows, ...(walked.gap !== undefined && { gap: walked.gap }) };
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
