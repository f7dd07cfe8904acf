import { dayOf, dayText } from '../../domain/time.ts';
import { defaultReasonWords } from '../../review/reason-words.ts';
import { firstProcedures, procedureLabel } from '../../words/procedures.ts';
import { inMemory } from '../forms.ts';
import { namesOf } from '../names.ts';
import { guidedForm } from '../reviews/guided-form.ts';
import type { ExplainAgainBody } from './bodies.ts';
import type { Composer } from './composing.ts';
import { procedureSection } from './content.ts';

/** Asks a unit to explain rows of its Phụ lục II again, with what the offices and the systems say of them. */
export const composeExplainAgain: Composer = async (letter, { configuration: { city }, mail, signal }) => {
  const { agency, rows, askedAt, conditions } = letter.body as ExplainAgainBody;
  const unit = namesOf(city).agency(agency);
  const first = firstProcedures(rows.map(row => ({ code: row.procedure, ...row })));
  const days = rows.flatMap(({ until }) => until ?? []).sort();
  const again = {
    ...{ agency, again: true as const, words: { conditions: conditions ?? defaultReasonWords().conditions } },
    rows: rows.map(({ procedure, name, said, why, until }) => ({
      ...{ procedure, name },
      known: [
        said.length > 0 ? `Đã ghi: ${said.join('; ')}` : 'Chỉ đánh dấu hoặc ghi là chưa đủ điều kiện',
        ...why,
        ...(until ? [`Trả lời trước ngày ${dayText(until)}`] : []),
      ],
    })),
  };
  const form = guidedForm(again, city, dayOf(askedAt));
  const content = await inMemory(form, mail.attachmentMegabytes * 1_000_000, signal);
  return {
    subject: `Đề nghị giải trình lại ${rows.length} thủ tục trong Phụ lục II: ${unit}`,
    content: {
      kind: 'Đề nghị giải trình lại',
      part: unit,
      headline: `${rows.length} thủ tục trong Phụ lục II của ${unit} cần giải trình lại.`,
      lead: [
        'Trả lời trong tệp đính kèm: chọn điều kiện chưa đạt của từng thủ tục, ghi lý do cụ thể, rồi gửi lại chính tệp ấy; thủ tục nào mọi điều kiện đều đạt thì chuyển sang Phụ lục I. Các dòng khác đơn vị đã gửi giữ nguyên. Dòng không nêu điều kiện nào được coi như chưa gửi.',
        ...(days[0] ? [`Trả lời trước ngày ${dayText(days[0])}.`] : []),
      ],
      figures: [{ value: rows.length, label: 'thủ tục cần giải trình lại', tone: 'bad' }],
      sections: [
        procedureSection(
          'Các thủ tục',
          first,
          { rest: 'trong tệp đính kèm' },
          ({ said, why, until, ...procedure }) => ({
            title: procedureLabel(procedure),
            text:
              said.length > 0
                ? `Đơn vị đã ghi: ${said.join('; ')}`
                : 'Đơn vị chỉ đánh dấu hoặc ghi là chưa đủ điều kiện',
            note: [...why, ...(until ? [`trả lời trước ngày ${dayText(until)}`] : [])].join('; '),
          }),
        ),
      ],
    },
    attachments: content ? [{ filename: form.file, content }] : [],
  };
};
