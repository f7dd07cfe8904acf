import { type Command, InvalidArgumentError } from 'commander';
import type { Store } from '../app/context.ts';
import type { Configuration } from '../config/configuration.ts';
import { definedCodes } from '../definitions/load.ts';
import { scaffold } from '../definitions/scaffold.ts';
import { nationalOf } from '../domain/city.ts';
import { isNationalShape, localCode } from '../domain/code.ts';
import { type Tier, tiers } from '../domain/tier.ts';
import { missingDefinitions } from '../runs/missing-definitions.ts';
import { lastCompleteSummary, proceduresOf } from '../snapshot/stored.ts';
import { loadFrom, withConfig, withJson, withStore } from './common.ts';
import { exists, overwrite } from './common-words.ts';
import { definitionPlace, writeDefinition } from './definition-files.ts';
import { CommandError, UsageError } from './exit.ts';
import { examples } from './help.ts';
import { said } from './language.ts';
import { note, print, printJson, shownPath } from './output.ts';

interface ScaffoldOptions {
  config: string;
  tier?: Tier;
  all?: boolean;
  missing?: boolean;
  field?: string;
  force?: boolean;
  json?: boolean;
}

export function scaffoldCommand(command: Command): void {
  withJson(withConfig(command))
    .option(
      '--tier <cấp>',
      said({
        vi: `chỉ cho các đơn vị cấp này: ${tiers.join(', ')}`,
        en: `only for agencies of this tier: ${tiers.join(', ')}`,
      }),
      readTier,
    )
    .option(
      '--all',
      said({
        vi: 'mọi thủ tục đang ở mức độ 3, 4 (kèm --missing)',
        en: 'every procedure at level 3 or 4 (with --missing)',
      }),
    )
    .option(
      '--missing',
      said({ vi: 'chỉ những thủ tục chưa có thư mục', en: 'only procedures that have no folder yet' }),
    )
    .option(
      '--field <lĩnh-vực>',
      said({ vi: 'với --all: chỉ của lĩnh vực này', en: 'with --all: only of this field of work' }),
    )
    .option('--force', said(overwrite))
    .addHelpText(
      'after',
      said({
        vi: '\nChỗ nào bản ghi không nói rõ thì ghi TODO; "dvc-sync validate" còn báo lỗi đến khi có người điền.\n',
        en: '\nWhere the record does not say, TODO is written; "dvc-sync validate" complains until somebody fills it in.\n',
      }) +
        examples('dvc-sync scaffold 1.000656 --tier commune', {
          vi: 'dvc-sync scaffold --all --missing --field "Hộ tịch"',
          en: 'dvc-sync scaffold --all --missing --field "Ho tich"',
        }),
    )
    .action(async (codes: string[], options: ScaffoldOptions) => {
      checkWanted(codes, options);
      const configuration = await loadFrom(options.config);
      const written = await withStore(configuration, store => draft(configuration, store, codes, options));
      if (options.json) return printJson({ files: written.map(shownPath) });
      for (const path of written) print(`đã ghi ${shownPath(path)}`);
      if (written.length === 0) print('Không còn thủ tục nào cần soạn.');
      else note('Việc tiếp theo: xem lại, điền các chỗ TODO, rồi chạy "dvc-sync validate".');
    });
}

function readTier(given: string): Tier {
  const tier = tiers.find(one => one === given);
  if (!tier)
    throw new InvalidArgumentError(
      said({ vi: `phải là một trong: ${tiers.join(', ')}.`, en: `must be one of: ${tiers.join(', ')}.` }),
    );
  return tier;
}

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

/** Paths written. */
async function draft(
  configuration: Configuration,
  store: Store,
  given: readonly string[],
  { all, field, tier, force }: ScaffoldOptions,
): Promise<string[]> {
  const { city, roles } = configuration;
  const national = nationalOf(city)?.name;
  const summary = national === undefined ? undefined : await lastCompleteSummary(store, national);
  if (!summary)
    throw new CommandError({
      vi: 'chưa có lần đọc nào đủ CSDL quốc gia; chạy "dvc-sync run" trước đã.',
      en: 'the national database has not been read whole yet; do "dvc-sync run" first.',
    });
  const codes = all
    ? await missingDefinitions(configuration, store, summary.id, field)
    : given.map(code => localCode(code, city.locality));
  const records = await proceduresOf(store, summary.id, codes);
  const unknown = codes.filter(code => !records.has(code) || !isNationalShape(code));
  if (unknown.length > 0)
    throw new UsageError({
      vi: `CSDL quốc gia không có thủ tục ${unknown.join(', ')}.`,
      en: `the national database has no procedure ${unknown.join(', ')}.`,
    });
  const defined = new Set(force ? [] : await definedCodes(configuration.services));
  const taken = codes.find(code => defined.has(code));
  if (taken) {
    const { folder } = definitionPlace(configuration, taken);
    throw new UsageError(exists(shownPath(folder)));
  }
  const written: string[] = [];
  for (const code of codes) {
    const { folder, schemas } = definitionPlace(configuration, code);
    const files = scaffold(records.get(code)!, { city, roles, schemas, ...(tier ? { tier } : {}) });
    written.push(...(await writeDefinition(folder, files, { force: force ?? false })));
  }
  return written;
}
