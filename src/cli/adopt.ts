import type { Command } from 'commander';
import { adopt as takeOver } from '../app/plans/adopt.ts';
import { adoptedFiles } from '../definitions/adopt.ts';
import { type Held, heldBy, type Part } from '../definitions/held.ts';
import { loadDefinitions } from '../definitions/load.ts';
import { isNationalShape, localCode } from '../domain/code.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import { readServiceAt } from '../runs/writers.ts';
import { withConfig, withJson } from './common.ts';
import { overwrite } from './common-words.ts';
import { definitionPlace, writeDefinition } from './definition-files.ts';
import { UsageError } from './exit.ts';
import { examples } from './help.ts';
import { said } from './language.ts';
import { note, print, printJson, shownPath } from './output.ts';
import { atDesk, type PushDesk, type PushOptions } from './pushing.ts';

interface AdoptOptions extends PushOptions {
  from: string;
  force?: boolean;
}

export function adoptCommand(command: Command): void {
  withJson(withConfig(command))
    .requiredOption(
      '--from <hệ-thống>',
      said({ vi: 'tên hệ thống, ví dụ portal', en: 'name of a system, for instance portal' }),
    )
    .option('--force', said(overwrite))
    .addHelpText('after', examples('dvc-sync adopt 1.000656 --from portal --force'))
    .action((code: string, options: AdoptOptions) => atDesk(options, desk => adopt(desk, code, options)));
}

async function adopt(desk: PushDesk, given: string, options: AdoptOptions): Promise<void> {
  const { configuration } = desk;
  const code = localCode(given, configuration.city.locality);
  if (!isNationalShape(code))
    throw new UsageError({
      vi: `"${given}" không phải mã quốc gia dạng 1.004194.`,
      en: `"${given}" is no national code such as 1.004194.`,
    });
  const names = configuration.systems.map(({ profile }) => profile.name);
  if (!names.includes(options.from)) {
    throw new UsageError({
      vi: `cấu hình không có hệ thống "${options.from}"; có: ${names.join(', ')}.`,
      en: `the configuration has no system "${options.from}"; it has: ${names.join(', ')}.`,
    });
  }
  const { definitions } = await loadDefinitions(configuration.services);
  const base = definitions.find(({ procedure }) => procedure === code);
  const actual = await readServiceAt({
    ...desk,
    system: options.from,
    procedure: code,
    cases: base?.cases ?? [],
  });
  if (!actual)
    throw new UsageError({
      vi: `bộ nối của ${options.from} không đọc được cấu hình theo cách này.`,
      en: `the adapter of ${options.from} cannot read a configuration this way.`,
    });
  if (!actual.exists)
    throw new UsageError({
      vi: `${options.from} không có thủ tục ${code}.`,
      en: `${options.from} has no procedure ${code}.`,
    });
  const { hosts } = configuration.systems.find(({ profile }) => profile.name === options.from)!.profile;
  const held = heldBy(actual, hosts, base);
  const { folder, schemas } = definitionPlace(configuration, code);
  const drafted = adoptedFiles(held.actual, { schemas, ...(base && { base }) });
  const stays = wholeParts(held, base);
  const files = await takeOver(desk, { system: options.from, actual }, () =>
    writeDefinition(folder, drafted, { force: options.force ?? false, stays }),
  );
  for (const line of leftWords(held, options.from)) note(line);
  if (options.json) return printJson({ files: files.map(shownPath), kept: held.left });
  for (const path of files) print(`đã ghi ${shownPath(path)}`);
  note('Việc tiếp theo: xem lại, điền các chỗ TODO, rồi chạy "dvc-sync validate".');
}

/** Kinds of files of which no case takes anything over: they stay to the letter. */
function wholeParts({ left }: Held, base: ServiceDefinition | undefined): Part[] {
  const kinds = ['eform', 'workflow'] as const;
  return kinds.filter(kind =>
    base?.cases
      .filter(one => one[kind] !== null)
      .every(({ key }) => left.some(each => each.part === kind && each.case === key)),
  );
}

const partNames: Record<Part, string> = {
  components: 'thành phần hồ sơ',
  eform: 'biểu mẫu điện tử',
  workflow: 'quy trình',
};

function leftWords({ left }: Held, system: string): string[] {
  return [...Map.groupBy(left, ({ part, why }) => `${part} ${why}`).values()].map(group => {
    const { part, why } = group[0]!;
    const keys = group.map(each => each.case).join(', ');
    const reason = why === 'none-there' ? 'không có' : 'không giữ';
    const more = why === 'none-there' ? '; nếu đúng là không cần nữa thì tự bỏ khỏi tệp' : '';
    return `${system} ${reason} ${partNames[part]} (trường hợp ${keys}): giữ nguyên phần này trong tệp${more}`;
  });
}
