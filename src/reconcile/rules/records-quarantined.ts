import { numberWords } from '../../domain/number-words.ts';
import type { SnapshotSummary } from '../../snapshot/model.ts';
import type { SourceRule } from '../rule.ts';
import { systemLabel } from '../sentence.ts';

export const rule: SourceRule = {
  id: 'records-quarantined',
  scope: 'source',
  severity: 'minor',
  owner: 'technical',
  title: 'Bản ghi không đọc hiểu được',
  what: 'Một số bản ghi, hoặc một phần của chúng, không đúng cấu trúc nên được để riêng, không đưa vào đối chiếu.',
  why: 'Những chỗ này được coi là "chưa rõ": không kết luận là có, cũng không kết luận là thiếu.',
  remedy:
    'Sở TTTT sửa các bản ghi này tại hệ thống nguồn, hoặc báo đơn vị vận hành hệ thống đó. Danh sách dài hơn nằm ở phần bằng chứng trong discrepancies.ndjson.',
  needs: {},
  becomes: null,
  judge(system, _context, report) {
    const { quarantined, quarantineExamples = [], takenAt } = system.snapshot;
    if (quarantined === 0) return;
    report({
      procedure: null,
      agency: null,
      system: system.name,
      expected: 0,
      actual: quarantined,
      message: `${systemLabel(system)} có ${numberWords(quarantined)} bản ghi không đọc hiểu được${exampleWords(quarantined, quarantineExamples)}.`,
      evidence: { quarantined, examples: quarantineExamples, takenAt },
      systems: [system.name],
    });
  },
};

const shown = 3;
/** Characters; the reason of a remote may be a page. */
const longestReason = 120;

/** `: 1.002010 CAPTHUCHIEN (cần danh sách, gặp số 5) và 4 bản ghi khác`. */
function exampleWords(all: number, examples: NonNullable<SnapshotSummary['quarantineExamples']>): string {
  if (examples.length === 0) return '';
  const words = examples.slice(0, shown).map(({ part, key, path, reason }) => {
    const short = reason.length > longestReason ? `${reason.slice(0, longestReason - 1)}…` : reason;
    return `${[key || part, path].filter(Boolean).join(' ')} (${short})`;
  });
  const more = all > words.length ? ` và ${numberWords(all - words.length)} bản ghi khác` : '';
  return `: ${words.join('; ')}${more}`;
}
