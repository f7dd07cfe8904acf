import { RemoteError } from '../../../src/adapter/errors.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import { isRemoteWord, toRows } from '../answer.ts';
import { differing, type Fields, fieldsOf } from '../fields.ts';
import { allRows, detailOrNone, madeConfigs, madeProcess, type Row, type Writing } from '../writing.ts';

/** How to find out whether what a POST makes is already there. */
export interface Lookup {
  /** Under what the ids of rows made there are kept: the list, or a part of it. */
  list: string;
  /** The list is a search index: it may not show the row yet. */
  lagging: boolean;
  /** Name of the id in the answer of the POST. */
  key: string;
  /** Id of the row, when it is there. */
  find(): Promise<string | undefined>;
}

/**
 * What a POST makes is known again by its natural key (contract 2.13); every POST of ours has one. `named`: by these fields in
 * its list. `by`: by this field, with which its detail is asked for.
 */
const naturalKeys: Record<
  string,
  { key: string; named: string[]; lagging: boolean } | { key: string; by: string }
> = {
  serviceinfos: { key: 'serviceInfoId', by: 'serviceCode' },
  serviceconfigs: { key: 'serviceConfigId', named: ['serviceInfoId', 'govAgencyCode'], lagging: true },
  'serviceconfigs/processes': {
    ...{ key: 'processOptionId', named: ['dossierTemplateId', 'serviceProcessId'], lagging: true },
  },
  serviceprocesses: { key: 'serviceProcessId', named: ['processNo'], lagging: true },
  'serviceprocesses/steps': { key: 'stepCode', by: 'stepCode' },
  'serviceprocesses/actions': {
    ...{ key: 'processActionId', lagging: true },
    named: ['actionCode', 'preStepCode', 'postStepCode', 'actionName'],
  },
  'serviceprocesses/sequences': {
    ...{ key: 'sequenceNo', named: ['sequenceNo', 'sequenceName'], lagging: false },
  },
  dossiertemplates: { key: 'dossierTemplateId', by: 'templateNo' },
};

export function lookupOf(writing: Writing, { method, path, body }: RemoteSend): Lookup | undefined {
  if (method !== 'POST') return undefined;
  const wanted = Object.fromEntries(new URLSearchParams(body)) as Fields;
  const [, resource, id, part, code, last] = path.split('/');
  const kind = [resource, part, last].filter(word => word !== undefined).join('/');
  const found = naturalKeys[kind];
  if (!found) {
    // Roles of steps and processes are kept once whatever is sent; parts are refused a second time by their number.
    const isPart = code === undefined && part === 'parts';
    return isPart ? partLookup(writing, `/${resource}/${id}`, wanted) : undefined;
  }
  const { key } = found;
  if ('by' in found) {
    const address = `${path}/${encodeURIComponent(wanted[found.by] ?? '')}`;
    const label = `tra cứu trước khi ghi lại ${address}`;
    const find = async () => (await detailOrNone(writing, address, key, label))?.[key]?.toString();
    return { list: path, key, lagging: false, find };
  }
  const { named, lagging } = found;
  const list =
    kind === 'serviceconfigs'
      ? madeConfigs(wanted.serviceInfoId ?? '')
      : kind === 'serviceprocesses'
        ? madeProcess(wanted.processNo ?? '')
        : path;
  const query: Record<string, string> =
    kind === 'serviceconfigs' ? { agency: wanted.govAgencyCode ?? '' } : {};
  const natural = Object.fromEntries(named.map(name => [name, wanted[name] ?? '']));
  return {
    ...{ list, key, lagging },
    async find() {
      const rows = await allRows(writing, path, `tra cứu trước khi ghi lại ${path}`, key, query);
      const row = rows.find(one => differing(fieldsOf(one, named), natural).length === 0);
      return row && String(row[key]);
    },
  };
}

function partLookup(writing: Writing, template: string, { partNo = '' }: Fields): Lookup {
  const find = async () => {
    const record = await detailOrNone(writing, template, 'dossierTemplateId', `tra cứu ${template}`);
    const parts = toRows(record?.dossierParts) as Row[];
    return parts.some(part => String(part.partNo) === partNo) ? partNo : undefined;
  };
  return { list: `${template}/parts`, key: 'partNo', lagging: false, find };
}

/** The write may have taken effect although no answer tells so. */
export function isLost(error: unknown): boolean {
  const unclear = ['unreachable', 'timeout', 'too-large', 'not-understood'];
  return error instanceof RemoteError && (unclear.includes(error.kind) || (error.status ?? 0) >= 500);
}

/** The server says that something of this key is there already; of services it says so without a word. */
export function mayBeThere(error: unknown): boolean {
  return isRemoteWord(error) && /HasExsist|Duplicate|không kèm lý do/.test((error as Error).message);
}
