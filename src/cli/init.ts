import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { cityFiles, starterFiles, starterSystems } from '../config/starter.ts';
import { definitionJsonSchemas } from '../definitions/json-schema.ts';
import { command, jsonOption } from './command.ts';
import { exists, overwrite } from './common-words.ts';
import { UsageError } from './exit.ts';
import { collected } from './given.ts';
import { shownPath } from './output.ts';
import { outputs, requireFolder, unwritable } from './unwritable.ts';

export const initCommand = command({
  options: [
    [
      '--from <hệ-thống=địa-chỉ>',
      {
        vi: `hỏi hệ thống này để soạn nháp đơn vị, lĩnh vực, tùy chọn; viết nhiều lần cho nhiều hệ thống: ${Object.keys(starterSystems).join(', ')}`,
        en: `ask this system for a draft of agencies, fields of work and options; may be given for several systems: ${Object.keys(starterSystems).join(', ')}`,
      },
      collected,
    ],
    [
      '--set <hệ-thống.khóa=giá-trị>',
      {
        vi: 'với --from: một khóa khác của hệ thống đó, viết nhiều lần được; bí mật chỉ viết nơi lấy',
        en: 'with --from: another key of that system, may be given several times; of a secret only where it is taken from',
      },
      collected,
    ],
    [
      '--locality <mã>',
      {
        vi: 'với --from: mã định danh của tỉnh, thành phố',
        en: 'with --from: code of the province or city',
      },
      'H13',
    ],
    ['--force', overwrite],
    jsonOption,
  ],
  note: {
    vi: 'Thư mục tên can-tho-2025 nhận cấu hình có sẵn của thành phố Cần Thơ hai cấp (103 xã, phường, bốn hệ thống).',
    en: 'A folder named can-tho-2025 gets the ready configuration of the two-tier city of Can Tho (103 communes and wards, four systems).',
  },
  examples: [
    'dvc-sync init can-tho',
    'dvc-sync init can-tho-2025',
    'dvc-sync init can-tho --from portal=https://dichvucong.example.vn --from oneStop=https://motcua.example.vn',
    'dvc-sync init can-tho --from national=https://lgsp.example.vn/VXPAdapter/RestService/forward --set national.dstcode=VN:GOV:…',
  ],
  below: {
    vi: `Tài khoản lấy từ biến môi trường: CSDL_USER, CSDL_PASSWORD (national), PORTAL_USER, PORTAL_PASSWORD (portal), ONESTOP_USER, ONESTOP_PASSWORD (oneStop); lấy từ nơi khác thì dùng --set oneStop.password='\${file:/run/secrets/x}'. Hệ thống được đọc hết một lượt, như một lần chạy.`,
    en: `Accounts are taken from the environment: CSDL_USER, CSDL_PASSWORD (national), PORTAL_USER, PORTAL_PASSWORD (portal), ONESTOP_USER, ONESTOP_PASSWORD (oneStop); from elsewhere with --set oneStop.password='\${file:/run/secrets/x}'. The systems are read once, as in a run.`,
  },
  async act(options, folder: string) {
    const { from = [], set = [], locality = '', force, json } = options;
    const place = resolve(folder);
    if (set.length > 0 && from.length === 0)
      throw new UsageError({ vi: '--set chỉ dùng cùng --from.', en: '--set goes with --from only.' });
    const asked =
      from.length === 0
        ? undefined
        : (await import('./init-from.ts')).askingSystems(place, { from, set, locality, json });
    requireFolder(outputs.starter, place, 0o777);
    const taken = force
      ? []
      : Object.keys(starterFiles())
          .map(name => join(place, name))
          .filter(existsSync);
    // Asking systems takes long: what cannot be written is told before.
    if (taken[0] !== undefined) throw alreadyThere(taken[0]);
    const { files: texts, told = {} } = (await asked?.()) ?? {
      files: (await cityFiles(basename(place))) ?? starterFiles(),
      told: {},
    };
    const files = Object.entries({ ...texts, ...definitionSchemas() }).map(([name, text]) => ({
      path: join(place, name),
      text,
    }));
    for (const [at, { path, text }] of files.entries())
      await writeFile(path, text, { flag: force ? 'w' : 'wx' }).catch(
        async (error: NodeJS.ErrnoException) => {
          const there = error.code === 'EEXIST';
          // Half of it would stand in the way of doing it again.
          const half = force ? [] : files.slice(0, there ? at : at + 1);
          for (const each of half) await rm(each.path, { force: true });
          throw there ? alreadyThere(path) : unwritable(shownPath(path), error);
        },
      );
    const written = files.map(({ path }) => shownPath(path));
    return {
      json: { files: written, ...told },
      print: written.map(path => `đã ghi ${path}`).join('\n'),
      notes: [
        '\nViệc tiếp theo: sửa các tệp trên, đặt biến môi trường cho mật khẩu, rồi chạy "dvc-sync check".',
      ],
    };
  },
});

function alreadyThere(path: string): UsageError {
  return new UsageError(exists(shownPath(path)));
}

/** For editors: definition files name the schemas beside the configuration. */
function definitionSchemas(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(definitionJsonSchemas()).map(([name, schema]) => [
      name,
      `${JSON.stringify(schema, null, 2)}\n`,
    ]),
  );
}
