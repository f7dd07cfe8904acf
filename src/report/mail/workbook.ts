import { numberWords } from '../../domain/number-words.ts';
import { date } from '../../domain/time.ts';
import { inMemory } from '../forms.ts';
import type { ReportModel } from '../model.ts';
import { reportForm } from '../report-forms.ts';
import { sliceName } from '../sentences.ts';
import type { Composing } from './composing.ts';
import type { Attachment } from './content.ts';
import { reportAddress } from './report-address.ts';
import type { Slice } from './slice.ts';

/** The workbook of the slice, attached, or where it can be had when it is too large; `words` say which. */
export async function attachedWorkbook(
  model: ReportModel,
  slice: Slice,
  { configuration, mail, signal }: Pick<Composing, 'configuration' | 'mail' | 'signal'>,
): Promise<{ attachments: Attachment[]; words: string }> {
  const filename = workbookName(model);
  const content = await inMemory(reportForm('xlsx', model), mail.attachmentMegabytes * 1_000_000, signal);
  if (content) {
    return {
      attachments: [{ filename, content }],
      words: `Danh sách đầy đủ từng dòng: tệp đính kèm “${filename}”.`,
    };
  }
  const limit = `Danh sách đầy đủ có ${numberWords(model.tally.total)} dòng, lớn hơn ${numberWords(mail.attachmentMegabytes)} MB cho phép đính kèm`;
  const address = reportAddress(configuration, model.summary.runId, slice, 'xlsx');
  return {
    attachments: [],
    words: address ? `${limit}; tải tại ${address}` : `${limit}; đề nghị người quản trị dvc-sync gửi riêng.`,
  };
}

/** "Sai lệch DVCTT Sở TTTT 23-11-2026.xlsx": a name any system can store. */
function workbookName(model: ReportModel): string {
  const part = sliceName(model).replace(/^Phần việc của /, '');
  const day = date(model.summary.startedAt).replaceAll('/', '-');
  const name = ['Sai lệch DVCTT', part, day].filter(Boolean).join(' ');
  return `${name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120)
    .toWellFormed()}.xlsx`;
}
