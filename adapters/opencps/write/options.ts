import type { Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import type { CaseValue } from '../../../src/domain/push.ts';
import { cleanText } from '../../../src/domain/text.ts';
import { nameText } from '../escape.ts';
import { differing, type Fields, resent } from '../fields.ts';
import { unnamed } from '../read/cases.ts';
import type {
  RemoteConfig,
  RemoteOption,
  RemoteProcedure,
  RemoteProcess,
  RemoteTemplate,
} from '../remote.ts';
import type { OptionLink } from '../taken-configs.ts';
import { formSend } from './sending.ts';

/**
 * Options of the case lead to its template and process under its name; where it is to have none, each keeps its own. A case that is new is added wherever cases of
 * ours are, and to configs that have none at all; one that is somewhere keeps to where it is.
 */
export function writeOptions(
  key: string,
  value: CaseValue,
  { template, process }: { template: RemoteTemplate; process: RemoteProcess },
  remote: RemoteProcedure,
): RemoteSend[] {
  const link = { dossierTemplateId: template.id, serviceProcessId: process.id };
  const linked = optionsOf(key, remote);
  const sends = linked.flatMap(({ config, option }) => {
    const wanted: Fields = { ...resent(option.fields), ...link };
    if (value.name !== '') wanted.optionName = value.name;
    if (differing(option.fields, wanted).length === 0) return [];
    const path = `${optionsPath(config)}/${encodeURIComponent(option.id)}`;
    return [formSend(`sửa phương án «${wanted.optionName}» ở ${config.agency}`, 'PUT', path, wanted)];
  });
  const everywhere = linked.length === 0 || remote.memory[`attach:${key}`] === 'all';
  const having = new Set(linked.map(({ config }) => config.id));
  const lacking = remote.configs.filter(config => {
    const options = config.options ?? [];
    if (having.has(config.id)) return false;
    return options.length === 0 || (everywhere && options.some(option => isKnown(option, remote)));
  });
  const name = value.name || optionName(key, remote);
  const remember = everywhere ? { [`attach:${key}`]: 'all' } : undefined;
  return [...sends, ...lacking.map(config => postOption(config, name, link, remember && { remember }))];
}

/** As the case is called elsewhere, else as its process is; '' where nobody gave it a name. */
export function optionName(key: string, { cases, configs }: RemoteProcedure): string {
  const { options = [], process } = cases[key]!;
  const names = configs
    .flatMap(config => config.options ?? [])
    .filter(({ id }) => options.includes(id))
    .map(({ fields }) => cleanText(fields.optionName ?? ''));
  const named = names.find(name => name !== '' && name !== unnamed);
  return named ?? nameText(process?.fields.processName ?? '');
}

/** `seqOrder` is unique in a config. `before`: one that comes back, as it was. */
export function postOption(
  config: Pick<RemoteConfig, 'id' | 'agency' | 'options'>,
  name: string,
  link: OptionLink,
  { remember, before, after = 0 }: { remember?: Memory; before?: Fields | undefined; after?: number } = {},
): RemoteSend {
  const orders = (config.options ?? []).map(({ fields }) => Number(fields.seqOrder) || 0);
  const seqOrder = String(Math.max(0, ...orders) + 1 + after);
  const row = {
    autoSelect: '',
    instructionNote: '',
    submissionNote: '',
    ...before,
    seqOrder,
    ...link,
    // The server would write this itself for want of a name, and then differ from what was sent.
    optionName: name || unnamed,
  };
  return formSend(`thêm phương án «${name}» ở ${config.agency}`, 'POST', optionsPath(config), row, remember);
}

/** Options that lead to a case, with the configs they are of. */
export function optionsOf(key: string, remote: RemoteProcedure) {
  return remote.configs.flatMap(config =>
    (config.options ?? [])
      .filter(option => caseOf(option, remote) === key)
      .map(option => ({ config, option })),
  );
}

/**
 * Why nobody there would meet what the definition says: all that can be chosen at the config are cases of others. Where
 * nothing can be chosen yet, cases of ours are still to come; a definition without cases is of whatever people have there.
 */
export function elsewhere({ options = [] }: RemoteConfig, remote: RemoteProcedure): string | undefined {
  if (remote.known.length === 0 || options.length === 0) return undefined;
  if (options.some(option => isKnown(option, remote))) return undefined;
  const names = options.map(({ fields }) => `«${nameText(fields.optionName ?? '')}»`);
  return `ở đó chỉ chọn được phương án riêng (${[...new Set(names)].join(', ')}), không có trường hợp nào của định nghĩa: đặt mỗi phương án một tên rồi viết mỗi phương án thành một trường hợp cùng tên trong định nghĩa`;
}

function isKnown(option: RemoteOption, remote: RemoteProcedure): boolean {
  const key = caseOf(option, remote);
  return key !== undefined && remote.known.includes(key);
}

/** The case an option leads to, as it was found. */
export function caseOf({ id }: RemoteOption, { cases }: RemoteProcedure): string | undefined {
  return Object.keys(cases).find(key => cases[key]!.options?.includes(id));
}

/** Template and process by which the case is known again, whatever its options are called later. */
export function numbersOf(key: string, { cases, memory }: RemoteProcedure): Memory {
  const { templateNo = '', processNo = '', template, process } = cases[key] ?? {};
  const kept = {
    [`template:${key}`]: template ? templateNo : '',
    [`process:${key}`]: process ? processNo : '',
  };
  return Object.fromEntries(
    Object.entries(kept).filter(([name, number]) => number !== '' && memory[name] !== number),
  );
}

function optionsPath({ id }: Pick<RemoteConfig, 'id'>): string {
  return `/serviceconfigs/${encodeURIComponent(id)}/processes`;
}
