import type { City } from '../../domain/city.ts';
import {
  type RoundRow,
  type RoundWord,
  roundSayNames,
  roundSays,
  unitsOf,
} from '../../domain/consultation.ts';
import { reviewListNames } from '../../domain/review.ts';
import { dayText } from '../../domain/time.ts';
import { markOfRound } from '../../review/round-form.ts';
import type { ReviewRound } from '../../store/reviews/rounds.ts';
import { silenceWords } from '../../words/desk.ts';
import { contactLines } from '../contacts.ts';
import { agencySets } from '../documents/agency-set.ts';
import type { Form } from '../forms.ts';
import { namesOf } from '../names.ts';
import { type AnswerColumn, answerForm, headerRowOf } from '../table/answer-form.ts';
import { column } from '../table/table.ts';

type OpenRound = Pick<ReviewRound, 'id' | 'list' | 'until' | 'silence' | 'rows'>;

/**
 * The list of a round as a workbook for one addressee to answer in.
 *
 * @param said What it has answered already: the last answer counts whole.
 */
export function roundForm(
  { id, list, until, silence, rows }: OpenRound,
  agency: string,
  city: City,
  said: readonly RoundWord[] = [],
): Form {
  const names = namesOf(city);
  const before = new Map(said.map(word => [word.row + 1, word]));
  const sets = agencySets(city);
  const columns: AnswerColumn<RoundRow & { at: number }>[] = [
    column('STT', 5, ({ at }) => at),
    column('Mã', 10, ({ procedure }) => procedure),
    column('Tên thủ tục hành chính', 34, ({ name }) => name),
    column('Đơn vị', 20, row =>
      [sets.inWords(unitsOf(row)) || 'Nhiều đơn vị', row.note].filter(Boolean).join('. '),
    ),
    column('Về kỹ thuật, điều kiện của đơn vị', 24, ({ technical }) => technical),
    column('Về quy định của pháp luật', 24, ({ legal }) => legal),
    {
      ...{ title: 'Ý kiến', width: 13, open: true, choices: roundSays.map(say => roundSayNames[say]) },
      cell({ at }) {
        const say = before.get(at)?.say;
        return say === undefined ? null : roundSayNames[say];
      },
    },
    { title: 'Góp ý', width: 26, open: true, cell: ({ at }) => before.get(at)?.comment ?? null },
  ];
  const lines = [
    `PHIẾU LẤY Ý KIẾN VỀ DỰ THẢO ${reviewListNames[list].toLocaleUpperCase('vi')}`,
    `Gửi: ${names.agency(agency)} (${agency}); đợt lấy ý kiến số ${id}`,
    `Đề nghị trả lời hết ngày ${dayText(until)}. Quá hạn mà không trả lời thì ${silenceWords[silence]}. Dòng để trống là không có ý kiến về dòng đó.`,
    'Không sửa cột Mã, không thêm hay chuyển dòng. Gửi lại chính tệp này.',
    ...contactLines(city, { unit: agency }),
  ];
  const first = headerRowOf({ lines }) + 1;
  return answerForm({
    file: `${agency}.xlsx`,
    sheet: 'Lấy ý kiến',
    ...{ lines, columns, rows: rows.map((row, at) => ({ ...row, at: at + 1 })) },
    below: () => sets.lists(),
    mark: markOfRound({ agency, round: id, first, code: 1, say: 6, comment: 7 }),
  });
}
