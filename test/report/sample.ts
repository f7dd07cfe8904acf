import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Agency } from '../../src/domain/agency.ts';
import type { City } from '../../src/domain/city.ts';
import type { RuleId } from '../../src/domain/finding.ts';
import type { LevelCounts, RunStatistics, RunSummary } from '../../src/domain/run.ts';
import { type Severity, severities } from '../../src/domain/severity.ts';
import { standingOf } from '../../src/domain/standing.ts';
import { rules } from '../../src/reconcile/rules/index.ts';
import type { DiscrepancyRow, ReportSource } from '../../src/report/source.ts';
import type { RowFilter, TrendPoint } from '../../src/store/runs/queries.ts';
import { ruleText } from '../../src/words/findings.ts';
import { shortName } from '../../src/words/sentence.ts';
import { sampleProcedures } from '../sandbox/city/sample.ts';

const agencies: Agency[] = parse(
  readFileSync(new URL('../../config/can-tho/agencies.yaml', import.meta.url), 'utf8'),
);

export const hostileNames = [
  '<script>alert("chào")</script> & <img src=x onerror=alert(1)>',
  '=HYPERLINK("http://example.invalid";"Bấm vào đây")',
];

/** Cần Thơ with three systems; two communes carry names somebody typed in malice. */
export const sampleCity: City = {
  locality: 'H13',
  agencies: agencies.map((agency, index) => ({
    ...agency,
    name: hostileNames[index - (agencies.length - 2)] ?? agency.name,
  })),
  fields: {},
  applies: [],
  systems: [
    { name: 'national', role: 'national', hosts: [], covers: null },
    { name: 'portal', role: 'portal', hosts: ['eform'], covers: null },
    { name: 'oneStop', role: 'oneStop', hosts: ['workflow'], covers: null },
  ],
  rules: {},
};

export interface SampleShape {
  /** Of these only some agencies of a commune-wide cause are hit. */
  causesPerRule?: number;
  agenciesPerCause?: number;
  status?: RunSummary['status'];
}

/** Rules whose findings belong to one agency each, with what they say of it. */
const perAgency: Partial<Record<RuleId, string>> = {
  'missing-offering': 'không có dịch vụ đang hoạt động',
  'duplicate-offering': 'có 2 dòng đang hoạt động, chỉ cần 1',
  'level-differs': 'mức độ 4 ở Cổng DVC thành phố, mức độ 2 ở Hệ thống một cửa điện tử',
  'exposed-above-level': 'đơn vị mức độ 2 nhưng cho người dân nộp trực tuyến theo mức độ 4',
  'offered-outside-scope': 'đang cung cấp nhưng thủ tục không áp dụng cho đơn vị',
};
const perSystem = new Set<RuleId>(['source-unreadable', 'source-shrunk', 'records-quarantined']);
const national = new Set<RuleId>([
  'fee-suspicious',
  'free-with-amount',
  'deadline-without-unit',
  'test-residue',
  'other-locality',
  'name-twice',
  'not-localised',
]);

const before = '2021-10-04T01:00:00.000Z';
const now = '2021-11-23T01:00:00.000Z';

