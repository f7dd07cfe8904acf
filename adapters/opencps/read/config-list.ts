import { Aside, type AsideRows } from '../../../src/adapter/kit/aside.ts';
import type { Lost } from '../../../src/adapter/records.ts';
import { onlineLevel } from '../../../src/domain/level.ts';
import { nameText } from '../escape.ts';
import { type ConfigRow, configHint, configRow } from '../schema.ts';
import { belongsTo, decodeConfig, type ListedConfig, type ServiceKey } from './configs.ts';
import { type ListOutcome, type ListRequest, pagedWords, readList, shortfall } from './list.ts';
import type { Reading } from './reading.ts';

/**
 * More rows than any city has agencies (the largest have some 700 communes): the filter by service, a token match,
 * must have matched other services too.
 */
const mostAgencies = 1000;

const wholeLabel = 'danh sách cấu hình dịch vụ';

export interface ConfigList {
  /** Rows of the list that belong to a service; `undefined` = could not be read. */
  (service: ServiceKey): Promise<ListedConfig[] | undefined>;
  /** Ids of all configs of level 3 and 4; `undefined` = the list cannot be had whole. */
  online(): Promise<Iterable<string> | undefined>;
  /** The service of every config; `undefined` = the list cannot be had whole. */
  services(): Promise<Iterable<ServiceKey> | undefined>;
  /** Whether the list of some service could not be had by itself either. */
  refused(): boolean;
}

/**
 * The config list, for whoever wants the configs of `all` services or of a few (`one`): all of it is read once and put
 * aside, or it is asked service by service. The one falls back on the other: where the
 * whole list cannot be had to its end, the rest is asked by service; and where codes share a token (`….H13` at the end
 * of all), so that each such question would answer with all rows of the city, the whole list is read.
 */
export function createConfigList(
  reading: Pick<Reading, 'client' | 'meter' | 'pageSize' | 'log'> & Partial<Pick<Reading, 'aside'>>,
  wanted: 'all' | 'one',
): ConfigList {
  let whole: Promise<{ rows: AsideRows<ListedConfig>; outcome: ListOutcome } | undefined> | undefined;

  const ask = async (
    asked: Pick<ListRequest<ConfigRow>, 'query' | 'atMost' | 'keys' | 'begin'>,
    take: (row: ListedConfig) => void,
    service = '',
  ) => {
    const { client, meter, pageSize } = reading;
    const label = service === '' ? wholeLabel : `cấu hình dịch vụ của ${service}`;
    const outcome = await readList(client, {
      path: '/serviceconfigs',
      ...asked,
      label,
      pageSize,
      whole: service === '',
      schema: configRow,
      id: row => row.serviceConfigId,
      take: (row, odd) => take(odd.length > 0 ? { ...row, odd: true } : row),
      refuse(oddities, of) {
        meter.refuse('offering', service, oddities, 'lost' in of ? lostConfig(of.lost, service) : undefined);
      },
    });
    if (outcome.paged !== undefined) meter.note(pagedWords(label, outcome.paged));
    return { outcome, label };
  };

  const sayShort = (outcome: ListOutcome, label = wholeLabel) => {
    if (!outcome.whole) reading.meter.notWhole('offering', `${label}: ${shortfall(outcome)}`);
  };

  const readWhole = () =>
    reading.meter.read('offering', 'toàn bộ danh sách', async () => {
      const aside = reading.aside ?? new Aside();
      let rows = aside.rows<ListedConfig>();
      const begin = () => {
        rows.drop();
        rows = aside.rows();
      };
      const take = (row: ListedConfig) =>
        rows.add(row, ...keysOf({ code: row.serviceCode?.trim(), id: row.serviceInfoId?.trim() }));
      try {
        const { outcome } = await ask({ keys: () => aside.keys(), begin }, take);
        if (wanted === 'one') sayShort(outcome);
        return { rows, outcome };
      } catch (error) {
        if (aside !== reading.aside) aside.close();
        throw error;
      }
    });

  /** Where it failed, whoever asks next asks anew. */
  const readOnce = () => {
    whole ??= readWhole().catch(error => {
      whole = undefined;
      throw error;
    });
    return whole;
  };
  /** All of it, where it is wanted or has been read anyhow. */
  const known = () => (wanted === 'all' ? readOnce() : whole);
  const ofAll =
    <T>(pick: (rows: Iterable<ListedConfig>) => T) =>
    async () => {
      const all = await known();
      return all?.outcome.whole ? pick(all.rows) : undefined;
    };

  type Whole = Awaited<NonNullable<typeof whole>>;
  /** What the whole list shows of a service, however much of it came. */
  const shownBy = (all: Whole, service: ServiceKey) => {
    if (!all) return undefined;
    sayShort(all.outcome);
    return toldBy(all.outcome, all.rows.of(...keysOf(service)));
  };

  let refused = false;
  const ofService = async (service: ServiceKey) => {
    const all = await known();
    if (all?.outcome.whole) return shownBy(all, service);
    let taken: ListedConfig[] = [];
    const begin = () => {
      taken = [];
    };
    const asked = { query: { service: service.code }, atMost: mostAgencies, begin };
    const found = await reading.meter.read(
      'offering',
      service.code,
      () => ask(asked, row => taken.push(row), service.code),
      // The copies inside the service may be an hour old: who else offers it nobody knows.
      { what: 'offering', procedure: nameText(service.code) },
    );
    if (found === undefined) {
      refused = true;
      return shownBy(all, service);
    }
    if (!found.outcome.tooMany) {
      sayShort(found.outcome, found.label);
      return toldBy(
        found.outcome,
        taken.filter(row => belongsTo(row, service)),
      );
    }
    return shownBy(await readOnce(), service);
  };
  return Object.assign(ofService, {
    online: ofAll(onlineIn),
    services: ofAll(servicesIn),
    refused: () => refused,
  });
}

/** A list that is not whole and shows nothing of a service does not say that there is nothing. */
function toldBy({ whole }: ListOutcome, rows: ListedConfig[]): ListedConfig[] | undefined {
  return whole || rows.length > 0 ? rows : undefined;
}

function* onlineIn(rows: Iterable<ListedConfig>): Generator<string> {
  for (const row of rows) if ((decodeConfig(row).level ?? 0) >= onlineLevel) yield row.serviceConfigId.trim();
}

function* servicesIn(rows: Iterable<ListedConfig>): Generator<ServiceKey> {
  for (const { serviceCode, serviceInfoId } of rows) {
    const code = serviceCode?.trim();
    if (code) yield { code, id: serviceInfoId?.trim() ?? '' };
  }
}

export function keysOf({ code, id }: Partial<ServiceKey>): [string, string] {
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
