import { RemoteError } from '../adapter/errors.ts';
import { adoptAll } from '../app/plans/adopt-all.ts';
import { takeOverService } from '../app/plans/define.ts';
import type { Held, Part } from '../definitions/held.ts';
import { isNationalShape, localCode } from '../domain/code.ts';
import { numberWords } from '../domain/number-words.ts';
import { offeredCodes } from '../runs/offered-codes.ts';
import { command, type OptionsOf, usual } from './command.ts';
import { knownSystem } from './common.ts';
import { overwrite } from './common-words.ts';
import { goneWords, unwritten } from './definition-files.ts';
import { CommandError, exitCodes, UsageError } from './exit.ts';
import { note, print, printJson, shownPath } from './output.ts';
import { adoptBar } from './progress.ts';
import { atDesk, type PushDesk } from './pushing.ts';

const adoptOptions = [
  ...usual,
  ['--from <hệ-thống>', { vi: 'tên hệ thống, ví dụ portal', en: 'name of a system, for instance portal' }],
  [
    '--all',
    {
      vi: 'mọi thủ tục hệ thống đang cung cấp mà chưa có thư mục (kèm --system)',
      en: 'every procedure the system offers that has no folder yet (with --system)',
    },
  ],
  ['--system <hệ-thống>', { vi: 'với --all: tên hệ thống', en: 'with --all: name of the system' }],
  [
    '--resume',
    {
      vi: 'với --all: làm tiếp lần trước bị dừng giữa chừng',
      en: 'with --all: go on with a broken-off call',
    },
  ],
  ['--force', overwrite],
] as const;
type AdoptOptions = OptionsOf<typeof adoptOptions>;

export const adoptCommand = command({
  options: adoptOptions,
  note: {
    vi: 'Điều hệ thống không cho biết được ghi là unknown. Với --all, thư mục đã có được giữ nguyên; thoát 2 khi còn thủ tục không lấy được, kèm lý do.',
    en: 'What the system does not tell is written as unknown. With --all, folders that are there stay; exit code 2 where a procedure could not be taken over, with the reason.',
  },
  examples: ['dvc-sync adopt 1.000656 --from portal --force', 'dvc-sync adopt --all --system portal'],
  act(options, code: string | undefined) {
    const { all, force, resume } = options;
    const system = options.system ?? options.from;
    if (system === undefined)
      throw new UsageError({
        vi: 'cần --from <hệ-thống>, hoặc --all --system <hệ-thống>.',
        en: '--from <system> is needed, or --all --system <system>.',
      });
    if (all ? code !== undefined : code === undefined)
      throw new UsageError({ vi: 'nêu một mã thủ tục, hoặc --all.', en: 'name a procedure, or --all.' });
    if (all && force)
      throw new UsageError({
        vi: '--all không đi cùng --force: những gì đã có được giữ nguyên.',
        en: '--all does not go with --force: what is there stays.',
      });
    if (!all && resume)
      throw new UsageError({ vi: '--resume đi cùng --all.', en: '--resume goes with --all.' });
    return atDesk(options, desk =>
      code === undefined
        ? adoptEverything(desk, system, options)
        : adoptOne(desk, code, { ...options, from: system }),
    );
  },
});

async function adoptEverything(
  desk: PushDesk,
  system: string,
  { resume = false, json }: AdoptOptions,
): Promise<void> {
  const codes = await offeredCodes(desk.store, knownSystem(system, desk.configuration.city));
  if (!codes)
    throw new CommandError({
      vi: `chưa có lần đọc nào đủ ${system}; chạy "dvc-sync run" trước.`,
      en: `${system} was never read whole; run "dvc-sync run" first.`,
    });
  const progress = adoptBar(!json);
  const told = await adoptAll(desk, {
    ...{ system, codes, resume, signal: desk.signal },
    progress: progress.at,
  })
    .catch(error => {
      if (!(error instanceof RemoteError)) throw unwritten(error);
      throw new CommandError({
        vi: `${system}: ${error.message}; những gì đã lấy được giữ lại, làm tiếp bằng --all --resume.`,
        en: `${system}: ${error.message}; what was taken over is kept, go on with --all --resume.`,
      });
    })
    .finally(progress.stop);
  const { adopted, kept, refused } = told;
  if (refused.length > 0) process.exitCode = exitCodes.discrepancies;
  if (json) {
    printJson(told);
    return;
  }
  for (const { procedure, reason } of refused) print(`${procedure}: ${reason}`);
  print(
    `Đã lấy ${numberWords(adopted)} thủ tục, giữ nguyên ${numberWords(kept)}, không lấy được ${numberWords(refused.length)}.`,
  );
  if (adopted > 0) note('Điều chưa biết được ghi là unknown: xem bằng "dvc-sync validate".');
}

async function adoptOne(
  desk: PushDesk,
  given: string,
  options: AdoptOptions & { from: string },
): Promise<void> {
  const { configuration } = desk;
  const code = localCode(given, configuration.city.locality);
  if (!isNationalShape(code))
    throw new UsageError({
      vi: `"${given}" không phải mã quốc gia dạng 1.004194.`,
      en: `"${given}" is no national code such as 1.004194.`,
    });
  knownSystem(options.from, configuration.city);
  const wish = { system: options.from, procedure: code, force: options.force ?? false };
  const { files, removed, left } = await takeOverService(desk, { ...wish, signal: desk.signal }).catch(
    error => {
      throw unwritten(error);
    },
  );
  for (const path of removed) note(goneWords(path));
  for (const line of leftWords(left, options.from)) note(line);
  if (options.json) return printJson({ files: files.map(shownPath), kept: left });
  for (const path of files) print(`đã ghi ${shownPath(path)}`);
  note('Việc tiếp theo: xem lại, điền các chỗ TODO, rồi chạy "dvc-sync validate".');
}

const partNames: Record<Part, string> = {
  components: 'thành phần hồ sơ',
  eform: 'biểu mẫu điện tử',
  workflow: 'quy trình',
};

function leftWords(left: Held['left'], system: string): string[] {
  return [...Map.groupBy(left, ({ part, why }) => `${part} ${why}`).values()].map(group => {
    const { part, why } = group[0]!;
    const keys = group.map(each => each.case).join(', ');
    const reason = why === 'none-there' ? 'không có' : 'không giữ';
    const more = why === 'none-there' ? '; nếu đúng là không cần nữa thì tự bỏ khỏi tệp' : '';
    return `${system} ${reason} ${partNames[part]} (trường hợp ${keys}): giữ nguyên phần này trong tệp${more}`;
  });
}
