import { numberWords } from '../../domain/number-words.ts';
import type { Freed } from '../../review/freed-by-law.ts';
import type { LegalObstacle, UnreadReason } from '../../review/legal-register.ts';
import { html } from '../html/markup.ts';
import type { Names } from '../names.ts';
import { list } from '../table/table.ts';

/** "điểm a khoản 2 Điều 7, Nghị định …". */
export function provisionName({ number, article, clause, point, text }: LegalObstacle): string {
  const place = [point && `điểm ${point}`, clause && `khoản ${clause}`, article && `Điều ${article}`];
  return [place.filter(Boolean).join(' '), text === number ? number : `${text} (${number})`]
    .filter(Boolean)
    .join(', ');
}

/** Provisions of law that keep services from level 4. */
export const provisionTable = list<LegalObstacle>([
  { title: 'Mã', page: false, cell: ({ id }) => id },
  { title: 'Quy định', head: true, long: true, cell: provisionName },
  { title: 'Dịch vụ bị ảnh hưởng', cell: ({ offerings }) => offerings },
  { title: 'Đơn vị', cell: ({ units }) => units },
  { title: 'Lĩnh vực', terminal: false, cell: ({ fields }) => fields.join('; ') || 'chưa rõ' },
  { title: 'Cơ quan ban hành', cell: ({ issuer }) => issuer ?? 'chưa rõ' },
]);

/** Reasons of units of which nobody can tell what provision they are about. */
export function unreadTable(names: Names) {
  return list<UnreadReason>([
    { title: 'Đơn vị ghi', head: true, long: true, cell: ({ text }) => text },
    {
      title: 'Thủ tục',
      cell: ({ procedure }) => procedure,
      page: ({ procedure }) => html`<code>${procedure}</code>`,
    },
    { title: 'Đơn vị', cell: ({ agency }) => names.agency(agency) },
  ]);
}

/** What amending so many provisions comes to. */
export function freedSentence({ provisions, offerings, exact }: Freed): string {
  return offerings === 0
    ? 'Không dịch vụ nào chỉ vướng các quy định đã đọc được.'
    : `Sửa ${numberWords(provisions.length)} quy định dưới đây thì ${numberWords(offerings)} dịch vụ hết vướng${exact ? '' : ' (chọn lần lượt theo số dịch vụ, chưa chắc là cách tốt nhất)'}.`;
}
