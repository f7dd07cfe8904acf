import { auditActionWords, auditOriginWords, auditOutcomeWords } from '../app/audit/entry-words.ts';
import { type AnchoredVerdict, acceptTrail, verifyAudit } from '../app/audit/trail.ts';
import type { Store } from '../app/context.ts';
import { type AuditRow, listAudit, type TrailVerdict } from '../app/queries/administration.ts';
import { notSignedIn } from '../domain/actor.ts';
import { numberWords } from '../domain/number-words.ts';
import { dateAndTime } from '../domain/time.ts';
import { list } from '../report/table/table.ts';
import { isWhole } from '../runs/audit-heads.ts';
import { type Answer, listing } from './answer.ts';
import { command, reasonOption } from './command.ts';
import { why } from './common-words.ts';
import { exitCodes } from './exit.ts';
import { atMost } from './given.ts';
import { asPerson } from './person.ts';

export const auditCommand = command({
  note: {
    vi: 'Mã thoát của verify: 0 còn nguyên vẹn · 1 đã bị sửa, bị xóa, hoặc thiếu so với các mốc đã ghi ngoài kho dữ liệu',
    en: 'Exit codes of verify: 0 whole · 1 changed, removed from, or shorter than the marks kept outside the store say',
  },
  examples: ['dvc-sync audit list --limit 100', 'dvc-sync audit verify'],
  onStore: ({ store }) => entries(store, 50),
  subcommands: {
    list: command({
      does: { vi: 'các mục, mới nhất trước', en: 'the entries, newest first' },
      options: [atMost({ vi: 'nhiều nhất bao nhiêu mục', en: 'how many entries at most' }, 50)],
      onStore: ({ store }, { limit }) => entries(store, limit),
    }),
    verify: command({
      does: {
        vi: 'kiểm tra không mục nào bị sửa hay xóa; nêu mục sai đầu tiên',
        en: 'check that no entry was changed or removed; names the first that is wrong',
      },
      async onStore({ asking }) {
        const verdict = await verifyAudit(asking);
        return {
          json: { ...verdict, broken: verdict.broken ?? null },
          print: sentence(verdict),
          notes: anchorLines(verdict),
          exit: isWhole(verdict) ? exitCodes.clean : exitCodes.failed,
        };
      },
    }),
    accept: command({
      does: {
        vi: 'sau khi phục hồi bản sao lưu: lấy nhật ký hiện có làm mốc mới; các mốc trước không tính nữa',
        en: 'after a backup was restored: take the trail as it is for the new mark; earlier marks count no more',
      },
      options: [asPerson({ vi: 'ai chấp nhận', en: 'who accepts it' }), reasonOption(why)],
      async onStore({ asking }, { reason }) {
        const head = await acceptTrail(asking, reason);
        return {
          json: head,
          print: `Từ nay các mốc tính từ nhật ký hiện có: ${numberWords(head.entries)} mục.`,
        };
      },
    }),
  },
});

async function entries(store: Store, limit: number): Promise<Answer> {
  return listing(await listAudit(store, limit), table, {
    none: 'Nhật ký kiểm tra chưa có gì; mọi thay đổi từ nay được ghi vào đây.',
  });
}

const table = list<AuditRow>([
  { title: 'Số', cell: ({ id }) => String(id) },
  { title: 'Lúc', cell: ({ at }) => ({ moment: at }) },
  { title: 'Ai', cell: ({ who }) => who || notSignedIn },
  { title: 'Từ đâu', cell: ({ origin }) => auditOriginWords(origin) },
  { title: 'Làm gì', cell: ({ action }) => auditActionWords(action) },
  { title: 'Với gì', cell: ({ target }) => target },
  { title: 'Kết quả', cell: ({ outcome }) => auditOutcomeWords(outcome) },
]);

function anchorLines({ proven, heads }: AnchoredVerdict): string[] {
  const { contradicted, altered, unknown } = heads;
  const wrong =
    contradicted?.what === 'behind'
      ? `Nhật ký kiểm tra THIẾU mục: lúc ${dateAndTime(contradicted.at)} đã có ${numberWords(contradicted.entries)} mục. Nếu vừa phục hồi bản sao lưu: "dvc-sync audit accept --reason …".`
      : `Nhật ký kiểm tra ĐÃ BỊ VIẾT LẠI: không còn như mốc lúc ${contradicted && dateAndTime(contradicted.at)}.`;
  return [
    ...(contradicted ? [wrong] : []),
    ...(altered > 0 ? [`${numberWords(altered)} mốc trong audit.heads đã bị sửa.`] : []),
    ...(unknown > 0
      ? [`${numberWords(unknown)} mốc do khóa khác ký hoặc không đọc được, không chứng minh được gì.`]
      : []),
    proven
      ? `Các mốc ngoài kho dữ liệu chứng minh từ ${dateAndTime(proven.since)} đến ${dateAndTime(proven.until)}: ${numberWords(proven.entries)} mục.`
      : 'Chưa có mốc nào ngoài kho dữ liệu chứng minh nhật ký này; "dvc-sync serve" và "work" ghi mốc mỗi giờ, các lệnh khác ghi sau khi thêm mục.',
  ];
}

function sentence({ entries, broken }: TrailVerdict): string {
  if (!broken) return `Nhật ký kiểm tra nguyên vẹn: ${numberWords(entries)} mục.`;
  switch (broken.what) {
    case 'changed':
      return `Nhật ký kiểm tra KHÔNG còn nguyên: mục số ${broken.id} đã bị sửa.`;
    case 'removed-before':
      return `Nhật ký kiểm tra KHÔNG còn nguyên: có mục ngay trước mục số ${broken.id} đã bị xóa hoặc thêm vào.`;
    case 'removed-after':
      return broken.id === 0
        ? 'Nhật ký kiểm tra KHÔNG còn nguyên: mọi mục đã bị xóa.'
        : `Nhật ký kiểm tra KHÔNG còn nguyên: các mục sau mục số ${broken.id} đã bị xóa.`;
  }
}
