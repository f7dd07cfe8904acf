import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { backUp } from '../app/store/backup.ts';
import { refuseWhileInUse, restore } from '../app/store/restore.ts';
import { numberWords } from '../domain/number-words.ts';
import { dateAndTime } from '../domain/time.ts';
import { command } from './command.ts';
import { UsageError } from './exit.ts';
import { note, print, shownPath } from './output.ts';
import { outputs, requireFolder, unwritable } from './unwritable.ts';
import { programVersion } from './version.ts';

export const backupCommand = command({
  note: {
    vi: 'Tệp phục hồi được vào SQLite lẫn PostgreSQL. Cấu hình, tệp dịch vụ và mật khẩu không nằm trong đó.\nMã thoát: 0 xong · 1 thất bại · 64 dùng sai',
    en: 'The file can be restored into SQLite and PostgreSQL alike. The configuration, service files and passwords are not in it.\nExit codes: 0 done · 1 failed · 64 wrong use',
  },
  examples: ['dvc-sync backup "dvc-sync-$(date +%F).backup.gz"'],
  stopped: 'Đã dừng theo yêu cầu; không có tệp nào được viết.',
  check(_configuration, _options, file: string) {
    if (existsSync(file))
      throw new UsageError({
        vi: `${file} đã có; chọn tên khác hoặc chuyển nó đi.`,
        en: `${file} exists; choose another name or move it away.`,
      });
    if (!existsSync(dirname(file)))
      throw new UsageError({
        vi: `không có thư mục ${dirname(file)}.`,
        en: `there is no folder ${dirname(file)}.`,
      });
    requireFolder(outputs.backup, dirname(file));
    return file;
  },
  async onStore({ asking, now: createdAt, signal }, _options, file) {
    const version = programVersion();
    const rows = await backUp(asking, file, { version, createdAt, signal }).catch(error => {
      throw unwritable(outputs.backup, error, file);
    });
    const { size: bytes } = await stat(file);
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
    return {
      json: { file: basename(file), bytes, createdAt, rows },
      print: `Đã sao lưu ${numberWords(total)} dòng vào ${shownPath(file)} (${numberWords(bytes)} byte).`,
    };
  },
});

export const restoreCommand = command({
  options: [
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
  mayBegin: true,
  async check({ store }, _options, file: string) {
    if (!existsSync(file))
      throw new UsageError({ vi: `không có tệp ${file}.`, en: `there is no file ${file}.` });
    await refuseWhileInUse(store);
    return file;
  },
  async onStore({ asking }, { replace = false }, file) {
    const restored = await restore(asking, file, replace);
    const { trail, rows, createdAt, stopped } = restored;
    if (trail.broken)
      note(
        `Nhật ký kiểm tra đã không nguyên vẹn từ trước khi sao lưu (mục ${trail.broken.id}); xem "dvc-sync audit verify".`,
      );
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
    return {
      json: restored,
      print() {
        print(`Đã phục hồi ${numberWords(total)} dòng, như lúc ${dateAndTime(createdAt)}.`);
        const { jobs, letters } = stopped;
        if (jobs > 0)
          print(`${numberWords(jobs)} việc đang chờ hoặc dở dang lúc ấy đã hủy; yêu cầu lại nếu còn cần.`);
        if (letters > 0)
          print(
            `${numberWords(letters)} thư còn chờ gửi lúc ấy có thể đã được gửi sau đó; xem lại bằng "dvc-sync mail list".`,
          );
      },
    };
  },
});
