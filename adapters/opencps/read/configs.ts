import { beginningOf } from '../../../src/adapter/beginning-of.ts';
import { RemoteError } from '../../../src/adapter/errors.ts';
import { parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import type { Known } from '../../../src/domain/known.ts';
import { isLevel, type Level } from '../../../src/domain/level.ts';
import { isRemoteWord } from '../answer.ts';
import { nameText } from '../escape.ts';
import { type ConfigRow, configRow, type EmbeddedConfig } from '../schema.ts';
import type { Config, Reading } from './reading.ts';

/** A row of the config list. `odd`: something was left out of it, so that its own detail has to tell. */
export type ListedConfig = ConfigRow & { odd?: true };

/** The service whose configs are asked for. */
export interface ServiceKey {
  id: string;
  code: string;
}

/**
 * The configs of a service out of two stale views: rows of the list (search index, lags) and those embedded in the
 * service's detail (cached for an hour). What both say alike is taken; where they differ the config's own detail
 * decides, and 403 there means the config is gone. A view that could not be read is `undefined`: then every detail is
 * asked. Both unread: `undefined`, could not tell.
 */
export async function decideConfigs(
  { client, meter }: Reading,
  service: ServiceKey,
  listed: ListedConfig[] | undefined,
  embedded: EmbeddedConfig[] | undefined,
): Promise<Config[] | undefined> {
  if (listed === undefined && embedded === undefined) return undefined;
  const rows = byId(listed ?? []);
  const cached = byId(embedded ?? []);
  const ids = [...new Set([...rows.keys(), ...cached.keys()])].sort();
  const decided = await Promise.all(
    ids.map(id => {
      const [row, copy] = [rows.get(id), cached.get(id)];
      return row && copy && alike(row, copy) ? toConfig(row) : decideByDetail(id, row ?? copy!);
    }),
  );
  return decided.filter(config => config !== undefined);

  async function decideByDetail(id: string, stale: ConfigRow | EmbeddedConfig): Promise<Config | undefined> {
    const answer = await meter.read('offering', id, async () => {
      try {
        const path = `/serviceconfigs/${encodeURIComponent(id)}`;
        const record = await client.detail(path, 'serviceConfigId', `cấu hình dịch vụ ${id}`);
        const { value, oddities } = parseLenient(configRow, record);
        meter.refuse('offering', id, oddities);
        // Without both it may be anybody's, this service's too; without one of its channels, open or closed.
        const nobodys = value && value.serviceCode === undefined && value.serviceInfoId === undefined;
        if (value === undefined || nobodys || oddities.length > 0)
          throw new RemoteError('not-understood', `cấu hình dịch vụ ${id} thiếu trường bắt buộc`);
        return { value };
      } catch (error) {
        if (listed && !rows.has(id) && isRemoteWord(error)) return { value: undefined };
        throw error;
      }
    });
    // The row is known to have been there; what it says now could not be told.
    if (answer === undefined) return { ...toConfig(stale), level: undefined };
    return answer.value && belongsTo(answer.value, service) ? toConfig(answer.value) : undefined;
  }

  function toConfig(row: ConfigRow | EmbeddedConfig): Config {
    const config = decodeConfig(row);
    if (config.level === undefined) {
      const reason = `mức không rõ: ${beginningOf(row.serviceLevel ?? '', 40)}`;
      meter.refuse('offering', config.id, [{ path: 'serviceLevel', reason }]);
    }
    return config;
  }
}

/** Does the row, which may have matched the filter by a part of its code only, belong to the service? */
export function belongsTo(row: ConfigRow, service: ServiceKey): boolean {
  return row.serviceCode?.trim() === service.code || row.serviceInfoId?.trim() === service.id;
}

/** A row of a config, of whatever list or detail. */
export function decodeConfig(row: ConfigRow | EmbeddedConfig): Config {
  const config: Config = {
    id: row.serviceConfigId.trim(),
    agency: nameText(row.govAgencyCode),
    agencyName: nameText(row.govAgencyName ?? ''),
    level: levelOf(row.serviceLevel),
  };
  if (!('forCitizen' in row)) return config;
  const { forCitizen, forBusiness, postalService } = row;
  if (postalService !== undefined) config.resultByPost = postalService;
  if (forCitizen || forBusiness) config.onlineClosed = false;
  if (forCitizen === false && forBusiness === false) config.onlineClosed = true;
  return config;
}

/** 0 or nothing = unset; what is not a level = could not tell. */
function levelOf(written: string | undefined): Known<Level> {
  const text = written?.trim() ?? '';
  if (text === '' || Number(text) === 0) return null;
  const level = Number(text);
  return isLevel(level) ? level : undefined;
}

function alike(row: ListedConfig, copy: EmbeddedConfig): boolean {
  return (
    !row.odd &&
    row.govAgencyCode.trim() === copy.govAgencyCode.trim() &&
    levelOf(row.serviceLevel) === levelOf(copy.serviceLevel)
  );
}

function byId<Row extends { serviceConfigId: string }>(rows: Row[]): Map<string, Row> {
  return new Map(rows.map(row => [row.serviceConfigId.trim(), row]));
}
