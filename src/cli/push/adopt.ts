import { RemoteError } from '../../adapter/errors.ts';
import { adoptAll } from '../../app/plans/adopt-all.ts';
import { takeOverService } from '../../app/plans/define.ts';
import type { Held, Part } from '../../definitions/held.ts';
import type { SystemProfile } from '../../domain/city.ts';
import { numberWords } from '../../domain/number-words.ts';
import { offeredCodes } from '../../runs/definable.ts';
import type { Answer } from '../answer.ts';
import { command } from '../command.ts';
import type { Desk } from '../common.ts';
import { overwrite, stoppedAsAsked } from '../common-words.ts';
import { CommandError, UsageError } from '../exit.ts';
import { meant } from '../given.ts';
import { knownSystem, nationalCode } from '../known.ts';
import { note, print, shownPath } from '../output.ts';
import { adoptBar } from '../progress.ts';
import { goneWords, unwritten } from './scaffold.ts';

const systemProfile = meant(knownSystem);

export const adoptCommand = command({
  options: [
    [
      '--from <hệ-thống>',
      { vi: 'tên hệ thống, ví dụ portal', en: 'name of a system, for instance portal' },
      systemProfile,
    ],
    [
      '--all',
      {
        vi: 'mọi thủ tục hệ thống đang cung cấp mà chưa có thư mục (kèm --system)',
        en: 'every procedure the system offers that has no folder yet (with --system)',
      },
    ],
    [
      '--system <hệ-thống>',
      { vi: 'với --all: tên hệ thống', en: 'with --all: name of the system' },
      systemProfile,
    ],
    [
      '--resume',
      {
        vi: 'với --all: làm tiếp lần trước bị dừng giữa chừng',
        en: 'with --all: go on with a broken-off call',
      },
    ],
    ['--force', overwrite],
  ],
  note: {
    vi: 'Điều hệ thống không cho biết được ghi là unknown. Với --all, thư mục đã có được giữ nguyên; thoát 2 khi còn thủ tục không lấy được, kèm lý do.',
    en: 'What the system does not tell is written as unknown. With --all, folders that are there stay; exit code 2 where a procedure could not be taken over, with the reason.',
  },
  examples: ['dvc-sync adopt 1.000656 --from portal --force', 'dvc-sync adopt --all --system portal'],
  stopped: stoppedAsAsked,
  check(configuration, { all, force, resume, from, system: profile = from }, code: string | undefined) {
    if (profile === undefined)
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
    return { profile, procedure: code === undefined ? undefined : nationalCode(code, configuration) };
  },
  onStore: (desk, options, { profile, procedure }) =>
    procedure === undefined
      ? adoptEverything(desk, profile, options)
      : adoptOne(desk, procedure, profile.name, options.force ?? false),
});

async function adoptEverything(
  { store, asking, signal }: Desk,
  profile: SystemProfile,
  { resume = false, json }: { resume?: boolean; json?: boolean },
): Promise<Answer> {
  const { name: system } = profile;
  const codes = await offeredCodes(store, profile);
  if (!codes)
    throw new CommandError({
      vi: `chưa có lần đọc nào đủ ${system}; chạy "dvc-sync run" trước.`,
      en: `${system} was never read whole; run "dvc-sync run" first.`,
    });
  const progress = adoptBar(!json);
  const told = await adoptAll(asking, { system, codes, resume, signal, progress: progress.at })
    .catch(error => {
      if (!(error instanceof RemoteError)) throw unwritten(error);
      throw new CommandError({
        vi: `${system}: ${error.message}; những gì đã lấy được giữ lại, làm tiếp bằng --all --resume.`,
        en: `${system}: ${error.message}; what was taken over is kept, go on with --all --resume.`,
      });
    })
    .finally(progress.stop);
  const { adopted, kept, refused } = told;
  return {
    json: told,
    open: refused.length > 0,
    print() {
      for (const { procedure, reason } of refused) print(`${procedure}: ${reason}`);
      print(
        `Đã lấy ${numberWords(adopted)} thủ tục, giữ nguyên ${numberWords(kept)}, không lấy được ${numberWords(refused.length)}.`,
      );
      if (adopted > 0) note('Điều chưa biết được ghi là unknown: xem bằng "dvc-sync validate".');
    },
  };
}

async function adoptOne(
  { asking, signal }: Desk,
  procedure: string,
  system: string,
  force: boolean,
): Promise<Answer> {
  const { files, removed, left } = await takeOverService(asking, { system, procedure, force, signal }).catch(
    error => {
      throw unwritten(error);
    },
  );
  for (const path of removed) note(goneWords(path));
  for (const line of leftWords(left, system)) note(line);
  return {
    json: { files: files.map(shownPath), kept: left },
    print() {
      for (const path of files) print(`đã ghi ${shownPath(path)}`);
      note('Việc tiếp theo: xem lại, điền các chỗ TODO, rồi chạy "dvc-sync validate".');
    },
  };
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
