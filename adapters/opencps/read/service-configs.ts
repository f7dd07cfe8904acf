import type { CityNames } from '../../../src/adapter/service-request.ts';
import { toRows } from '../answer.ts';
import { nameText } from '../escape.ts';
import { fieldsOf } from '../fields.ts';
import {
  byId,
  configFields,
  optionFields,
  type RemoteConfig,
  type RemoteOption,
  type RemoteService,
} from '../remote.ts';
import { configRow } from '../schema.ts';
import { detailUnlessGone, madeConfigs, type Row, settledRows, strictly, type Writing } from '../writing.ts';
import { belongsTo, decodeConfig } from './configs.ts';
import type { ToldService } from './services.ts';

/** A service with its detail as it came. */
export interface FoundService {
  service: RemoteService;
  detail: Row;
  told: ToldService;
}

/**
 * The configs of a service, each by its own detail. Which there are is told by the list (which lags), by the service
 * (whose copy is up to an hour old) and by what this writer made itself; one that has no detail any more is gone.
 */
export async function readConfigs(
  writing: Writing,
  names: CityNames,
  { service, detail }: FoundService,
  withOptions: boolean,
): Promise<RemoteConfig[]> {
  const listed = (await writing.configList(service)) ?? [];
  const embedded = toRows(detail.serviceConfigs) as Row[];
  const agencies = new Map(
    [...embedded, ...listed].map(row => [
      String(row.serviceConfigId).trim(),
      String(row.govAgencyCode).trim(),
    ]),
  );
  const ids = new Set([...agencies.keys(), ...(writing.made.get(madeConfigs(service.id)) ?? [])]);
  const configs = await Promise.all([...ids].map(readConfig));
  return configs.filter(config => config !== undefined).sort((a, b) => byId(a.id, b.id));

  async function readConfig(id: string): Promise<RemoteConfig | undefined> {
    const label = `cấu hình dịch vụ ${id}`;
    const asked = { key: 'serviceConfigId', label, query: { agency: agencies.get(id) ?? '' } };
    const row = await detailUnlessGone(writing, '/serviceconfigs', id, asked);
    const told = row && strictly(configRow, row, label);
    if (row === undefined || told === undefined || !belongsTo(told, service)) return undefined;
    const { agency, agencyName, level, onlineClosed } = decodeConfig(told);
    const ours = names.agencyCode({ id: agency, name: agencyName || agency });
    return {
      id,
      agency: told.govAgencyCode.trim(),
      ...(ours === undefined ? {} : { ours }),
      level,
      ...(onlineClosed === undefined ? {} : { onlineClosed }),
      fields: fieldsOf({ ...row, serviceInfoId: service.id }, configFields),
      ...(withOptions && { options: await readOptions(writing, id) }),
    };
  }
}

async function readOptions(writing: Writing, id: string): Promise<RemoteOption[]> {
  const path = `/serviceconfigs/${encodeURIComponent(id)}/processes`;
  const rows = await settledRows(writing, path, `phương án xử lý của cấu hình ${id}`, 'processOptionId');
  return rows.map(row => ({
    id: String(row.processOptionId).trim(),
    fields: fieldsOf(row, optionFields),
    templateNo: nameText(String(row.templateNo ?? '')),
    processNo: nameText(String(row.processNo ?? '')),
    processName: nameText(String(row.processName ?? '')),
  }));
}

/** Which of these templates and processes are there. */
export async function readStanding(writing: Writing, places: readonly string[]): Promise<string[]> {
  const found = places.map(async place => {
    const [, list = '', id = ''] = place.split('/');
    const key = list === 'dossiertemplates' ? 'dossierTemplateId' : 'serviceProcessId';
    const asked = { key, label: `phương án trước đây dẫn đến ${place}` };
    return (await detailUnlessGone(writing, `/${list}`, decodeURIComponent(id), asked)) ? [place] : [];
  });
  return (await Promise.all(found)).flat();
}
