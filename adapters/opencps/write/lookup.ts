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

/** By the natural key of what is made (contract 2.13); every POST of ours has one. */
export function lookupOf(writing: Writing, { method, path, body }: RemoteSend): Lookup | undefined {
  if (method !== 'POST') return undefined;
  const wanted = Object.fromEntries(new URLSearchParams(body)) as Fields;
  const [, resource, id, part, code, last] = path.split('/');
  const kind = [resource, part, last].filter(word => word !== undefined).join('/');
  const listed =
    (key: string, names: string[], query: Record<string, string> = {}) =>
    async () => {
      const rows = await allRows(writing, path, `tra cứu trước khi ghi lại ${path}`, key, query);
      const same = (row: Row) => differing(fieldsOf(row, names), pick(wanted, names)).length === 0;
      const found = rows.find(same);
      return found && String(found[key]);
    };
  const detail = (address: string, key: string) => async () => {
    const label = `tra cứu trước khi ghi lại ${address}`;
    return (await detailOrNone(writing, address, key, label))?.[key]?.toString();
  };
  switch (kind) {
    case 'serviceinfos':
      return at(
        path,
        'serviceInfoId',
        false,
        detail(`${path}/${encoded(wanted.serviceCode)}`, 'serviceInfoId'),
      );
    case 'serviceconfigs': {
      const names = ['serviceInfoId', 'govAgencyCode'];
      const query = { agency: wanted.govAgencyCode ?? '' };
      const list = madeConfigs(wanted.serviceInfoId ?? '');
      return at(list, 'serviceConfigId', true, listed('serviceConfigId', names, query));
    }
    case 'serviceconfigs/processes': {
      const names = ['dossierTemplateId', 'serviceProcessId'];
      return at(path, 'processOptionId', true, listed('processOptionId', names));
    }
    case 'serviceprocesses':
      return at(
        madeProcess(wanted.processNo ?? ''),
        'serviceProcessId',
        true,
        listed('serviceProcessId', ['processNo']),
      );
    case 'serviceprocesses/steps':
      return at(path, 'stepCode', false, detail(`${path}/${encoded(wanted.stepCode)}`, 'stepCode'));
    case 'serviceprocesses/actions': {
      const names = ['actionCode', 'preStepCode', 'postStepCode', 'actionName'];
      return at(path, 'processActionId', true, listed('processActionId', names));
    }
    case 'serviceprocesses/sequences':
      return at(path, 'sequenceNo', false, listed('sequenceNo', ['sequenceNo', 'sequenceName']));
    case 'dossiertemplates': {
      const address = `${path}/${encoded(wanted.templateNo)}`;
      return at(path, 'dossierTemplateId', false, detail(address, 'dossierTemplateId'));
    }
    default:
      // Roles of steps and processes are kept once whatever is sent; parts are refused a second time by their number.
      return code === undefined && part === 'parts'
        ? partLookup(writing, `/${resource}/${id}`, wanted)
        : undefined;
  }
}

function partLookup(writing: Writing, template: string, { partNo = '' }: Fields): Lookup {
  return at(`${template}/parts`, 'partNo', false, async () => {
    const record = await detailOrNone(writing, template, 'dossierTemplateId', `tra cứu ${template}`);
    const parts = toRows(record?.dossierParts) as Row[];
    return parts.some(part => String(part.partNo) === partNo) ? partNo : undefined;
  });
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

function at(list: string, key: string, lagging: boolean, find: Lookup['find']): Lookup {
  return { list, key, lagging, find };
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map(name => [name, fields[name] ?? '']));
}

function encoded(text: string | undefined): string {
  return encodeURIComponent(text ?? '');
}
