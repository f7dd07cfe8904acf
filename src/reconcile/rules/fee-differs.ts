import { feeAmounts } from '../../domain/fee.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { Fee } from '../../domain/procedure.ts';
import type { Told } from '../../domain/told.ts';
import { contentFinding, contentPair } from '../content.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule = {
  id: 'fee-differs',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  title: 'Phí, lệ phí khác CSDL quốc gia',
  what: 'Các mức phí, lệ phí trên hệ thống khác CSDL quốc gia về TTHC. Chỉ so khi mọi mức của cả hai bên đều là số tiền rõ ràng.',
  why: 'Người dân bị thu sai số tiền, hoặc được báo miễn phí rồi lại phải nộp.',
  remedy:
    'Đơn vị phụ trách kỹ thuật sửa mức phí theo CSDL quốc gia; nếu địa phương có nghị quyết riêng về phí thì cho tạm bỏ qua sai lệch này (lệnh waive) và ghi rõ văn bản.',
  needs: { national: ['fees'], local: ['fees'] },
  becomes: 'task',
  concerns: system => system.role !== 'national',
  judge(record, system, group, context, report) {
    const pair = contentPair(record, group);
    if (!pair) return;
    const national = charged(pair.national.facts.fees);
    const local = national && charged(pair.local.facts.fees);
    if (!local || (local.length === national.length && local.every((amount, at) => amount === national[at])))
      return;
    report(
      contentFinding(pair, system, group, context, {
        what: 'phí, lệ phí',
        expected: feeWords(national),
        actual: feeWords(local),
        evidence: {
          national: (pair.national.facts.fees ?? []).slice(0, 20),
          local: (pair.local.facts.fees ?? []).slice(0, 20),
        },
      }),
    );
  },
};

/** Distinct amounts above 0 in đồng, ascending; empty = free; `undefined` = not told or one of them unclear. */
function charged(fees: Told<Fee[]>): number[] | undefined {
  const amounts = feeAmounts(fees);
  return amounts && [...amounts].filter(amount => amount > 0).sort((a, b) => a - b);
}

function feeWords(amounts: number[]): string {
  return amounts.length === 0 ? 'miễn phí' : amounts.map(amount => `${numberWords(amount)} đồng`).join(', ');
}
