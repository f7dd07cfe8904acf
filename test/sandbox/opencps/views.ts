import type { ServiceConfig, ServiceInfo, Tables } from './tables.ts';

/** What readers see beside the database: the search index behind every list, and the cache behind embedded configs. */
export interface Views {
  /** Service ids in the order of lists. */
  services: number[];
  /** Service rows as indexed; `maxLevel` changes behind the index's back. */
  rows: Map<number, ServiceInfo>;
  /** Config rows of the index by service. */
  configsOf: Map<number, ServiceConfig[]>;
  /** Services by token of their code. */
  tokens: Map<string, number[]>;
  embedded: Map<number, ServiceConfig[]>;
}

/**
 * Index and cache of the database, stale for the services named. The index shows an old level of a service's first
 * config and lacks its second; the cache does the same to the last two, so that the two are wrong at different rows.
 */
export function buildViews(
  tables: Tables,
  indexLag: number | string[],
  staleEmbedded: number | string[],
): Views {
  const views: Views = {
    services: [...tables.services.keys()],
    rows: new Map(tables.services),
    configsOf: new Map(),
    tokens: new Map(),
    embedded: new Map(),
  };
  for (const [id, { serviceCode }] of tables.services) {
    const rows = (tables.configsOf.get(id) ?? []).map(config => tables.configs.get(config)!);
    const listed = chosen(serviceCode, indexLag) ? stale(rows, 0, 1) : rows;
    const late = rows.length >= 3 && chosen(serviceCode, staleEmbedded);
    views.configsOf.set(id, listed);
    views.embedded.set(
      id,
      late ? stale(rows, rows.length - 1, rows.length >= 4 ? rows.length - 2 : -1) : rows,
    );
    addTokens(views, serviceCode, id);
  }
  return views;
}

export function addTokens(views: Views, serviceCode: string, id: number): void {
  for (const token of tokensOf(serviceCode)) {
    const known = views.tokens.get(token);
    if (known) known.push(id);
    else views.tokens.set(token, [id]);
  }
}

/** As an analyser splits codes: `1.004194.000.00.00.H13` is found by `004194` and, like all codes of H13, by `h13`. */
export function tokensOf(code: string): string[] {
  const tokens = code.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const telling = tokens.filter(token => token.length >= 3 && !/^0+$/.test(token));
  return telling.length > 0 ? [...new Set(telling)] : [code.toLowerCase()];
}

function stale(rows: ServiceConfig[], old: number, missing: number): ServiceConfig[] {
  return rows
    .map((row, position) =>
      position === old ? { ...row, serviceLevel: row.serviceLevel === 2 ? 3 : 2 } : row,
    )
    .filter((_, position) => position !== missing);
}

function chosen(code: string, which: number | string[]): boolean {
  if (Array.isArray(which)) return which.includes(code);
  let sum = 7;
  for (const character of code) sum = (sum * 31 + character.charCodeAt(0)) % 10_007;
  return (sum % 1000) / 1000 < which;
}
