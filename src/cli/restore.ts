import { existsSync } from 'node:fs';
import { refuseWhileInUse, restore } from '../app/store/restore.ts';
import { numberWords } from '../domain/number-words.ts';
import { dateAndTime } from '../domain/time.ts';
import { command, usual } from './command.ts';
import { loadFrom, withStore } from './common.ts';
import { UsageError } from './exit.ts';
import { note, print, printJson } from './output.ts';
import { askingHere } from './person.ts';

export const restoreCommand = command({
  options: [
    ...usual,
    [
      '--replace',
      { vi: 'bỏ hết những gì kho dữ liệu đang có', en: 'give up everything that the store holds' },
    ],
  ],
  note: {
    vi: 'Dừng serve và work trước. Bản sao lưu của SQLite phục hồi được vào PostgreSQL và ngược lại.\nMã thoát: 0 xong · 1 thất bại, kho dữ liệu như cũ · 64 dùng sai',
    en: 'Stop serve and work first. A backup of SQLite can be restored into PostgreSQL and the other way round.\nExit codes: 0 done · 1 failed, the store is as it was · 64 wrong use',
  },
  examples: ['dvc-sync restore dvc-sync-2026-11-23.backup.gz'],
  async act(options, file: string) {
    const configuration = await loadFrom(options.config);
    if (!existsSync(file))
      throw new UsageError({ vi: `không có tệp ${file}.`, en: `there is no file ${file}.` });
    await refuseWhileInUse(configuration.store);
    await withStore(
      configuration,
      async store => {
        const asking = { ...askingHere(store), configuration };
        const restored = await restore(asking, file, options.replace ?? false);
        const { broken } = restored.trail;
        if (broken) {
          note(
            `Nhật ký kiểm tra đã không nguyên vẹn từ trước khi sao lưu (mục ${broken.id}); xem "dvc-sync audit verify".`,
          );
        }
        if (options.json) return printJson(restored);
        const total = Object.values(restored.rows).reduce((sum, count) => sum + count, 0);
        print(`Đã phục hồi ${numberWords(total)} dòng, như lúc ${dateAndTime(restored.createdAt)}.`);
        const { jobs, letters } = restored.stopped;
        if (jobs > 0)
          print(`${numberWords(jobs)} việc đang chờ hoặc dở dang lúc ấy đã hủy; yêu cầu lại nếu còn cần.`);
        if (letters > 0) {
          print(
            `${numberWords(letters)} thư còn chờ gửi lúc ấy có thể đã được gửi sau đó; xem lại bằng "dvc-sync mail".`,
          );
        }
      },
      { mayBegin: true },
    );
  },
});
