import { numberOf } from './ids.ts';
import { at, type Quirks } from './quirks.ts';

export interface Metric {
  code: string;
  name: string;
  numerator: number | null;
  denominator: number | null;
  /** Per cent; which scale the portal has is not documented. */
  ratio: number | null;
  score: number | null;
  maxScore: number;
  dataQualityStatus?: string;
  dataQualityMessage?: string;
}

interface Group {
  /** Page size its clients ask for; more is not given. */
  pageSize: number;
  /** What a procedure is asked for by; another spelling is ignored, as the portal ignores it. */
  procedure?: 'formalityId' | 'formalityID';
  tree: boolean;
  chart: boolean;
  maxScore: number;
  metrics: readonly (readonly [code: string, maxScore: number])[];
}

/** Groups of contract 5, by path; their points make 100. */
export const groups: Readonly<Record<string, Group>> = {
  transparency: {
    ...{ pageSize: 200, procedure: 'formalityId', tree: false, chart: true, maxScore: 18 },
    metrics: [
      ['PUBLISH_ON_TIME', 6],
      ['PUBLIC_UPDATE_ON_TIME', 4],
      ['PUBLIC_CONTENT_FULL', 2],
      ['DOSSIER_SYNC', 6],
    ],
  },
  'dossier-digitized': {
    ...{ pageSize: 200, procedure: 'formalityID', tree: false, chart: true, maxScore: 22 },
    metrics: [
      ['ORIGINAL_RESULT_AVAILABLE', 6],
      ['SO_HOA_GIAY_TO_GIAI_QUYET', 4],
      ['ELECTRONIC_CERTIFIED_COPY', 2],
      ['REUSED_DIGITIZED_DATA', 2],
      ['SYNCED_WITH_DVCQG_PERSONAL_STORAGE', 4],
      ['CITIZEN_DATA_CONNECTED_DOSSIER', 2],
      ['CITIZEN_DATA_CONNECTED_FORMALITY', 2],
    ],
  },
  'handling-satisfaction': {
    ...{ pageSize: 200, tree: false, chart: false, maxScore: 18 },
    metrics: [
      ['PETITION_PROCESSING_ON_TIME', 6],
      ['PETITION_HANDLING_SATISFACTION', 6],
      ['DOSSIER_RECEIVING_SATISFACTION', 6],
    ],
  },
  'dvc-progress-tree': {
    ...{ pageSize: 100, procedure: 'formalityId', tree: true, chart: true, maxScore: 20, metrics: [] },
  },
  'provide-online-tree': {
    ...{ pageSize: 200, procedure: 'formalityId', tree: true, chart: true, maxScore: 12, metrics: [] },
  },
  'formality-online-payment-tree': {
    ...{ pageSize: 100, procedure: 'formalityId', tree: true, chart: false, maxScore: 10, metrics: [] },
  },
};

/** Without numbers nothing is 0. */
const noData = { numerator: null, denominator: null, ratio: null, score: null };

/** The metrics of a group at one place (a unit, a unit and procedure), made up but the same every time. */
export function metricsOf(name: string, place: string, procedure: string, quirks: Quirks): Metric[] {
  return groups[name]!.metrics.filter(
    ([code]) => procedure === '' || code !== 'CITIZEN_DATA_CONNECTED_FORMALITY',
  ).map(([code, maxScore]) => {
    const plain = { code, name: `Chỉ tiêu ${code}`, maxScore };
    const flag = quirks.qualityFlags ? flags[code] : undefined;
    const silent = flag?.dataQualityStatus === 'NO_NATIONAL_REPORT_DATA';
    if (silent || at(quirks.nullMetrics, `${name} ${code}`)) return { ...plain, ...noData, ...flag };
    const denominator = numberOf(400, 'denominator', code, place, procedure) + 1;
    const numerator = numberOf(denominator + 1, 'numerator', code, place, procedure);
    const share = numerator / denominator;
    const ratio = Math.round(share * 10_000) / 100;
    return { ...plain, numerator, denominator, ratio, score: rounded(share * maxScore), ...flag };
  });
}

const flags: Record<string, { dataQualityStatus: string; dataQualityMessage: string }> = {
  PETITION_HANDLING_SATISFACTION: {
    dataQualityStatus: 'NO_NATIONAL_REPORT_DATA',
    dataQualityMessage: 'Chưa có dữ liệu báo cáo quốc gia',
  },
  DOSSIER_SYNC: {
    dataQualityStatus: 'TEMP_NATIONAL_REPORT_DENOMINATOR',
    dataQualityMessage: 'Mẫu số tạm tính theo báo cáo quốc gia',
  },
};

export function rounded(score: number): number {
  return Math.round(score * 100) / 100;
}
