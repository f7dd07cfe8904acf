import { numberWords } from '../../domain/number-words.ts';
import { forEachPublic, nationalFinding } from '../national-record.ts';
import type { NationalRule } from '../rule.ts';
import { listWords } from '../sentence.ts';

export const rule: NationalRule = {
  id: 'deadline-without-unit',
  scope: 'national',
  severity: 'info',
  owner: 'regulatory',
  title: 'Thời hạn thiếu đơn vị tính',
  what: 'Bản ghi quốc gia ghi thời hạn là một con số trần, không có đơn vị ngày, ngày làm việc, giờ hay tháng.',
  why: 'Không biết phải trả kết quả khi nào; thời hạn của thủ tục không so sánh được.',
  remedy: 'Cơ quan kiểm soát TTHC đề nghị bộ, ngành bổ sung đơn vị tính thời hạn trên CSDL quốc gia.',
  needs: { national: ['deadlines'] },
  becomes: null,
  start: (context, report) =>
    forEachPublic((record, group) => {
      const bare = (record.facts.deadlines ?? []).filter(
        ({ amount, unit }) => amount !== undefined && unit === undefined,
      );
      if (bare.length === 0) return;
      const numbers = [...new Set(bare.map(({ amount }) => `«${numberWords(amount!)}»`))];
      report(
        nationalFinding(record, group, context, {
          expected: 'thời hạn có đơn vị tính',
          actual: listWords(numbers, 'số'),
          problem: `ghi thời hạn ${listWords(numbers, 'số')} không có đơn vị tính`,
          evidence: { deadlines: bare.slice(0, 20) },
        }),
      );
    }),
};
