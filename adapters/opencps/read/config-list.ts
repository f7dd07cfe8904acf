import type { Lost } from '../../../src/adapter/records.ts';
import { onlineLevel } from '../../../src/domain/level.ts';
import { nameText } from '../escape.ts';
import { type ConfigRow, configHint, configRow } from '../schema.ts';
import { belongsTo, decodeConfig, type ListedConfig, type ServiceKey } from './configs.ts';
import { type ListOutcome, readList, shortfall } from './list.ts';
import type { Reading } from './reading.ts';

/**
 * More rows than any city has agencies (the largest have some 700 communes): the filter by service, a token match,
 * must have matched other services too.
 */
const mostAgencies = 1000;

export interface ConfigList {
  /** Rows of the list that belong to a service; `undefined` = could not be read. */
  (service: ServiceKey): Promise<ListedConfig[] | undefined>;
  /** Ids of all configs of level 3 and 4; `undefined` = the list cannot be had whole. */
  online(): Promise<string[] | undefined>;
}

/** The rows of a list of configs by the service they name, by code and by id: one that goes by both stands twice. */
type ByService = Map<string, ListedConfig[]>;

/**
 * The config list, for whoever wants the configs of `all` services or of a few (`one`): all of it is read once, or it is
 * asked service by service, so that only one service's rows are in memory. The one falls back on the other: where the
 * whole list cannot be had to its end, the rest is asked by service; and where codes share a token (`….H13` at the end
 * of all), so that each such question would answer with all rows of the city, the whole list is read.
 */
export function createConfigList(
  reading: Pick<Reading, 'client' | 'meter' | 'pageSize' | 'log'>,
  wanted: 'all' | 'one',
): ConfigList {
  let whole: Promise<{ rows: ByService; outcome: ListOutcome } | undefined> | undefined;

  const ask = async (asked: { query?: Record<string, string>; atMost?: number }, service = '') => {
    const taken: ListedConfig[] = [];
    const odd = new Set<ConfigRow>();
    const { client, meter, pageSize } = reading;
    const label = service === '' ? 'danh sách cấu hình dịch vụ' : `cấu hình dịch vụ của ${service}`;
    const outcome = await readList(client, {
      path: '/serviceconfigs',
      ...asked,
      label,
      pageSize,
      whole: service === '',
      schema: configRow,
      id: row => row.serviceConfigId,
      take: row => taken.push(odd.has(row) ? { ...row, odd: true } : row),
      refuse(oddities, of) {
        if ('left' in of) odd.add(of.left);
        meter.refuse('offering', service, oddities, 'lost' in of ? lostConfig(of.lost, service) : undefined);
      },
    });
    if (outcome.paged !== undefined) meter.note(pagedWords(label, outcome.paged));
    return { taken, outcome, label };
  };

  const readWhole = () =>
    reading.meter.read('offering', 'toàn bộ danh sách', async () => {
      const { taken, outcome } = await ask({});
      const rows: ByService = new Map();
      for (const row of taken) {
        for (const key of keysOf({ code: row.serviceCode?.trim(), id: row.serviceInfoId?.trim() })) {
          const known = rows.get(key);
          if (known) known.push(row);
          else rows.set(key, [row]);
        }
      }
      return { rows, outcome };
    });

  const rowsIn = (rows: ByService, service: ServiceKey) => [
    ...new Set(keysOf(service).flatMap(key => rows.get(key) ?? [])),
  ];

  const online = async () => {
    if (wanted === 'all') whole ??= readWhole();
    const all = await whole;
    if (!all?.outcome.whole) return undefined;
    const rows = new Set([...all.rows.values()].flat());
    return [...rows].filter(isOnline).map(row => row.serviceConfigId.trim());
  };

  const ofService = async (service: ServiceKey) => {
    if (wanted === 'all') whole ??= readWhole();
    const all = await whole;
    if (all?.outcome.whole) return rowsIn(all.rows, service);
    const found = await reading.meter.read('offering', service.code, () =>
      ask({ query: { service: service.code }, atMost: mostAgencies }, service.code),
    );
    if (found === undefined) return all && rowsIn(all.rows, service);
    if (!found.outcome.tooMany) {
      if (!found.outcome.whole)
        reading.meter.notWhole('offering', `${found.label}: ${shortfall(found.outcome)}`);
      return found.taken.filter(row => belongsTo(row, service));
    }
    whole ??= readWhole();
    const rest = await whole;
    if (rest && !rest.outcome.whole)
      reading.meter.notWhole('offering', `danh sách cấu hình dịch vụ: ${shortfall(rest.outcome)}`);
    return rest && rowsIn(rest.rows, service);
  };
  return Object.assign(ofService, { online });
}

function isOnline(row: ListedConfig): boolean {
  return (decodeConfig(row).level ?? 0) >= onlineLevel;
}

/** That a list was read page by page, and why; Vietnamese. */
export function pagedWords(label: string, reason: string): string {
  return `${label} được đọc từng trang vì không nhận được trọn trong một lần: ${reason}`;
}

function keysOf({ code, id }: Partial<ServiceKey>): string[] {
  return [`code ${code}`, `id ${id}`];
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
