import { textKey } from '../../domain/text.ts';
import { forEachPublic, nationalFinding } from '../national-record.ts';
import type { NationalRule, ProcedureGroup } from '../rule.ts';
import { listWords } from '../sentence.ts';

export const rule: NationalRule = {
  id: 'name-twice',
  scope: 'national',
  severity: 'info',
  owner: 'regulatory',
  title: 'Hai mã thủ tục cùng một tên',
  what: 'Hai hay nhiều thủ tục còn hiệu lực trên CSDL quốc gia về TTHC mang tên giống hệt nhau dưới các mã khác nhau.',
  why: 'Người dân và cán bộ dễ chọn nhầm mã; có thể một mã đã được thay thế mà chưa bị gỡ.',
  remedy: 'Cơ quan kiểm soát TTHC xác minh với bộ, ngành mã nào còn dùng, đề nghị gỡ hoặc đặt tên phân biệt.',
  needs: { national: ['name'] },
  becomes: null,
  start(context, report) {
    // Procedures come sorted by code, so the first of a name is the same one in every run.
    const codesOf = new Map<string, string[]>();
    const repeated: Repeated[] = [];
    let whole = true;
    const { judge } = forEachPublic((record, { applicability }) => {
      const name = record.facts.name ?? '';
      if (record.facts.name === undefined) whole = false;
      const key = textKey(name);
      if (key === '') return;
      const codes = codesOf.get(key);
      if (codes === undefined) codesOf.set(key, [record.code]);
      else if (!codes.includes(record.code)) {
        codes.push(record.code);
        repeated.push({ code: record.code, name, codes, ...(applicability && { applicability }) });
      }
    });
    return {
      judge,
      end() {
        for (const { code, name, codes, ...group } of repeated) {
          const others = codes.filter(other => other !== code);
          report(
            nationalFinding({ code, facts: { name } }, group, context, {
              expected: 'mỗi tên một mã',
              actual: `${codes.length} mã cùng tên`,
              problem: `trùng tên với ${listWords(others, 'mã')}`,
              evidence: { name, otherCodes: others.slice(0, 50) },
            }),
          );
        }
        return whole;
      },
    };
  },
};

/** A record whose name an earlier one has too. */
interface Repeated extends Pick<ProcedureGroup, 'applicability'> {
  code: string;
  name: string;
  /** All of that name, as far as they were met. */
  codes: string[];
}
