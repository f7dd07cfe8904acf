import { localityNamed, ownLocality } from '../../domain/localities.ts';
import { cleanText, textKey } from '../../domain/text.ts';
import { forEachPublic, nationalFinding } from '../national-record.ts';
import type { NationalRule } from '../rule.ts';
import { listWords } from '../sentence.ts';

export const rule: NationalRule = {
  id: 'other-locality',
  scope: 'national',
  severity: 'info',
  owner: 'regulatory',
  title: 'Cơ quan thực hiện của địa phương khác',
  what: 'Bản ghi quốc gia giao việc thực hiện cho một cơ quan mang tên tỉnh, thành phố khác.',
  why: 'Không xác định được cơ quan nào của thành phố thực hiện thủ tục này.',
  remedy:
    'Cơ quan kiểm soát TTHC đề nghị bộ, ngành sửa cơ quan thực hiện trên CSDL quốc gia; trong lúc chờ, khai báo nơi áp dụng trong cấu hình.',
  needs: { national: ['bodies'] },
  becomes: null,
  start: (context, report) => {
    const own = ownLocality(context.city.locality, context.city.agencies);
    // Thousands of procedures name a few dozen bodies.
    const known = new Map<string, string | undefined>();
    const localityOf = (name: string) => {
      if (!known.has(name)) known.set(name, isBranch(name) ? undefined : localityNamed(name));
      return known.get(name);
    };
    return forEachPublic((record, group) => {
      if (own === undefined) return;
      const foreign = new Map<string, string>();
      for (const { name } of record.facts.bodies ?? []) {
        const locality = name && localityOf(name);
        if (locality && locality !== own) foreign.set(cleanText(name!), locality);
      }
      if (foreign.size === 0) return;
      const names = [...foreign.keys()].map(name => `«${name}»`);
      report(
        nationalFinding(record, group, context, {
          expected: `cơ quan của ${own} hoặc tên chung`,
          actual: listWords(names, 'cơ quan'),
          problem: `ghi cơ quan thực hiện của địa phương khác: ${listWords(names, 'cơ quan')}`,
          evidence: {
            bodies: [...foreign].slice(0, 50).map(([name, locality]) => ({ name, locality })),
            ownLocality: own,
          },
        }),
      );
    });
  },
};

/** Central bodies whose few branches serve the whole country are named after the place they sit in. */
function isBranch(name: string): boolean {
  return /(?<!\p{L})(?:ngân hàng|cảng vụ|hải quan)(?!\p{L})/u.test(textKey(name));
}
