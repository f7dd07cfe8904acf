import { type RoundRow, unitsOf } from '../../domain/consultation.ts';
import { reviewListNames } from '../../domain/review.ts';
import { dayText } from '../../domain/time.ts';
import { roundOf } from '../../store/reviews/rounds.ts';
import { silenceWords } from '../../words/desk.ts';
import { firstProcedures, type NamedProcedure } from '../../words/procedures.ts';
import { listWords } from '../../words/sentence.ts';
import { inMemory } from '../forms.ts';
import { namesOf } from '../names.ts';
import { roundForm } from '../reviews/round-form.ts';
import type { ConsultationBody } from './bodies.ts';
import type { Composer } from './composing.ts';
import { procedureSection } from './content.ts';
import { pageAddress } from './report-address.ts';

/** A list sent round with the workbook to answer in. */
export const composeConsultation: Composer = async (letter, { configuration, store }) => {
  const { round: id, agency, daysLeft, unclear } = letter.body as ConsultationBody;
  const round = (await roundOf(store, id))!;
  const { city } = configuration;
  const names = namesOf(city);
  const form = roundForm(round, agency, city);
  const list = reviewListNames[round.list];
  const again = daysLeft !== undefined;
  const address = pageAddress(configuration, `/lay-y-kien/${id}`);
  const named = (row: RoundRow): NamedProcedure => {
    const units = listWords(unitsOf(row).map(names.agency), 'đơn vị');
    return { code: row.procedure, name: row.name, place: units === '' ? undefined : `tại ${units}` };
  };
  return {
    subject: `${again ? 'Nhắc trả lời' : 'Lấy ý kiến'}: dự thảo ${list}, hạn ${dayText(round.until)}`,
    content: {
      kind: again ? 'Nhắc trả lời lấy ý kiến' : 'Lấy ý kiến',
      part: names.agency(agency),
      headline: again
        ? `${unclear ? `Chưa rõ ý kiến của đơn vị về dự thảo ${list}, đề nghị trả lời lại` : `Chưa nhận được ý kiến về dự thảo ${list}`}; hạn trả lời hết ngày ${dayText(round.until)}.`
        : `Đề nghị cho ý kiến về dự thảo ${list}, hết ngày ${dayText(round.until)}.`,
      lead: [
        ...(daysLeft === 0 ? ['Hôm nay là ngày cuối.'] : []),
        `Quá hạn mà không trả lời thì ${silenceWords[round.silence]}.`,
      ],
      figures: [
        { value: round.rows.length, label: 'dòng cần ý kiến', tone: 'plain' },
        ...(daysLeft ? [{ value: daysLeft, label: 'ngày còn lại', tone: 'bad' as const }] : []),
      ],
      ...(address && { link: { label: 'Trả lời trên trang', address } }),
      sections: [
        {
          title: 'Cần làm gì',
          items: [
            { text: 'Chọn ý kiến ở từng dòng của tệp đính kèm, góp ý nếu có, rồi gửi lại chính tệp ấy.' },
            ...(address ? [{ text: 'Có tài khoản thì trả lời hoặc nộp tệp ngay trên trang.' }] : []),
          ],
        },
        procedureSection('Các thủ tục', firstProcedures(round.rows.map(named)), {
          noun: 'dòng',
          rest: 'trong tệp đính kèm',
        }),
      ],
    },
    attachments: [{ filename: `Lấy ý kiến ${agency}.xlsx`, content: await inMemory(form) }],
  };
};
