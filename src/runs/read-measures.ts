import type { Log, RemoteSystem } from '../adapter/adapter.ts';
import { RemoteError } from '../adapter/errors.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Demand, Indicator } from '../domain/measure.ts';
import { numberWords } from '../domain/number-words.ts';
import { dayOf, monthBefore, monthText } from '../domain/time.ts';
import { activeColumns } from '../reconcile/offered.ts';
import { agencyMap } from '../snapshot/agency-map.ts';
import { readProcedures } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { demandKnown, keepMeasures } from '../store/runs/measures.ts';

/** Procedures whose files one run asks for: at one a second a quarter of an hour. The next run goes on. */
const mostProcedures = 900;
/** Rows kept at once, so that a reading that is broken off has kept what it had. */
const together = 500;

/**
 * Reads what a system publishes of the month before: files by channel and indicators. What it published of a procedure
 * is asked for once a month. What could not be read takes nothing from the run.
 *
 * @param snapshot of the system: whose services people are offered.
 * @param now ISO 8601, UTC.
 * @returns what could not be read, Vietnamese; undefined where nothing is missed.
 */
export async function readMeasuresOf(
  remote: RemoteSystem,
  {
    store,
    configuration,
    log,
    signal,
  }: { store: Store; configuration: Configuration; log: Log; signal: AbortSignal },
  { system, snapshot, full, now }: { system: string; snapshot: number; full: boolean; now: string },
): Promise<string | undefined> {
  if (!remote.measures) return undefined;
  const period = monthBefore(dayOf(now).slice(0, 7));
  const known = full ? new Set<string>() : await demandKnown(store, system, period);
  const offered: string[] = [];
  for await (const batch of readProcedures(store, snapshot, { cases: false }))
    for (const record of batch) if (activeColumns(record).agencies.length > 0) offered.push(record.code);
  const procedures = offered.filter(code => !known.has(code)).slice(0, mostProcedures);
  const agencies = agencyMap(system, configuration.city.agencies);
  const kept: { demand: Demand[]; indicators: Indicator[] } = { demand: [], indicators: [] };
  const missed = new Set<string>();
  const keep = async () => {
    await keepMeasures(store, system, now, kept);
    kept.demand = [];
    kept.indicators = [];
  };
  try {
    for await (const record of remote.measures({ period, procedures })) {
      signal.throwIfAborted();
      if (record.kind === 'gap') {
        log.warn({ system, period, reason: record.reason }, 'some measures could not be read');
        missed.add(record.reason);
        continue;
      }
      // Of a unit nobody has mapped nothing is kept: whose it is would be a guess. The city's own row has it all.
      const agency = agencies.find({ id: record.agency, name: record.agency });
      if (agency === undefined) continue;
      const { kind, ...row } = record;
      if (kind === 'demand') kept.demand.push({ ...(row as Demand), agency });
      else kept.indicators.push({ ...(row as Indicator), agency });
      if (kept.demand.length + kept.indicators.length >= together) await keep();
    }
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind === 'aborted') throw error;
    log.warn({ system, period, err: error }, 'the measures could not be read');
    missed.add(error.message);
  }
  await keep();
  return missed.size === 0 ? undefined : missedWords(period, [...missed]);
}

/** Reasons told; of one for each procedure the first ones say enough. */
const toldReasons = 2;

function missedWords(period: string, reasons: readonly string[]): string {
  const more = reasons.length - toldReasons;
  const told = reasons.slice(0, toldReasons).join('; ');
  return `Số hồ sơ, chỉ số ${monthText(period)} chưa đọc đủ: ${told}${more > 0 ? `; và ${numberWords(more)} lý do khác` : ''}`;
}
