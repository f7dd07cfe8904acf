import type { Lost } from '../../src/adapter/records.ts';
import { belongsTo, type ListedConfig, type ServiceKey } from './configs.ts';
import { nameText } from './escape.ts';
import { readList, shortfall } from './list.ts';
import type { Reading } from './reading.ts';
import { type ConfigRow, configHint, configRow } from './schema.ts';

/**
 * More rows than any city has agencies (the largest have some 700 communes): the filter by service, a token match,
 * must have matched other services too.
 */
const mostAgencies = 1000;

/** Rows of the config list that belong to a service; `undefined` = could not be read. */
export type ConfigList = (service: ServiceKey) => Promise<ListedConfig[] | undefined>;

/**
 * Asks the config list service by service, so that only one service's rows are in memory. Where codes share a token
 * (`….H13` at the end of all) each such question would answer with all rows of the city; then the whole list is read
 * once instead and its rows kept for the rest of the walk.
 */
export function createConfigList(
  reading: Pick<Reading, 'client' | 'meter' | 'pageSize' | 'log'>,
): ConfigList {
  let whole: Promise<Map<string, ListedConfig[]> | undefined> | undefined;

  const ask = async (query: Record<string, string>, label: string, service = '', atMost?: number) => {
    const taken: ListedConfig[] = [];
    const odd = new Set<ConfigRow>();
    const { client, meter, pageSize } = reading;
    const outcome = await readList(client, {
      path: '/serviceconfigs',
      query,
      label,
      pageSize,
      schema: configRow,
      id: row => row.serviceConfigId,
      take: row => taken.push(odd.has(row) ? { ...row, odd: true } : row),
      refuse(oddities, of) {
        if ('left' in of) odd.add(of.left);
        meter.refuse('offering', service, oddities, 'lost' in of ? lostConfig(of.lost, service) : undefined);
      },
      atMost,
    });
    if (!outcome.whole && !outcome.tooMany) {
      meter.notWhole('offering', `${label}: ${shortfall(outcome)}`);
    }
    return { taken, tooMany: outcome.tooMany === true };
  };

  const readWhole = () =>
    reading.meter.read('offering', 'toàn bộ danh sách', async () => {
      reading.log.info({}, 'the filter by service matches other services; reading the whole config list');
      const grouped = new Map<string, ListedConfig[]>();
      for (const row of (await ask({}, 'danh sách cấu hình dịch vụ')).taken) {
        const keys = new Set([`code ${row.serviceCode?.trim()}`, `id ${row.serviceInfoId?.trim()}`]);
        for (const key of keys) {
          const rows = grouped.get(key);
          if (rows) rows.push(row);
          else grouped.set(key, [row]);
        }
      }
      return grouped;
    });

  return async service => {
    if (!whole) {
      const found = await reading.meter.read('offering', service.code, () =>
        ask({ service: service.code }, `cấu hình dịch vụ của ${service.code}`, service.code, mostAgencies),
      );
      if (found === undefined) return undefined;
      if (!found.tooMany) return found.taken.filter(row => belongsTo(row, service));
      whole ??= readWhole();
    }
    const rows = await whole;
    if (rows === undefined) return undefined;
    return [
      ...new Set([...(rows.get(`code ${service.code}`) ?? []), ...(rows.get(`id ${service.id}`) ?? [])]),
    ];
  };
}

/** Whose config a row was of which nothing can be used: the service it names, else the one that was asked for. */
function lostConfig(row: unknown, service: string): Lost {
  const { serviceCode, govAgencyCode } = configHint.parse(row);
  return {
    what: 'offering',
    procedure: nameText(serviceCode ?? service),
    agency: nameText(govAgencyCode ?? ''),
  };
}
