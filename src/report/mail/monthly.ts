import { numberWords } from '../../domain/number-words.ts';
import { dateAndTime, monthText } from '../../domain/time.ts';
import { levelTerms, topLevelWords } from '../../words/level-names.ts';
import { offeringsOf } from '../documents/month-statistics.ts';
import { monthlyReport } from '../documents/monthly-report.ts';
import { countWords, type Paper } from '../documents/paper.ts';
import { paperForms } from '../documents/paper-forms.ts';
import { share } from '../documents/statistics-paper.ts';
import { inMemory } from '../forms.ts';
import type { MonthlyBody } from './bodies.ts';
import type { Composer, Composing } from './composing.ts';
import type { Attachment } from './content.ts';

/** The monthly report, ready to be numbered and signed. */
export const composeMonthly: Composer = async (letter, composing) => {
  const { configuration, store } = composing;
  const { month } = letter.body as MonthlyBody;
  const { paper, kept, before } = await monthlyReport(store, configuration, month);
  const { total, eligible } = kept.statistics;
  const name = monthText(month);
  const top = topLevelWords(configuration.city.levelNames);
  const atFour = numberWords(total[4]);
  const rate = countWords(share(total[4], offeringsOf(total)), 'percent');
  const attachments = await attached(paper, name, composing);
  return {
    subject: `Báo cáo ${name}: ${atFour} dịch vụ công ${top} (${rate})`,
    content: {
      kind: 'Báo cáo tháng',
      part: '',
      headline: `Báo cáo dịch vụ công trực tuyến ${name} đã lập xong, chờ kiểm tra, lấy số và ký.`,
      lead: paper.paragraphs.slice(1, -1),
      figures: [
        { value: offeringsOf(total), label: 'dịch vụ công', tone: 'plain' },
        { value: total[4], label: top, tone: 'good' },
        ...(before
          ? [{ value: total[4] - before.total[4], label: 'so với tháng trước', tone: 'plain' as const }]
          : []),
        ...(eligible
          ? [
              {
                value: eligible.offerings - eligible.atFour,
                label: `đủ điều kiện, chưa ở ${levelTerms(configuration.city.levelNames).of(4)}`,
                tone: 'bad' as const,
              },
            ]
          : []),
      ],
      sections: [
        {
          title: 'Việc cần làm',
          items: [
            { title: 'Đọc lại số liệu và lời văn trong tệp DOCX; ghi số, ký, gửi Bộ theo quy định.' },
            { title: 'Bảng số liệu chi tiết theo cấp, đơn vị, lĩnh vực: tệp XLSX.' },
          ],
          ...(attachments.length === 0 && {
            note: `Tệp lớn hơn mức cho phép đính kèm; xem ở địa chỉ của dvc-sync hoặc đề nghị người quản trị gửi riêng.`,
          }),
        },
        { title: 'Nguồn số liệu', items: paper.footnotes.map(text => ({ text })) },
      ],
      footer: [`Số liệu đọc lúc ${dateAndTime(kept.readAt)}.`],
    },
    attachments,
  };
};

/** Both forms, or none of them where together they are larger than what may be attached. */
async function attached(paper: Paper, name: string, { mail }: Composing): Promise<Attachment[]> {
  const { docx, xlsx } = paperForms(paper);
  const made = await Promise.all([inMemory(docx), inMemory(xlsx)]);
  if (made.reduce((sum, { length }) => sum + length, 0) > mail.attachmentMegabytes * 1_000_000) return [];
  return (['docx', 'xlsx'] as const).map((ending, at) => ({
    filename: `Báo cáo dịch vụ công trực tuyến ${name}.${ending}`,
    content: made[at]!,
  }));
}
