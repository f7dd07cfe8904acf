import { type Command, Option } from 'commander';
import { withConfig } from './common.ts';
import { UsageError } from './exit.ts';

interface WorkOptions {
  config: string;
  verbose?: boolean;
  errand?: string;
  job?: string;
}

export function workCommand(command: Command): void {
  withConfig(command)
    .option('-v, --verbose', 'ghi nhật ký chi tiết ra stderr')
    .addOption(new Option('--job <việc>', 'một việc trong hàng đợi, do tiến trình mẹ giao').hideHelp())
    .addOption(new Option('--errand <tên>', 'một việc nhỏ hơn, do tiến trình mẹ giao').hideHelp())
    .addHelpText(
      'after',
      `
Tín hiệu: SIGTERM dừng, làm xong hoặc trả lại việc đang làm (lần thứ hai: dừng ngay) · SIGHUP đọc lại cấu hình
Mã thoát: 0 dừng êm · 1 thất bại, hoặc không dừng êm được trong server.graceSeconds · 64 cấu hình sai · 130 dừng ngay

Ví dụ:
  dvc-sync work --config /etc/dvc-sync/dvc-sync.yaml`,
    )
    // A child's life is short: it loads what it needs and nothing else.
    .action(async (options: WorkOptions) => {
      if (options.errand !== undefined || options.job !== undefined) return asChild(options);
      const { serving } = await import('./serving.ts');
      return serving(options, 'work', shared, async () => ({}));
    });
}

async function asChild({ errand, job }: WorkOptions): Promise<void> {
  if (process.send === undefined)
    throw new UsageError('--job và --errand chỉ dành cho tiến trình con mà dvc-sync tự khởi động.');
  if (job !== undefined) return (await import('../runtime/child/job-errand.ts')).workAsChild(job);
  const { isErrand, runErrand } = await import('../runtime/child/errands.ts');
  if (errand === undefined || !isErrand(errand)) throw new UsageError(`không có việc "${errand}".`);
  await runErrand(errand);
}

async function shared(store: { driver: string }): Promise<{ release(): Promise<void> }> {
  if (store.driver !== 'postgres')
    throw new UsageError(
      'lệnh work cần PostgreSQL (store: { driver: postgres, url: … }): hàng đợi của kho SQLite nằm trong chính tiến trình "dvc-sync serve", không chia cho tiến trình khác được.',
    );
  return { release: async () => {} };
}
