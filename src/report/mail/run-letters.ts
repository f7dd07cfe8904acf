import { numberWords } from '../../domain/number-words.ts';
import { date, dateAndTime } from '../../domain/time.ts';
import type { RowFilter } from '../../store/runs/queries.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { buildReport } from '../from-store.ts';
import type { ReportModel } from '../model.ts';
import { peopleSentence } from '../people.ts';
import { headline, isSettled, mendableSentence, uncheckedSentence, unreadSystems } from '../sentences.ts';
import { beginningByCommand } from '../technical.ts';
import { runStatusNames } from '../words.ts';
import type { CriticalBody, DigestBody } from './bodies.ts';
import type { Composer, Composing, Draft } from './composing.ts';
import { pictures } from './pictures.ts';
import { homeOf, pageAddress, reportAddress } from './report-address.ts';
import {
  attachedWorkbook,
  figuresOf,
  freshSection,
  partName,
  sourcesSection,
  uncheckedLabel,
  uncheckedSection,
  workSection,
} from './run-parts.ts';
import { sliceFilter } from './slice.ts';

/** One recipient's part of a run, or of all runs since the last letter of a schedule. */
export const composeDigest: Composer = async (letter, composing) => {
  const body = letter.body as DigestBody;
  return digestOf(await reportOf(body.run, sliceFilter(body.slice), composing), body, composing);
};

function reportOf(run: string, filter: RowFilter, { store, configuration }: Composing): Promise<ReportModel> {
  return buildReport(store, run, { city: configuration.city, filter, home: homeOf(configuration) });
}

/** The digest of a slice, from the report of that very slice. */
export async function digestOf(
  model: ReportModel,
  body: DigestBody,
  composing: Pick<Composing, 'configuration' | 'mail' | 'signal'>,
): Promise<Draft> {
  const { configuration, signal } = composing;
  const { slice, run, changes } = body;
  const fresh = await freshSection(model, slice, body);
  const workbook = await attachedWorkbook(model, slice, composing);
  signal?.throwIfAborted();
  const address = reportAddress(configuration, run, slice, 'html');
  const unchecked = uncheckedSentence(model);
  const inside = partName(slice, model, true);
  const { startedAt, status } = model.summary;
  return {
    subject: [news(body, model), inside, date(startedAt)].filter(Boolean).join(' · '),
    urgent: changes.critical > 0,
    content: {
      kind: 'Thư tổng hợp sai lệch dịch vụ công trực tuyến',
      part: partName(slice, model),
      headline: headline(model),
      lead: [
        ...(unchecked ? [unchecked] : []),
        ...(model.people ? [peopleSentence(model.people, model.levels)] : []),
        changeSentence(body, isSettled(model)),
        mendableSentence(model, beginning(body, configuration)),
      ].filter(Boolean),
      figures: figuresOf(model, changes.fresh, changes.resolved),
      ...(address && { link: { label: 'Mở báo cáo đầy đủ', address } }),
      sections: [
        uncheckedSection(model, slice),
        workSection(model, slice),
        fresh.section,
        sourcesSection(model, slice),
        { title: 'Bức tranh chung', pictures: await pictures(model) },
        { title: 'Danh sách đầy đủ', note: workbook.words },
      ],
      footer: [`Đối chiếu lúc ${dateAndTime(startedAt)} · ${runStatusNames[status]} · mã lần chạy ${run}.`],
    },
    attachments: workbook.attachments,
  };
}

/** Where mending begins, for those whose work it is: the page, or for technicians the command where nobody reaches a page. */
function beginning({ slice }: DigestBody, configuration: Composing['configuration']): string {
  const technical = slice.part === 'owner' && slice.owner === 'technical';
  if (!technical && slice.part !== 'everything') return '';
  const page = pageAddress(configuration, '/ke-hoach');
  if (page !== undefined) return `bắt đầu ở trang ${page}`;
  return technical ? beginningByCommand : '';
}

/** The news in a few words, for the subject; what is not known first. */
function news({ changes, failedSources }: DigestBody, model: ReportModel): string {
  const { fresh, critical, resolved } = changes;
  const unread = unreadSystems(model).length;
  const unchecked = model.tally.unchecked;
  const words = [
    unchecked > 0 && `${numberWords(unchecked)} sai lệch chưa kiểm tra lại được`,
    (unchecked > 0 || failedSources.length > 0) && unread > 0 && `${numberWords(unread)} nguồn chưa đọc đủ`,
    fresh > 0 &&
      `${numberWords(fresh)} sai lệch mới${critical > 0 ? `, ${numberWords(critical)} nghiêm trọng` : ''}`,
    fresh === 0 && resolved > 0 && `${numberWords(resolved)} sai lệch đã hết`,
  ].filter(Boolean);
  if (words.length > 0) return words.join(', ');
  const work = model.tally.toDo > 0 && `còn ${numberWords(model.tally.toDo)} sai lệch cần xử lý`;
  const state = isSettled(model) ? 'không có gì mới' : 'chưa kết luận được hết';
  return [state, work].filter(Boolean).join(', ');
}

function changeSentence({ changes, runs, from }: DigestBody, settled: boolean): string {
  const { fresh, critical, resolved } = changes;
  const since =
    runs === 1
      ? 'So với lần chạy trước'
      : `Qua ${numberWords(runs)} lần chạy${from ? ` từ ${dateAndTime(from)}` : ''}`;
  const worst = critical > 0 ? ` (${numberWords(critical)} nghiêm trọng)` : '';
  const read = settled ? '' : ', trong phần đã đọc';
  return `${since}${read}: ${numberWords(fresh)} sai lệch mới${worst}, ${numberWords(resolved)} đã hết.`;
}

/** New critical findings, at once; what the hold-off kept back is in the same letter, as the last run saw it. */
export const composeCritical: Composer = async (letter, composing) => {
  const { slice, runs, ...span } = letter.body as CriticalBody;
  const run = runs.at(-1)!;
  const model = await reportOf(run, { ...sliceFilter(slice), severity: 'critical' }, composing);
  const fresh = await freshSection(model, slice, span, 'Nghiêm trọng, mới phát hiện');
  const { unchecked, bySeverity } = model.tally;
  const unknown = uncheckedSentence(model);
  const workbook = await attachedWorkbook(model, slice, composing);
  const address = reportAddress(composing.configuration, run, slice, 'html');
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
