import { forEachPublic, nationalFinding } from '../national-record.ts';
import type { NationalRule } from '../rule.ts';
import { listWords, shortName } from '../sentence.ts';

export const rule: NationalRule = {
  id: 'fee-suspicious',
  scope: 'national',
  severity: 'info',
  owner: 'regulatory',
  title: 'Mức phí đáng ngờ trên CSDL quốc gia',
  what: 'Bản ghi quốc gia có mức phí dưới 1.000 đồng, nhiều khả năng nhập thiếu ba số không.',
  why: 'Hệ thống lấy số liệu tự động sẽ thu sai, và phí của thủ tục không so sánh được.',
  remedy:
    'Cơ quan kiểm soát TTHC kiểm tra văn bản quy định phí và đề nghị bộ, ngành sửa bản ghi trên CSDL quốc gia.',
  needs: { national: ['fees'] },
  becomes: null,
  start: (context, report) =>
    forEachPublic((record, group) => {
      const fees = (record.facts.fees ?? []).filter(({ suspicious }) => suspicious);
      if (fees.length === 0) return;
      const texts = [...new Set(fees.map(({ text }) => `«${shortName(text)}»`))];
      report(
        nationalFinding(record, group, context, {
          expected: 'từ 1.000 đồng trở lên, hoặc miễn phí',
          actual: listWords(texts, 'mức khác'),
          problem: `có mức phí dưới 1.000 đồng: ${listWords(texts, 'mức')}`,
          evidence: { fees: fees.slice(0, 20) },
        }),
      );
    }),
};
