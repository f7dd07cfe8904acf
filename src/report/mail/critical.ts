import { numberWords } from '../../domain/number-words.ts';
import { date, dateAndTime } from '../../domain/time.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { buildReport } from '../from-store.ts';
import { uncheckedSentence } from '../sentences.ts';
import type { CriticalBody } from './bodies.ts';
import type { Composer } from './composing.ts';
import { homeOf, reportAddress } from './report-address.ts';
import {
  attachedWorkbook,
  freshSection,
  partName,
  sourcesSection,
  uncheckedLabel,
  uncheckedSection,
  workSection,
} from './run-parts.ts';
import { sliceFilter } from './slice.ts';

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
  const { unchecked, bySeverity } = model.tally;
  const unknown = uncheckedSentence(model);
  const workbook = await attachedWorkbook(model, slice, composing);
  const address = reportAddress(configuration, run, slice, 'html');
  const { startedAt } = model.summary;
  const count = `${numberWords(fresh.rows)} sai lệch nghiêm trọng mới`;
  const doubtful = `${numberWords(unchecked)} sai lệch nghiêm trọng chưa kiểm tra lại được`;
  const gone = 'sai lệch nghiêm trọng mới thấy đã hết';
  const news = fresh.rows > 0 ? `KHẨN: ${count}` : unchecked > 0 ? `KHẨN: ${doubtful}` : sentenceCase(gone);
  const read = unchecked > 0 ? 'Trong phần đã đọc' : 'Hiện';
  const now = `${read} có tất cả ${numberWords(bySeverity.critical)} sai lệch nghiêm trọng.`;
  return {
    subject: [news, partName(slice, model, true), date(startedAt)].filter(Boolean).join(' · '),
    urgent: fresh.rows + unchecked > 0,
    content: {
      kind: 'Báo khẩn về dịch vụ công trực tuyến',
      part: partName(slice, model),
      headline:
        fresh.rows > 0
          ? `${count}, cần xử lý trước hết${unchecked > 0 ? `; ngoài ra ${doubtful}` : ''}.`
          : unchecked > 0
            ? `${doubtful} ở lần chạy sau.`
            : `Những ${gone} ở lần chạy sau.`,
      lead: [
        ...(unknown ? [unknown] : []),
        runs.length > 1
          ? `Gộp ${numberWords(runs.length)} lần chạy từ ${dateAndTime(span.from)}. ${now}`
          : now,
      ],
      figures: [
        ...(unchecked > 0 ? [{ value: unchecked, label: uncheckedLabel, tone: 'bad' as const }] : []),
        { value: bySeverity.critical, label: 'nghiêm trọng', tone: 'bad' },
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
