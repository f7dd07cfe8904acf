import type { ConfiguredAsking } from '../app/context.ts';
import { draftDefinitions } from '../app/plans/define.ts';
import { localCode } from '../domain/code.ts';
import { Refusal } from '../domain/refusal.ts';
import { tiers } from '../domain/tier.ts';
import { createLog } from '../runs/log.ts';
import { missingDefinitions } from '../runs/missing-definitions.ts';
import { nationalSnapshot } from '../snapshot/stored.ts';
import { command, type OptionsOf, usual } from './command.ts';
import { loadFrom, withStore } from './common.ts';
import { choice, overwrite } from './common-words.ts';
import { goneWords, unwritten } from './definition-files.ts';
import { UsageError } from './exit.ts';
import { oneWordOf } from './given-words.ts';
import { note, print, printJson, shownPath } from './output.ts';
import { askingHere } from './person.ts';

const readTier = oneWordOf(tiers, { vi: 'phải là một trong', en: 'must be one of' });

const scaffoldOptions = [
  ...usual,
  [
    '--tier <cấp>',
    choice({ vi: 'chỉ cho các đơn vị cấp này', en: 'only for agencies of this tier' }, tiers),
    readTier,
  ],
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
] as const;
type ScaffoldOptions = OptionsOf<typeof scaffoldOptions>;

export const scaffoldCommand = command({
  options: scaffoldOptions,
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
  async act(options, codes: string[]) {
    checkWanted(codes, options);
    const configuration = await loadFrom(options.config);
    const log = createLog(configuration.secrets, 'error');
    const written = await withStore(configuration, store =>
      draft({ ...askingHere(store), configuration, log }, codes, options),
    );
    if (options.json) return printJson({ files: written.map(shownPath) });
    for (const path of written) print(`đã ghi ${shownPath(path)}`);
    if (written.length === 0) print('Không còn thủ tục nào cần soạn.');
    else note('Việc tiếp theo: xem lại, điền các chỗ TODO, rồi chạy "dvc-sync validate".');
  },
});

function checkWanted(codes: readonly string[], { all, missing, field, force }: ScaffoldOptions): void {
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
}

async function draft(
  asking: ConfiguredAsking,
  given: readonly string[],
  { all, field, tier, force = false }: ScaffoldOptions,
): Promise<string[]> {
  const { configuration, store } = asking;
  const { locality } = configuration.city;
  const procedures = all ? await missing(asking, field) : given.map(code => localCode(code, locality));
  if (procedures.length === 0) return [];
  try {
    const { files, removed } = await draftDefinitions({ ...asking, store }, { procedures, tier, force });
    for (const path of removed) note(goneWords(path));
    return files;
  } catch (error) {
    throw unwritten(error);
  }
}

async function missing({ configuration, store }: ConfiguredAsking, field?: string): Promise<string[]> {
  const national = await nationalSnapshot(store, configuration.city);
  if (!national) throw new Refusal('national-not-read', {});
  return missingDefinitions(configuration, store, national.id, field);
}
