import { numberWords } from '../../domain/number-words.ts';
import { date, dateAndTime } from '../../domain/time.ts';
import { buildReport } from '../from-store.ts';
import type { ReportModel } from '../model.ts';
import { peopleSentence } from '../people.ts';
import { headline, isSettled, mendableSentence, uncheckedSentence, unreadSystems } from '../sentences.ts';
import { beginningByCommand } from '../technical.ts';
import { runStatusNames } from '../words.ts';
import type { DigestBody } from './bodies.ts';
import type { Composer, Composing, Draft } from './composing.ts';
import { pictures } from './pictures.ts';
import { homeOf, pageAddress, reportAddress } from './report-address.ts';
import {
  attachedWorkbook,
  figuresOf,
  freshSection,
  partName,
  sourcesSection,
  uncheckedSection,
  workSection,
} from './run-parts.ts';
import { sliceFilter } from './slice.ts';

/** One recipient's part of a run, or of all runs since the last letter of a schedule. */
export const composeDigest: Composer = async (letter, composing) => {
  const body = letter.body as DigestBody;
  const { configuration, store } = composing;
  const of = { city: configuration.city, filter: sliceFilter(body.slice), home: homeOf(configuration) };
  return digestOf(await buildReport(store, body.run, of), body, composing);
};

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
