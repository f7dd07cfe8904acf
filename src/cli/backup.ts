import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { backUp } from '../app/store/backup.ts';
import { numberWords } from '../domain/number-words.ts';
import { command, usual } from './command.ts';
import { UsageError } from './exit.ts';
import { shownPath } from './output.ts';
import { outputs, requireFolder, unwritable } from './unwritable.ts';
import { programVersion } from './version.ts';

export const backupCommand = command({
  options: usual,
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
