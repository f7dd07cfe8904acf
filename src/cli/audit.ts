import { type Command, InvalidArgumentError } from 'commander';
import { notSignedIn } from '../domain/actor.ts';
import { numberWords } from '../domain/number-words.ts';
import { dateAndTime } from '../report/time.ts';
import { type AuditRow, listAudit, type TrailVerdict, verifyTrail } from '../store/audit.ts';
import { loadFrom, withConfig, withJson, withStore } from './common.ts';
import { exitCodes } from './exit.ts';
import { print, printJson, table } from './output.ts';

interface AuditOptions {
  config: string;
  json?: boolean;
}

export function auditCommand(main: Command): void {
  const audit = withJson(
    withConfig(
      main
        .command('audit')
        .description('nhật ký kiểm tra: ai đã làm gì, từ đâu, lúc nào, kết quả; không lệnh con thì liệt kê'),
    ),
  )
    .addHelpText(
      'after',
      '\nMã thoát của verify: 0 còn nguyên vẹn · 1 đã bị sửa hoặc xóa\n\nVí dụ:\n  dvc-sync audit list --limit 100\n  dvc-sync audit verify',
    )
    .action((options: AuditOptions) => list({ ...options, limit: 50 }));
  const own = (command: Command) =>
    withJson(withConfig(command)).helpOption('-h, --help', 'xem hướng dẫn').exitOverride();
  // Both commands know --config and --json; where they stand does not matter.
  own(audit.command('list'))
    .description('các mục, mới nhất trước')
    .option('--limit <số>', 'nhiều nhất bao nhiêu mục', readLimit, 50)
    .action((_own, command: Command) => list(command.optsWithGlobals()));
  own(audit.command('verify'))
    .description('kiểm tra không mục nào bị sửa hay xóa; nêu mục sai đầu tiên')
    .action((_own, command: Command) => verify(command.optsWithGlobals()));
}

function readLimit(given: string): number {
  const limit = Number(given);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100_000)
    throw new InvalidArgumentError('phải là số từ 1 đến 100000.');
  return limit;
}

async function list(options: AuditOptions & { limit: number }): Promise<void> {
  const configuration = await loadFrom(options.config);
  await withStore(configuration, async store => {
    const entries = await listAudit(store, options.limit);
    if (options.json) return printJson(entries);
    if (entries.length === 0) return print('Nhật ký kiểm tra chưa có gì.');
    print(table([['SỐ', 'LÚC', 'AI', 'TỪ ĐÂU', 'LÀM GÌ', 'VỚI GÌ', 'KẾT QUẢ'], ...entries.map(cells)]));
  });
}

function cells({ id, at, who, origin, action, target, outcome }: AuditRow): string[] {
  return [String(id), dateAndTime(at), who || notSignedIn, origin, action, target, outcome];
}

async function verify(options: AuditOptions): Promise<void> {
  const configuration = await loadFrom(options.config);
  await withStore(configuration, async store => {
    const verdict = await verifyTrail(store);
    if (verdict.broken) process.exitCode = exitCodes.failed;
    if (options.json) return printJson({ ...verdict, broken: verdict.broken ?? null });
    print(sentence(verdict));
  });
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
