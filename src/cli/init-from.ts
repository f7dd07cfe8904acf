import { isSecretKey, type StarterSystem, starterSystems } from '../config/starter.ts';
import { numberWords } from '../domain/number-words.ts';
import { type AskedSystem, draftConfiguration } from '../runs/onboarding/draft.ts';
import { interruptSignal } from './common.ts';
import { CommandError, exitCodes, UsageError } from './exit.ts';
import { colour, print } from './output.ts';
import { progressBars } from './progress.ts';

/** What asks the systems for the draft of a configuration. @throws UsageError where it cannot be asked so. */
export function askingSystems(
  folder: string,
  { from, set, ...asked }: { from: string[]; set: string[]; locality: string; json: boolean | undefined },
): () => ReturnType<typeof draftFrom> {
  const systems = systemsOf(from, set, asked.locality);
  return () => draftFrom(folder, systems, asked);
}

/** `told`: with `--json`. */
async function draftFrom(
  folder: string,
  systems: Record<string, StarterSystem>,
  { locality, json }: { locality: string; json: boolean | undefined },
) {
  const interrupt = interruptSignal();
  const profiles = Object.entries(systems).map(([name, { entry }]) => ({
    ...{ name, role: String(entry.role ?? ''), hosts: [], covers: null },
  }));
  const bars = progressBars(!json, { systems: profiles });
  try {
    const { files, ...told } = await draftConfiguration({
      ...{ folder, locality, systems, environment: process.env, signal: interrupt.signal },
      progress: (system, part, done, total) => bars.reading?.(system, part, done, total),
    });
    bars.stop();
    if (told.asked.every(({ error }) => error !== null))
      throw new CommandError({
        vi: `không hỏi được hệ thống nào, chưa ghi gì: ${told.asked.map(({ system, error }) => `${system}: ${error}`).join('; ')}`,
        en: `no system could be asked, nothing was written: ${told.asked.map(({ system, error }) => `${system}: ${error}`).join('; ')}`,
      });
    if (!json) {
      told.asked.forEach(showAsked);
      const { agencies, doubtful, fields } = told;
      print(
        `Bản nháp có ${numberWords(agencies)} đơn vị (${numberWords(doubtful)} cần xem lại), ${numberWords(fields.known)} lĩnh vực có đơn vị quản lý, ${numberWords(fields.unknown)} chưa rõ. Chỗ cần xem có chú thích sau dấu #.`,
      );
    }
    if (told.asked.some(({ error, gaps }) => error !== null || gaps.length > 0))
      process.exitCode = exitCodes.partial;
    return { files, told };
  } finally {
    bars.stop();
    interrupt.dispose();
  }
}

function showAsked({ system, agencies, offering, gaps, error }: AskedSystem): void {
  if (error !== null) {
    print(`${colour('red', '✗')} ${system}: ${error}`);
    return;
  }
  const mark = gaps.length === 0 ? colour('green', '✓') : colour('yellow', '!');
  print(
    `${mark} ${system}: ${numberWords(agencies)} đơn vị, ${numberWords(offering)} đơn vị có dịch vụ công${gaps.map(gap => `\n    chưa đọc đủ: ${gap}`).join('')}`,
  );
}

/** The starter's entries of the systems asked for, with addresses and options as given. */
function systemsOf(from: string[], set: string[], locality: string): Record<string, StarterSystem> {
  const systems: Record<string, StarterSystem> = {};
  for (const given of from) {
    const [name, address] = halves(given);
    const starter = Object.entries(starterSystems).find(([known]) => known === name)?.[1] as
      | StarterSystem
      | undefined;
    if (!starter)
      throw new UsageError({
        vi: `--from: "${name}" không phải một trong: ${Object.keys(starterSystems).join(', ')}.`,
        en: `--from: "${name}" is none of: ${Object.keys(starterSystems).join(', ')}.`,
      });
    if (address === undefined)
      throw new UsageError({
        vi: `--from: cần địa chỉ của hệ thống, ví dụ --from ${name}=https://…`,
        en: `--from: the address of the system is needed, for instance --from ${name}=https://…`,
      });
    const unit = 'unitCode' in starter.entry ? { unitCode: locality } : {};
    systems[name] = {
      ...starter,
      entry: { ...starter.entry, ...unit, baseUrl: address },
      given: ['baseUrl'],
    };
  }
  for (const given of set) {
    const [path, value] = halves(given);
    const [name = '', key = ''] = path.split('.');
    const system = systems[name];
    if (!system || key === '' || value === undefined)
      throw new UsageError({
        vi: `--set: "${path}" không dùng được; viết <hệ-thống>.<khóa>=<giá-trị> với một hệ thống của --from: ${Object.keys(systems).join(', ')}.`,
        en: `--set: "${path}" cannot be used; write <system>.<key>=<value> with a system of --from: ${Object.keys(systems).join(', ')}.`,
      });
    if (isSecretKey(system, key) && value !== '' && !/\$\{[^${}]+\}/.test(value))
      throw new UsageError({
        vi: `--set ${path}: không viết bí mật ra đây; nêu nơi lấy, ví dụ '\${TÊN_BIẾN}' hoặc '\${file:/run/secrets/x}'.`,
        en: `--set ${path}: no secret is written here; say where to take it from, for instance '\${NAME_OF_A_VARIABLE}' or '\${file:/run/secrets/x}'.`,
      });
    const { [key]: _before, ...others } = system.entry;
    const entry = value === '' ? others : { ...others, [key]: typed(value) };
    systems[name] = { ...system, entry, given: [...(system.given ?? []), key] };
  }
  return systems;
}

/** As YAML would read it: whole numbers, `true` and `false`; everything else is text. */
function typed(value: string): string | number | boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  return /^\d{1,15}$/.test(value) ? Number(value) : value;
}

function halves(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
