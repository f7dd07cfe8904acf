import { numberWords } from '../../domain/number-words.ts';
import { date, dateAndTime } from '../../domain/time.ts';
import { buildReport } from '../from-store.ts';
import { uncheckedSentence } from '../sentences.ts';
import type { CriticalBody } from './bodies.ts';
import type { Composer } from './composing.ts';
import { homeOf, reportAddress } from './report-address.ts';
import { freshSection, partName, sourcesSection, uncheckedSection, workSection } from './run-parts.ts';
import { sliceFilter } from './slice.ts';
import { attachedWorkbook } from './workbook.ts';

/** New critical findings, at once; what the hold-off kept back is in the same letter, as the last run saw it. */
export const composeCritical: Composer = async (letter, composing) => {
  const { configuration, store } = composing;
  const { slice, runs, ...span } = letter.body as CriticalBody;
  const run = runs.at(-1)!;
  const filter = { ...sliceFilter(slice), severity: 'critical' as const };
  const model = await buildReport(store, run, {
    city: configuration.city,
    filter,
    home: homeOf(configuration),
  });
  const fresh = await freshSection(model, slice, span, 'Nghiêm trọng, mới phát hiện');
  const unchecked = uncheckedSentence(model);
  const workbook = await attachedWorkbook(model, slice, composing);
  const address = reportAddress(configuration, run, slice, 'html');
  const { startedAt } = model.summary;
  const count = `${numberWords(fresh.rows)} sai lệch nghiêm trọng mới`;
  const words = [`KHẨN: ${count}`, partName(slice, model, true), date(startedAt)].filter(Boolean).join(' · ');
  const now = `Hiện có tất cả ${numberWords(model.tally.bySeverity.critical)} sai lệch nghiêm trọng.`;
  return {
    subject: words,
    urgent: true,
    content: {
      kind: 'Báo khẩn về dịch vụ công trực tuyến',
      part: partName(slice, model),
      headline:
        fresh.rows > 0
          ? `${count}, cần xử lý trước hết.`
          : model.tally.unchecked > 0
            ? 'Những sai lệch nghiêm trọng mới thấy chưa kiểm tra lại được ở lần chạy sau.'
            : 'Những sai lệch nghiêm trọng mới thấy đã hết ở lần chạy sau.',
      lead: [
        ...(unchecked ? [unchecked] : []),
        runs.length > 1
          ? `Gộp ${numberWords(runs.length)} lần chạy từ ${dateAndTime(span.from)}. ${now}`
          : now,
      ],
      figures: [
        { value: model.tally.bySeverity.critical, label: 'nghiêm trọng', tone: 'bad' },
        { value: fresh.rows, label: 'mới', tone: 'plain' },
      ],
      ...(address && { link: { label: 'Mở báo cáo đầy đủ', address } }),
      sections: [
        fresh.section,
        workSection(model, slice),
        uncheckedSection(model, slice),
        sourcesSection(model, slice),
        { title: 'Danh sách đầy đủ', note: workbook.words },
      ],
      footer: [`Đối chiếu lúc ${dateAndTime(startedAt)} · mã lần chạy ${run}.`],
    },
    attachments: workbook.attachments,
  };
};
