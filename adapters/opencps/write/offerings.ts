import { leavingOut, makingAnew, taking } from '../../../src/adapter/kit/taken-away.ts';
import type { CityNames, Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import { type Level, onlineLevel } from '../../../src/domain/level.ts';
import type { Change } from '../../../src/domain/push.ts';
import { cleanText } from '../../../src/domain/text.ts';
import { type Fields, isTrue } from '../fields.ts';
import { factsOf } from '../process-note.ts';
import { unnamed } from '../read/cases.ts';
import type { RemoteConfig, RemoteOption, RemoteProcedure } from '../remote.ts';
import {
  configName,
  formerOptions,
  type OptionLink,
  owedOptions,
  sameLink,
  takenConfig,
  takingConfig,
} from '../taken-configs.ts';
import {
  audienceName,
  canStore,
  isWithdrawn,
  openAudience,
  publishAgain,
  putConfig,
  putRightMaxLevel,
  usualAudience,
  withdraw,
} from './configs.ts';
import { elsewhere, numbersOf, optionName, postOption } from './options.ts';
import type { Outcome } from './outcome.ts';
import { formSend } from './sending.ts';

type OfferingChange = Extract<Change, { kind: 'create-offering' | 'set-level' | 'deactivate-offering' }>;

/**
 * The next stage of all offering changes of one procedure: configs in the order of their levels, then their process
 * options, then what the service made of the levels.
 */
export function writeOfferings(
  changes: readonly OfferingChange[],
  remote: RemoteProcedure,
  levelWords: CityNames['levelWords'],
): Outcome {
  const { procedure, service, memory } = remote;
  /** Configs that are made or change, with the level they get. */
  const configs: { level: Level; send: RemoteSend }[] = [];
  const deletes: RemoteSend[] = [];
  const options: RemoteSend[] = [];
  const problems: string[] = [];
  for (const change of changes) collect(change);
  const leveled = configs.sort((a, b) => a.level - b.level).map(({ send }) => send);
  const ends = changes.every(({ after }) => after === null);
  const shown = ends ? withdraw(remote) : publishAgain(remote);
  // Rows that are there and only lack something have no say in levels.
  const levels = changes.every(mends) ? [] : putRightMaxLevel(remote);
  const stages = [[...deletes, ...leveled], options, shown, levels];
  const stage = stages.findIndex(sends => sends.length > 0);
  return { sends: stages[stage] ?? [], problems, stage };

  function collect(change: OfferingChange): void {
    const { agency = '' } = change.target;
    const rows = remote.configs.filter(({ ours }) => ours === agency);
    if (service?.active === false && change.after !== null && !isWithdrawn(remote)) {
      problems.push(
        `thủ tục ${service.code} có nhưng đang ngừng công bố trên OpenCPS: chỉ cần công bố lại, việc đó mở ở mọi đơn vị nên phải do người có thẩm quyền làm`,
      );
      return;
    }
    if (mends(change)) options.push(...rows.slice(0, 1).flatMap(row => missingOptions(row, remote)));
    else if (change.kind === 'set-level') setLevel(change.after, agency, rows);
    else if (change.after !== null) create(change.after.level, agency, rows[0]);
    // Of several that an import has made the first speaks for the agency: it is the last that is remembered.
    else deletes.push(...rows.toReversed().map(drop));
  }

  function setLevel(level: Level, agency: string, rows: readonly RemoteConfig[]): void {
    if (rows.length === 0) problems.push(`chưa có cấu hình dịch vụ ở ${agency}; cần tạo dịch vụ ở đó trước`);
    const other = rows.filter(row => row.level !== level);
    if (other.length > 0 && !canStore(level)) {
      problems.push(`OpenCPS chỉ nhận mức từ 2 đến 4 nên không đặt được ${levelWords(level)} ở ${agency}`);
      return;
    }
    for (const config of other) {
      const name = loweredName(config.agency);
      const now = config.level ?? 0;
      // What it promised before we lowered it, it may promise again whoever's cases it leads to.
      const before = Number(memory[name] || 0);
      const highest = Math.max(now, before);
      const why = level >= onlineLevel && level > highest ? elsewhere(config, remote) : undefined;
      if (why !== undefined) {
        problems.push(`không đặt được ${levelWords(level)}: ${why}`);
        continue;
      }
      const lowered = level < now && now >= onlineLevel ? { [name]: String(highest) } : undefined;
      putLevel(config, level, lowered ?? (before > 0 && level >= before ? { [name]: '' } : undefined));
    }
  }

  function putLevel(config: RemoteConfig, level: Level, remember?: Memory): void {
    const label = `đặt ${levelWords(level)} ở ${config.agency}`;
    const send = putConfig(config, { serviceLevel: String(level) }, label, remember);
    configs.push({ level, send: remember ? { ...send, procedure } : send });
  }

  function create(level: Level | null, agency: string, config: RemoteConfig | undefined): void {
    if (!config) {
      make(level, agency);
      return;
    }
    options.push(...missingOptions(config, remote));
    if (config.level === null && canStore(level)) putLevel(config, level);
    else if (level !== null && config.level !== level) {
      problems.push(
        `dịch vụ ở ${agency} đã có với ${levelWords(config.level ?? null)}, không phải ${levelWords(level)}`,
      );
    }
  }

  function make(level: Level | null, agency: string): void {
    // A config without a level cannot be made; 2 promises nothing.
    const first = level ?? 2;
    const code = remote.agencies?.[agency];
    if (code === undefined) {
      problems.push(`đơn vị ${agency} không có trong danh mục GOVERNMENT_AGENCY của OpenCPS`);
    } else if (!canStore(first)) {
      problems.push(
        `OpenCPS chỉ nhận mức từ 2 đến 4 nên không tạo được dịch vụ ${levelWords(first)} ở ${agency}`,
      );
    } else {
      const row = newConfig(code, first, remote);
      const kept = rememberedWith(code, remote);
      const send = formSend(`tạo dịch vụ ở ${code}`, 'POST', '/serviceconfigs', row, kept);
      configs.push({ level: first, send: { ...leavingOut(send, lostWords(code, remote)), procedure } });
    }
  }

  function drop(config: RemoteConfig): RemoteSend {
    const ids = config.options?.map(option => option.id) ?? [];
    const cases = remote.known.filter(key => remote.cases[key]?.options?.some(one => ids.includes(one)));
    // No option may lead there any more: they are to be found again when it comes back.
    const numbers = cases.map(key => numbersOf(key, remote));
    const kept: Memory = Object.assign(takingConfig(config, memory), ...numbers);
    const path = `/serviceconfigs/${encodeURIComponent(config.id)}`;
    return {
      ...formSend(`bỏ cấu hình dịch vụ ở ${config.agency}`, 'DELETE', path, {}, kept),
      procedure,
    };
  }
}

/** A row that was there when it was planned, and is to have what belongs to it. */
function mends({ kind, before }: OfferingChange): boolean {
  return kind === 'create-offering' && before !== null;
}

/** Under what is remembered which level a config had when we lowered it. */
function loweredName(agency: string): string {
  return `lowered:${agency}`;
}

function lostWords(code: string, remote: RemoteProcedure): string | undefined {
  const { lost } = formerOptions(code, remote);
  if (lost.length === 0) return undefined;
  const names = lost.map(({ optionName = '' }) => {
    const name = cleanText(optionName);
    return name === '' || name === unnamed ? 'không tên' : `«${name}»`;
  });
  return `không kèm phương án ${names.join(', ')} đã có trước khi gỡ, vì mẫu hồ sơ hoặc quy trình đó không còn`;
}

/** Whom it is for and whether results go by post is what the service says elsewhere; of one we took away, what it said. */
function newConfig(govAgencyCode: string, level: number, remote: RemoteProcedure): Fields {
  const cases = remote.known.map(key => remote.cases[key]?.process).filter(process => process !== undefined);
  const open = cases.length === 0 || cases.some(process => !factsOf(process).closed);
  const [sibling] = remote.configs;
  const kept = takenConfig(govAgencyCode, remote)?.row.fields ?? {};
  return {
    serviceInstruction: '',
    postalService: String(isTrue(sibling?.fields.postalService)),
    registration: String(isTrue(sibling?.fields.registration)),
    ...kept,
    // An import may have put there what the server refuses otherwise.
    serviceUrl: URL.canParse(kept.serviceUrl ?? '') ? kept.serviceUrl! : '',
    ...(open ? openAudience(govAgencyCode, remote) : usualAudience(false, remote)),
    serviceInfoId: remote.service!.id,
    govAgencyCode,
    serviceLevel: String(level),
  };
}

/** One that comes back has the options it had, and no others: it is ours only if it was. */
function rememberedWith(code: string, remote: RemoteProcedure): Memory {
  const taken = takenConfig(code, remote)?.row;
  return {
    ...(!taken?.options.length && { [madeHere(code)]: 'yes' }),
    ...makingAnew(remote.memory, configName(code)),
    // Opened later, it is for those it was for.
    ...(taken && taking(remote.memory, audienceName(code), openAudience(code, remote))),
  };
}

/** Remembered of configs this adapter has made: all their options are its business, however far it has come. */
function madeHere(govAgencyCode: string): string {
  return `offering:${govAgencyCode}`;
}

/**
 * One option for each case of ours that is wholly there; a config others made is left to them once it has any. One that
 * came back has those it had.
 */
export function missingOptions(config: RemoteConfig, remote: RemoteProcedure): RemoteSend[] {
  const { agency, options = [] } = config;
  const owed = owedOptions(agency, remote);
  // All that came back with it leads to what is no more: as with one we have made, until it is wholly there.
  const bare = takenConfig(agency, remote)?.anew && owed.length === 0;
  const ours = remote.memory[madeHere(agency)] !== undefined || bare;
  if (options.length > 0 && !ours && owed.length === 0) return [];
  const cases = Object.keys(remote.cases).flatMap(key => {
    const link = linkTo(key, remote);
    return link ? [{ key, link }] : [];
  });
  const others = cases.filter(
    ({ key, link }) =>
      (ours || owed.length === 0) && remote.known.includes(key) && !owed.some(one => sameLink(one, link)),
  );
  const wanted: { key?: string; link: OptionLink; before?: Fields }[] = [
    ...owed.map(before => {
      const { dossierTemplateId = '', serviceProcessId = '' } = before;
      const link = { dossierTemplateId, serviceProcessId };
      return { link, before, ...cases.find(one => sameLink(before, one.link)) };
    }),
    ...others,
  ];
  const isThere = ({ id, fields }: RemoteOption, { key, link }: (typeof wanted)[number]) =>
    sameLink(fields, link) || (key !== undefined && remote.cases[key]!.options?.includes(id));
  const missing = wanted.filter(one => !options.some(option => isThere(option, one)));
  return missing.map(({ key, link, before }, after) => {
    // A case that is called something elsewhere is called that here too.
    const led = key !== undefined && remote.cases[key]!.options?.length;
    const name = (!led && before?.optionName) || (key === undefined ? '' : optionName(key, remote));
    return postOption(config, name, link, { after, before });
  });
}

function linkTo(key: string, { cases }: RemoteProcedure): OptionLink | undefined {
  const { template, process } = cases[key] ?? {};
  return template && process && { dossierTemplateId: template.id, serviceProcessId: process.id };
}
