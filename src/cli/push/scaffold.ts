import type { Store } from '../../app/context.ts';
import { draftDefinitions } from '../../app/plans/define.ts';
import type { Configuration } from '../../config/configuration.ts';
import { Unreadable } from '../../definitions/problem.ts';
import { localCode } from '../../domain/code.ts';
import { Refusal } from '../../domain/refusal.ts';
import { tiers } from '../../domain/tier.ts';
import { missingDefinitions } from '../../runs/definable.ts';
import { nationalSnapshot } from '../../snapshot/stored.ts';
import { command } from '../command.ts';
import { overwrite } from '../common-words.ts';
import { UsageError } from '../exit.ts';
import { oneOf } from '../given.ts';
import { note, print, shownPath } from '../output.ts';
import { unwritable } from '../unwritable.ts';

export const scaffoldCommand = command({
  options: [
    oneOf('--tier <cấp>', { vi: 'chỉ cho các đơn vị cấp này', en: 'only for agencies of this tier' }, tiers),
    [
      '--all',
      {
        vi: 'mọi thủ tục đang ở mức độ 3, 4 (kèm --missing)',
        en: 'every procedure at level 3 or 4 (with --missing)',
      },
    ],
    ['--missing', { vi: 'chỉ những thủ tục chưa có thư mục', en: 'only procedures that have no folder yet' }],
    [
      '--field <lĩnh-vực>',
      { vi: 'với --all: chỉ của lĩnh vực này', en: 'with --all: only of this field of work' },
    ],
    ['--force', overwrite],
  ],
  note: {
    vi: 'Chỗ nào bản ghi không nói rõ thì ghi TODO; "dvc-sync validate" còn báo lỗi đến khi có người điền.',
    en: 'Where the record does not say, TODO is written; "dvc-sync validate" complains until somebody fills it in.',
  },
  examples: [
    'dvc-sync scaffold 1.000656 --tier commune',
    {
      vi: 'dvc-sync scaffold --all --missing --field "Hộ tịch"',
      en: 'dvc-sync scaffold --all --missing --field "Ho tich"',
    },
  ],
  check({ city }, { all, missing, field, force }, codes: string[]) {
    if (all ? codes.length > 0 : codes.length === 0)
      throw new UsageError({
        vi: 'nêu mã thủ tục, hoặc --all --missing cho mọi thủ tục chưa có.',
        en: 'name codes of procedures, or give --all --missing for every one that has none yet.',
      });
    if (!all && (missing || field !== undefined))
      throw new UsageError({
        vi: '--missing và --field đi cùng --all.',
        en: '--missing and --field go with --all.',
      });
    if (all && !missing)
      throw new UsageError({
        vi: '--all cần --missing: không soạn đè lên những gì đã có.',
        en: '--all needs --missing: nothing is drafted over what is there.',
      });
    if (all && force)
      throw new UsageError({ vi: '--all không đi cùng --force.', en: '--all does not go with --force.' });
    return codes.map(code => localCode(code, city.locality));
  },
  async onStore({ configuration, store, asking }, { all, field, tier, force = false }, codes) {
    const procedures = all ? await lacking(configuration, store, field) : codes;
    const { files, removed } =
      procedures.length === 0
        ? { files: [], removed: [] }
        : await draftDefinitions(asking, { procedures, tier, force }).catch(error => {
            throw unwritten(error);
          });
    for (const path of removed) note(goneWords(path));
    return {
      json: { files: files.map(shownPath) },
      print() {
        for (const path of files) print(`đã ghi ${shownPath(path)}`);
        if (files.length === 0) print('Không còn thủ tục nào cần soạn.');
        else note('Việc tiếp theo: xem lại, điền các chỗ TODO, rồi chạy "dvc-sync validate".');
      },
    };
  },
});

async function lacking(configuration: Configuration, store: Store, field?: string): Promise<string[]> {
  const national = await nationalSnapshot(store, configuration.city);
  if (!national) throw new Refusal('national-not-read', {});
  return missingDefinitions(configuration, store, national.id, field);
}

export function goneWords(path: string): string {
  return `đã xóa ${shownPath(path)}, không còn thuộc cấu hình này`;
}

/** Why a definition could not be written, as whoever has the machine may hear it. */
export function unwritten(error: unknown): unknown {
  if (error instanceof Unreadable)
    return new UsageError({
      vi: `thư mục định nghĩa ${error.message}.`,
      en: 'the folder of the definition is a link out of the services folder; copy the files there.',
    });
  const { path = '' } = error as NodeJS.ErrnoException;
  return unwritable(shownPath(path), error);
}