/** A plausible day: every rule finds something, at real procedures and real communes. */
export function sampleRows({ causesPerRule = 5, agenciesPerCause = 80 }: SampleShape = {}): DiscrepancyRow[] {
  const communes = sampleCity.agencies.filter(agency => agency.tier === 'commune').reverse();
  const rows: DiscrepancyRow[] = [];
  rules.forEach((rule, ruleIndex) => {
    const ofAgency = perAgency[rule.id];
    const causes = perSystem.has(rule.id) ? 1 : causesPerRule - (ruleIndex % 3);
    for (let index = 0; index < causes; index++) {
      const procedure = sampleProcedures[(ruleIndex * 7 + index * 3) % sampleProcedures.length]!;
      const label = `${procedure.code} «${shortName(procedure.name)}»`;
      const remote = perSystem.has(rule.id) || rule.id === 'unmapped-agency';
      const system =
        rule.id === 'level-differs'
          ? null
          : national.has(rule.id)
            ? 'national'
            : index % 2 || remote
              ? 'oneStop'
              : 'portal';
      const hit = ofAgency
        ? communes.slice(0, 1 + ((index * 19 + ruleIndex) % agenciesPerCause))
        : [undefined];
      hit.forEach((agency, agencyIndex) => {
        const waived = index === 3 && agencyIndex === 0 && ruleIndex % 3 === 0;
        const fresh = (index + agencyIndex) % 7 === 0;
        const carried = !remote && system === 'oneStop' && index === 1;
        const { title } = ruleText(rule.id);
        const said = (label: string) =>
          agency
            ? `Thủ tục ${label} tại ${agency.name} (${agency.code}): ${ofAgency}.`
            : remote
              ? `Đơn vị «Bộ phận một cửa số ${index + 1}» (5f3c-${index}) của Hệ thống một cửa điện tử có ${37 + index} dịch vụ nhưng chưa được ánh xạ với đơn vị nào của thành phố. Gợi ý: Ủy ban nhân dân phường Trà An (H13.23.4).`
              : `Thủ tục ${label}: ${title.charAt(0).toLowerCase()}${title.slice(1)}.`;
        rows.push({
          fingerprint: createHash('sha256')
            .update(`${rule.id} ${index} ${agencyIndex}`)
            .digest('hex')
            .slice(0, 32),
          rule: rule.id,
          severity: rule.severity,
          owner: rule.id === 'duplicate-offering' ? 'agency' : rule.owner,
          procedure: remote ? null : procedure.code,
          agency: agency?.code ?? null,
          system,
          expected: rule.id === 'level-differs' ? 4 : 'theo CSDL quốc gia',
          actual: rule.id === 'level-differs' ? 2 : null,
          message: said(label),
          brief: said(procedure.code),
          namesUnits: false,
          units: agency
            ? [agency.code]
            : remote
              ? []
              : communes
                  .slice(3, 5 + index * 20)
                  .map(({ code }) => code)
                  .sort(),
          state: waived ? 'waived' : carried ? 'carried' : fresh ? 'new' : 'open',
          firstSeen: fresh && !carried ? now : before,
          evidence:
            agency || remote
              ? { source: system }
              : {
                  agencies: communes.slice(3, 5 + index * 20).map(({ code }) => code),
                  total: 2 + index * 20,
                },
          key: rule.id === 'uneven-level' ? 'commune' : remote ? `5f3c-${index}` : null,
          lastSeen: carried ? before : now,
          files: 0,
          resolvedAt: null,
          waiver: waived
            ? {
                by: 'Nguyễn Thị Hạnh',
                reason: 'Chờ thông tư mới',
                until: '2021-12-31T16:59:59.000Z',
                at: before,
              }
            : null,
        });
      });
    }
  });
  return rows.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

export function sampleSummary(
  rows: readonly DiscrepancyRow[],
  status: RunSummary['status'] = 'partial',
): RunSummary {
  const state = (wanted: string) => rows.filter(row => row.state === wanted).length;
  const partial = status === 'partial';
  const evaluated = rules.map(rule => {
    const held = partial && (rule.id === 'no-eform' || rule.id === 'level-differs');
    return [
      rule.id,
      {
        status: held ? (rule.id === 'no-eform' ? 'partly' : 'not-evaluated') : 'evaluated',
        skipped: held ? ['oneStop'] : [],
        reason: held ? 'Không đọc được đầy đủ dữ liệu của: Hệ thống một cửa điện tử.' : null,
        count: rows.filter(row => row.rule === rule.id && row.state !== 'carried').length,
      },
    ] as const;
  });
  return {
    runId: '20211123-0800-7f3a',
    status,
    startedAt: '2021-11-23T01:00:00.000Z',
    finishedAt: '2021-11-23T01:04:12.000Z',
    systems: {
      national: {
        status: 'complete',
        procedures: 1331,
        offerings: 0,
        agencies: 0,
        quarantined: 3,
        requests: 1412,
        durationMs: 84_200,
        error: null,
        notes: [],
      },
      portal: {
        status: 'complete',
        procedures: 1298,
        offerings: 39_871,
        agencies: 113,
        quarantined: 0,
        requests: 842,
        durationMs: 61_000,
        error: null,
        notes: ['danh sách thủ tục được đọc từng trang vì không nhận được trọn danh sách'],
      },
      oneStop: partial
        ? {
            status: 'partial',
            procedures: 702,
            offerings: 14_210,
            agencies: 61,
            quarantined: 0,
            requests: 320,
            durationMs: 120_400,
            error:
              'Danh sách dịch vụ bị cắt ở trang 15 trên 41: máy chủ trả HTML thay vì JSON (502 Bad Gateway)',
            notes: [],
          }
        : {
            status: 'complete',
            procedures: 1290,
            offerings: 38_442,
            agencies: 113,
            quarantined: 0,
            requests: 861,
            durationMs: 70_400,
            error: null,
            notes: [],
          },
    },
    rules: Object.fromEntries(evaluated),
    counts: {
      new: state('new'),
      open: state('open'),
      resolved: 26,
      waived: state('waived'),
      carried: state('carried'),
      toDo: rows.filter(row => standingOf(row) === 'toDo').length,
      unchecked: rows.filter(row => standingOf(row) === 'unchecked').length,
    },
    levels: { portal: levels(971, 431, 700, 12, 44), oneStop: levels(500, 210, 320, 0, 20) },
  };
}

function levels(four: number, three: number, two: number, one: number, none: number): LevelCounts {
  return { '4': four, '3': three, '2': two, '1': one, none };
}

const statistics: RunStatistics = {
  levelsByTier: {
    portal: {
      province: levels(412, 88, 96, 4, 12),
      district: levels(801, 412, 633, 0, 90),
      commune: levels(16_920, 6_400, 13_100, 0, 903),
    },
    oneStop: {
      province: levels(398, 90, 110, 0, 0),
      district: levels(780, 401, 660, 0, 95),
      commune: levels(6_800, 2_040, 2_806, 0, 30),
    },
  },
};

const trend: TrendPoint[] = [402, 396, 371, 380, 322, 340, 318, 301, 296].map((open, index) => ({
  runId: `r${index}`,
  startedAt: `2021-11-${String(14 + index).padStart(2, '0')}T01:00:00.000Z`,
  status: index === 4 ? 'partial' : 'discrepancies',
  severities: { critical: 20 + ((index * 7) % 30), major: open - 120, minor: 100, info: 12 },
  unchecked: index === 4 ? 51 : 0,
}));

/** The rows in memory, in pages, as the store would give them. */
export function memorySource(
  rows: readonly DiscrepancyRow[],
  change: Partial<RunSummary> = {},
): ReportSource {
  const summary = { ...sampleSummary(rows, change.status), ...change };
  const kept = (filter: RowFilter) =>
    rows.filter(row =>
      Object.entries(filter).every(([column, wanted]) => {
        const own = column === 'agency' ? row.units : [row[column as keyof DiscrepancyRow]];
        return [wanted].flat().some(one => own.includes(one as never));
      }),
    );
  return {
    run: async () => ({
      id: summary.runId,
      number: 1,
      status: summary.status,
      startedAt: summary.startedAt,
      finishedAt: summary.finishedAt,
      summary,
      statistics,
    }),
    orderBy: async () => 'severity' as const,
    async *rows(filter) {
      const slice = kept(filter);
      for (let from = 0; from < slice.length; from += 100) yield slice.slice(from, from + 100);
    },
    trend: async () => [
      ...trend,
      {
        runId: summary.runId,
        startedAt: summary.startedAt,
        status: summary.status,
        severities: bySeverity(rows),
        unchecked: summary.counts.unchecked,
      },
    ],
    procedureNames: async () => new Map(sampleProcedures.map(({ code, name }) => [code, name])),
    unused: async () => [],
  };
}

function bySeverity(rows: readonly DiscrepancyRow[]): Record<Severity, number> {
  const of = (severity: Severity) =>
    rows.filter(row => row.severity === severity && (row.state === 'new' || row.state === 'open')).length;
  return { critical: of('critical'), major: of('major'), minor: of('minor'), info: of('info') };
}
