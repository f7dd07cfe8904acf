import { foundWords } from '../../../src/adapter/issue-words.ts';
import type { QuarantineRecord } from '../../../src/adapter/records.ts';
import { quarantineRecord } from '../../../src/adapter/unread.ts';
import { given } from '../../../src/domain/given.ts';
import { judgeFormio } from '../../../src/domain/judge-eform.ts';
import type { Known } from '../../../src/domain/known.ts';
import type { CaseFacts, Component } from '../../../src/domain/procedure.ts';
import { judgeDiagram } from '../diagram.ts';
import { type CaseRow, caseEntity, measuredFields, readRow } from '../schema.ts';
import type { AgencyCodes } from './agencies.ts';
import { technicalOf } from './technical.ts';

/** What a single case says beyond its row in the list; JSON-safe. A missing key = could not tell. */
export interface CaseDetail
  extends Pick<
    CaseFacts,
    'eform' | 'workflow' | 'onlineClosed' | 'onlinePayment' | 'technical' | 'modified'
  > {
  /** Group codes joined by `##`; null = open to all agencies. */
  openTo?: string | null;
}

export interface DecodedDetail {
  /** Absent where something could not be read on which all of it hangs. */
  detail?: CaseDetail;
  quarantine: QuarantineRecord[];
}

/** Under which it is kept between runs; raise the number when it comes to mean something else. */
export function caseDetailKey(id: string): string {
  return `td-dvc:2:case:${id}`;
}

/** Out of the single case, as the platform answers it. */
export function decodeDetail(entity: unknown, key: string): DecodedDetail {
  if (entity === null)
    return { quarantine: [quarantineRecord('case', key, '', 'hệ thống trả lời rỗng cho trường hợp này')] };
  const { row, quarantine } = readRow(caseEntity, entity, 'case', 'ma');
  // Whom it is open to, and whether it is, bear on everything else: with a flaw there nothing of it is told.
  if (!row || quarantine.some(({ path }) => !measuredFields.has(path))) return { quarantine };
  const { eForm, nodeQuyTrinh: nodes, edgeQuyTrinh: edges, lastModifiedOn: at, lastModifiedBy: by } = row;
  const detail: CaseDetail = given({
    openTo: row.donViTiepNhanRieng,
    eform: typeof eForm === 'string' ? judgeFormio(eForm) : eForm,
    workflow: nodes === undefined ? undefined : judgeDiagram(nodes, edges ?? null),
    onlineClosed: row.khongNopTrucTuyen,
    onlinePayment: row.yeuCauNopPhiTrucTuyen,
    technical: technicalOf(row),
    modified: at === undefined ? undefined : { at, ...(by && { by }) },
  });
  return { detail, quarantine };
}

/**
 * The case in the words of a snapshot, whoever asks: its row in the list, its detail (absent = could not be read) and
 * its papers. Without knowing to which agencies it is open nothing else is told, because nobody could say whom it
 * concerns.
 */
export function decodeCase(
  row: CaseRow,
  key: string,
  told: CaseDetail | undefined,
  components: Known<Component[]>,
  agencies: AgencyCodes,
): { facts: CaseFacts; quarantine: QuarantineRecord[] } {
  const open = agenciesOf(told?.openTo, agencies);
  const lost = open !== null && agencies.whole && !open.some(agencies.has);
  const detail = lost || told?.openTo === undefined ? undefined : told;
  const { openTo: _, ...parts } = detail ?? {};
  const facts: CaseFacts = {
    key,
    agencies: lost ? null : open,
    deadlineHours: hoursOf(row.thoiGianThucHien),
    onlineDeadlineHours: hoursOf(row.thoiGianThucHienTrucTuyen),
    ...given({ name: row.ten || undefined, deadlineUnit: unitOf(row) }),
    ...(detail && { components, ...parts }),
  };
  const reason = `không có đơn vị nào mang mã này: ${foundWords(told?.openTo)}`;
  return { facts, quarantine: lost ? [quarantineRecord('case', key, 'donViTiepNhanRieng', reason)] : [] };
}

/** By what a list knows what it has met. */
interface Met {
  has(key: string): boolean;
  add(key: string): unknown;
}

/**
 * Key of a case among those of its procedure, asked for once each in the order of the list: codes are typed by hand, and two
 * equal ones must not become one case.
 */
export function caseKey({ id, ma, maTTHC }: Pick<CaseRow, 'id' | 'ma' | 'maTTHC'>, taken: Met): string {
  const place = (key: string) => `${maTTHC}\n${key}`.toUpperCase();
  const code = ma ?? id;
  const key = taken.has(place(code)) ? `${code} ${id}` : code;
  taken.add(place(key));
  return key;
}

/** 0 stands for "none": imports leave it where the national record has no number. */
export function hoursOf(value: number | null | undefined): Known<number> {
  if (value === undefined) return undefined;
  return value !== null && value > 0 ? value : null;
}

export function unitOf({
  loaiThoiGianThucHien,
}: Pick<CaseRow, 'loaiThoiGianThucHien'>): CaseFacts['deadlineUnit'] {
  const words = loaiThoiGianThucHien?.toLowerCase();
  if (words === 'ngày làm việc') return 'workingDay';
  return words === 'ngày' ? 'day' : undefined;
}

function agenciesOf(joined: string | null | undefined, agencies: AgencyCodes): string[] | null {
  const codes = (joined ?? '').split('##').map(code => code.trim());
  const named = [...new Set(codes.filter(code => code !== '').map(agencies.canonical))];
  return named.length > 0 ? named : null;
}
