import { forEachPublic, nationalFinding } from '../national-record.ts';
import type { NationalRule } from '../rule.ts';
import { listWords, shortName } from '../sentence.ts';

export const rule: NationalRule = {
  id: 'free-with-amount',
  scope: 'national',
  severity: 'info',
  owner: 'regulatory',
  title: 'Ghi miễn phí nhưng có số tiền',
  what: 'Bản ghi quốc gia ghi "Miễn phí" hoặc 0 đồng, trong khi phần mô tả lại nêu số tiền phải nộp.',
  why: 'Không biết người dân có phải nộp hay không; mọi so sánh về phí của thủ tục đều bị bỏ qua.',
  remedy: 'Cơ quan kiểm soát TTHC kiểm tra văn bản quy định phí và đề nghị bộ, ngành ghi số tiền vào đúng ô.',
  needs: { national: ['fees'] },
  becomes: null,
  start: (context, report) =>
    forEachPublic((record, group) => {
      const fees = (record.facts.fees ?? []).filter(({ freeWithAmount }) => freeWithAmount);
      if (fees.length === 0) return;
      const texts = [...new Set(fees.map(({ text }) => `«${shortName(text)}»`))];
      report(
        nationalFinding(record, group, context, {
          expected: 'miễn phí, hoặc số tiền phải nộp',
          actual: listWords(texts, 'chỗ'),
          problem: `ghi miễn phí nhưng mô tả nêu số tiền: ${listWords(texts, 'chỗ')}`,
          evidence: { fees: fees.slice(0, 20) },
        }),
      );
    }),
};
