import type { Store } from '../app/context.ts';
import { mapCode } from '../app/mapping/map.ts';
import { holdClaim } from '../app/open.ts';
import type { Configuration } from '../config/configuration.ts';
import { writeAgencyId, writeProcedureCode } from '../config/write-mapping.ts';
import { localCode } from '../domain/code.ts';
import { numberWords } from '../domain/number-words.ts';
import { terminalLine } from '../domain/terminal-text.ts';
import type { Names } from '../report/names.ts';
import { type Unmapped, unmappedOf } from '../runs/unmapped.ts';
import { enumeration } from '../words/sentence.ts';
import { command } from './command.ts';
import { noRunYet } from './common-words.ts';
import { CommandError, UsageError } from './exit.ts';
import { knownSystem, knownUnit, nationalCode } from './known.ts';
import { colour, print, shownPath } from './output.ts';
import { outputs, unwritable } from './unwritable.ts';

export const mapCommand = command({
  options: [
    [
      '--agency <hệ-thống mã-ở-đó mã-của-ta...>',
      {
        vi: 'ghi: đơn vị này ở hệ thống là đơn vị nào của thành phố',
        en: 'write: which agency of the city this agency at a system is',
      },
    ],
    [
      '--procedure <hệ-thống mã-ở-đó mã-quốc-gia...>',
      {
        vi: 'ghi: mã thủ tục này ở hệ thống là mã quốc gia nào',
        en: 'write: which national code this code of a procedure at a system is',
      },
    ],
  ],
  examples: [
    'dvc-sync map',
    'dvc-sync map --agency oneStop STP H13.3',
    'dvc-sync map --procedure portal NK-2021-01 1.004194',
  ],
  below: {
    vi: 'Gợi ý theo tên không bao giờ tự áp dụng: người có trách nhiệm xem rồi ghi.',
    en: 'Suggestions by name are never applied by themselves: whoever is responsible looks and writes them down.',
  },
  check: (configuration, { agency, procedure }) => [
    ...(agency ? [agencyMapping(configuration, three('--agency', agency))] : []),
    ...(procedure ? [procedureMapping(configuration, three('--procedure', procedure))] : []),
  ],
  async onStore({ configuration, store, asking, names }, _options, wanted) {
    if (wanted.length === 0) {
      const { run, codes, unread } = await unmappedOf(configuration, store);
      if (run === null) throw new UsageError(noRunYet);
      return { json: codes, print: () => show(codes, unread), notes: untold(unread, names) };
    }
    await writingAlone(store, async () => {
      for (const { write, ...mapped } of wanted)
        await mapCode(asking, mapped, () =>
          write().catch(error => {
            throw unwritable(outputs.mapping, error);
          }),
        );
    });
    const mapped = wanted.map(({ write: _, ...each }) => each);
    return { json: mapped, print: () => mapped.forEach(showMapped) };
  },
});

function three(option: string, values: string[]): [string, string, string] {
  if (values.length !== 3)
    throw new UsageError({
      vi: `${option} cần đúng ba giá trị: hệ thống, mã ở hệ thống đó, mã của ta.`,
      en: `${option} takes exactly three values: the system, the code there, our code.`,
    });
  return values as [string, string, string];
}

type Mapped = Omit<ReturnType<typeof agencyMapping | typeof procedureMapping>, 'write'>;

function agencyMapping(configuration: Configuration, [system, remote, given]: [string, string, string]) {
  knownSystem(system, configuration);
  const code = knownUnit(given, configuration);
  const { name } = configuration.city.agencies.find(agency => agency.code === code)!;
  const file = configuration.agenciesFile;
  return { file, system, remote, code, name, write: () => writeAgencyId(file, system, remote, code) };
}

function procedureMapping({ city, file }: Configuration, [system, remote, given]: [string, string, string]) {
  knownSystem(system, { city });
  const code = nationalCode(given, { city });
  const write = () => writeProcedureCode(file, system, localCode(remote, city.locality), code);
  return { file, system, remote, code, name: null, write };
}

/** Two that edit one file at once would lose what one of them wrote. */
async function writingAlone<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const taken = await holdClaim(store, 'map', { purpose: 'map', now: () => new Date() });
  if (!taken.held) {
    const { pid, host } = taken.by;
    throw new CommandError({
      vi: `tiến trình ${pid} trên máy ${host} đang ghi ánh xạ; đợi nó xong rồi chạy lại.`,
      en: `process ${pid} on ${host} is writing a mapping; wait for its end, then ask again.`,
    });
  }
  try {
    return await work();
  } finally {
    await taken.claim.release();
  }
}

function showMapped({ file, system, remote, code, name }: Mapped): void {
  print(
    `Đã ghi vào ${shownPath(file)}: ${remote} ở ${system} là ${[code, name].filter(Boolean).join(' ')}. Có hiệu lực từ lần chạy sau.`,
  );
}

function untold(unread: readonly string[], names: Names): string[] {
  if (unread.length === 0) return [];
  const systems = enumeration(unread.map(names.system));
  return [`Lần chạy gần nhất chưa đọc đủ ${systems}, nên chưa biết còn mã nào chưa khớp ở đó hay không.`];
}

function show(unmapped: Unmapped[], unread: readonly string[]) {
  if (unmapped.length === 0)
    return print(
      unread.length === 0 ? 'Mọi mã của các hệ thống đều đã khớp.' : 'Chưa thấy mã nào chưa khớp.',
    );
  for (const { system, kind, remote, name, offerings, suggestions } of unmapped) {
    const what = kind === 'agency' ? 'đơn vị' : 'thủ tục';
    print(
      `${colour('bold', terminalLine(`${system} ${what} ${remote}`))}  ${terminalLine(name)}${offerings === null ? '' : ` (${numberWords(offerings)} dịch vụ)`}`,
    );
    for (const { code, name: suggested, score } of suggestions) {
      print(
        terminalLine(
          `    ${numberWords(score * 100, 0)}%  dvc-sync map --${kind} ${system} ${quoted(remote)} ${code}   # ${suggested}`,
        ),
      );
    }
    if (suggestions.length === 0)
      print('    không có gợi ý đáng tin; thêm vào danh sách của thành phố hoặc hỏi đơn vị');
  }
}

function quoted(value: string): string {
  return /^[\w.-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
