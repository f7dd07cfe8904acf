import type { City } from '../../domain/city.ts';
import { dayText } from '../../domain/time.ts';
import {
  answers,
  conditionsAsked,
  formTitles,
  type GuidedReview,
  type GuidedRow,
  markOfForm,
} from '../../review/form.ts';
import { topLevelWords } from '../../words/level-names.ts';
import { contactLines } from '../contacts.ts';
import type { Form } from '../forms.ts';
import { namesOf } from '../names.ts';
import { type AnswerColumn, answerForm, headerRowOf } from '../table/answer-form.ts';
import { column } from '../table/table.ts';

type Row = GuidedRow & { at: number };

/**
 * A unit's form of review: its procedures, what is known of the conditions, an answer to choose for each.
 *
 * @param day of making, `YYYY-MM-DD`.
 */
export function guidedForm(review: GuidedReview, city: City, day: string): Form {
  const { agency, words, rows, again } = review;
  const conditions = conditionsAsked(words);
  const first: AnswerColumn<Row>[] = [
    column('STT', 5, ({ at }) => at),
    column(formTitles.code, 10, ({ procedure }) => procedure),
    column(formTitles.name, 22, ({ name }) => name),
    column(
      again ? 'Đã ghi và vì sao hỏi lại' : 'Hệ thống đã ghi nhận (nguồn, ngày)',
      30,
      ({ known }) => known.join('\n') || 'chưa có số liệu',
    ),
  ];
  const asked = conditions.map(
    (code): AnswerColumn<Row> => ({
      title: `${words.conditions[code]!.ground === 'technical' ? 'Kỹ thuật' : 'Pháp lý'}: ${words.conditions[code]!.name}`,
      // A city asks for a dozen, and all of them are to be read on one page.
      ...{ width: 7, open: true, choices: answers },
    }),
  );
  const last: AnswerColumn<Row>[] = [
    { title: formTitles.law, width: 14, open: true },
    { title: formTitles.remark, width: 14, open: true },
  ];
  const columns = [...first, ...asked, ...last];
  const top = topLevelWords(city.levelNames);
  const choose = `Với mỗi thủ tục, chọn "${answers[0]}", "${answers[1]}" hoặc "${answers[2]}" ở từng điều kiện. Mọi điều kiện đều đạt: thủ tục vào Phụ lục I. Có điều kiện chưa đạt: vào Phụ lục II cùng điều kiện đó; ghi thêm lý do cụ thể và căn cứ pháp lý.`;
  const lines = [
    again
      ? 'PHIẾU GIẢI TRÌNH LẠI CÁC THỦ TỤC TRONG PHỤ LỤC II'
      : `PHIẾU RÀ SOÁT THỦ TỤC HÀNH CHÍNH ĐỦ ĐIỀU KIỆN LÊN ${top.toLocaleUpperCase('vi')}`,
    `Đơn vị: ${namesOf(city).agency(agency)} (${agency}); lập ngày ${dayText(day)}`,
    `${choose} ${again ? 'Thủ tục để trống giữ như đã gửi; các thủ tục không có trong phiếu này không đổi.' : 'Thủ tục để trống giữ như đã gửi; chưa gửi thì coi như chưa rà soát.'}`,
    'Không sửa cột Mã. Gửi lại chính tệp này.',
    ...(again
      ? []
      : [
          'Phiếu này dùng câu hỏi theo các điều kiện nêu trong Kế hoạch; mẫu của Phụ lục X Thông tư 02/2017/TT-VPCP chưa có trong tay nên đây không phải mẫu đó.',
        ]),
    ...contactLines(city, { unit: agency, ...(review.fields && { fields: review.fields }) }),
  ];
  const head = headerRowOf({ lines });
  const numbered = rows.map((row, at) => ({ ...row, at: at + 1 }));
  const placeOf = (title: string) => columns.findIndex(each => each.title === title);
  return answerForm({
    file: again ? `Giải trình lại ${agency} ${day}.xlsx` : `${agency}.xlsx`,
    sheet: again ? 'Giải trình lại' : 'Phiếu rà soát',
    ...{ lines, columns, rows: numbered },
    mark: markOfForm({
      unit: agency,
      ...(again && { again }),
      conditions: new Map(conditions.map((code, index) => [first.length + index, code])),
      columns: {
        code: placeOf(formTitles.code),
        name: placeOf(formTitles.name),
        law: placeOf(formTitles.law),
        remark: placeOf(formTitles.remark),
      },
      rows: new Map(numbered.map(({ procedure, at }) => [head + at, procedure])),
    }),
  });
}
