import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { backUp } from '../app/store/backup.ts';
import { numberWords } from '../domain/number-words.ts';
import { command, usual } from './command.ts';
import { interruptSignal, loadFrom, withStore } from './common.ts';
import { exitCodes, UsageError } from './exit.ts';
import { note, print, printJson, shownPath } from './output.ts';
import { askingHere } from './person.ts';
import { outputs, requireFolder, unwritable } from './unwritable.ts';
import { programVersion } from './version.ts';

export const backupCommand = command({
  options: usual,
  note: {
    vi: 'Tệp phục hồi được vào SQLite lẫn PostgreSQL. Cấu hình, tệp dịch vụ và mật khẩu không nằm trong đó.\nMã thoát: 0 xong · 1 thất bại · 64 dùng sai',
    en: 'The file can be restored into SQLite and PostgreSQL alike. The configuration, service files and passwords are not in it.\nExit codes: 0 done · 1 failed · 64 wrong use',
  },
  examples: ['dvc-sync backup "dvc-sync-$(date +%F).backup.gz"'],
  async act(options, file: string) {
    const configuration = await loadFrom(options.config);
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
    const { signal, interrupted } = interruptSignal();
    try {
      const createdAt = new Date().toISOString();
      const rows = await withStore(configuration, store =>
        backUp({ ...askingHere(store), configuration }, file, {
          ...{ version: programVersion(), createdAt, signal },
        }),
      );
      const { size: bytes } = await stat(file);
      if (options.json) return printJson({ file: basename(file), bytes, createdAt, rows });
      const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
      print(`Đã sao lưu ${numberWords(total)} dòng vào ${shownPath(file)} (${numberWords(bytes)} byte).`);
    } catch (error) {
      if (interrupted()) {
        note('Đã dừng theo yêu cầu; không có tệp nào được viết.');
        process.exitCode = exitCodes.interrupted;
        return;
      }
      throw unwritable(outputs.backup, error, file);
    }
  },
});
