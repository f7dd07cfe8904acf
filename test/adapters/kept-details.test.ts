import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHttpClient } from '../../src/adapter/http-client.ts';
import { type Details, noDetails } from '../../src/adapter/kit/details.ts';
import type { SourceRecord } from '../../src/adapter/records.ts';
import type { Level } from '../../src/domain/level.ts';
import { hostAdapters } from '../adapter/host-adapters.ts';
import { keptDetails } from '../adapter/kept-details.ts';
import { listeningLog, testSettings } from '../adapter/loopback.ts';
import { sandboxes } from '../sandbox/sandboxes.ts';
import type { SandboxSeed, SeedCase, SeedProcedure } from '../sandbox/seed.ts';
import { size } from '../support/thorough.ts';

/** What the lists of a system show of a record; all else are its details. */
const listed: Record<string, (record: SourceRecord) => object> = {
  'csdl-tthc': record => (record.kind === 'procedure' ? { name: record.facts.name } : record),
  'td-dvc'(record) {
    if (record.kind === 'procedure') {
      const { decision: _, fees: __, readAt: ___, ...facts } = record.facts;
      return { ...record, facts };
    }
    if (record.kind !== 'case') return record;
    const { key, procedure, name, deadlineHours, deadlineUnit, onlineDeadlineHours, components } = record;
    return { key, procedure, name, deadlineHours, deadlineUnit, onlineDeadlineHours, components };
  },
};

/** Of that, what stands in the very row a detail hangs on: once it is another, the detail is read anew. */
const rowOf = (adapter: string, record: SourceRecord): object => {
  const { components: _, ...shown } = listed[adapter]!(record) as { components?: unknown; facts?: object };
  const { deadlines: __, ...facts } = (shown.facts ?? {}) as { deadlines?: unknown };
  return { ...shown, facts };
};

const form = (label: string) =>
  JSON.stringify({ display: 'form', components: [{ type: 'textfield', key: 'hoTen', label, input: true }] });
const steps = (hours: number): SeedCase['workflow'] => ({
  steps: [
    { id: '1', name: 'Tiếp nhận', kind: 'start', hours, performer: 'Một cửa' },
    { id: '2', name: 'Trả kết quả', kind: 'end', hours: 0, performer: 'Một cửa' },
  ],
  transitions: [{ from: '1', to: '2' }],
});
const agencies = ['H13.1', 'H13.2'];

function procedureOf(index: number): SeedProcedure {
  const code = `1.0000${10 + index}`;
  const component = { name: 'Tờ khai', originals: 1, copies: 0, required: true };
  return {
    ...{ code, name: `Thủ tục ${code}`, active: true, tiers: ['province'], fees: [8_000] },
    offerings: agencies.map(agency => ({ agency, level: 3 as Level })),
    cases: [
      {
        ...{ key: `${code}_1`, name: 'Thông thường', agencies: null, components: [component] },
        ...{ eform: form('Họ tên'), workflow: steps(8), deadlineHours: 24 },
      },
    ],
  };
}

/** A change somebody makes at the remote between two runs. `n` makes each of them another. */
const changes: Record<string, (procedure: SeedProcedure, n: number) => void> = {
  name: (one, n) => (one.name = `Thủ tục đổi tên lần ${n}`),
  decision: (one, n) => (one.decision = `${n}/QĐ-UBND`),
  fee: (one, n) => (one.fees = [1_000 * n]),
  level: (one, n) => (one.offerings[0] = { agency: agencies[0]!, level: ((n % 4) + 1) as Level }),
  account: (one, n) => (one.offerings[1] = { agency: agencies[1]!, level: 3, account: n % 2 === 1 }),
  'offering gone': one => (one.offerings = one.offerings.slice(0, 1)),
  'out of use': one => (one.active = !one.active),
  tiers: (one, n) => (one.tiers = n % 2 === 1 ? ['province', 'commune'] : ['district']),
  'case name': (one, n) => (one.cases[0]!.name = `Trường hợp ${n}`),
  deadline: (one, n) => (one.cases[0]!.deadlineHours = 8 * n),
  paper: (one, n) =>
    one.cases[0]!.components.push({ name: `Giấy ${n}`, originals: 0, copies: 1, required: false }),
  'e-form': (one, n) => (one.cases[0]!.eform = form(`Họ và tên ${n}`)),
  workflow: (one, n) => (one.cases[0]!.workflow = steps(n)),
  'whom it is open to': (one, n) => (one.cases[0]!.agencies = n % 2 === 1 ? [agencies[1]!] : null),
  channel: (one, n) => (one.cases[0]!.onlineClosed = n % 2 === 1),
  payment: (one, n) => (one.cases[0]!.onlinePayment = n % 2 === 1),
  'case new': (one, n) => one.cases.push({ ...one.cases[0]!, key: `${one.code}_x${n}` }),
};

const hour = 3_600_000;
const start = Date.parse('2026-03-02T00:00:00Z');

for (const adapter of hostAdapters.filter(({ name }) => name in listed)) {
  const read = async (city: SandboxSeed, details: Details) => {
    const sandbox = await sandboxes[adapter.name]!(city);
    const http = createHttpClient(
      { ...testSettings, ratePerSecond: 100_000, baseUrl: sandbox.baseUrl },
      listeningLog(),
    );
    try {
      const system = adapter.open(adapter.options.parse(sandbox.options), {
        ...{ maxRows: 500_000, concurrency: 8 },
        ...{ http, locality: 'H13', details, log: listeningLog(), signal: new AbortController().signal },
        progress() {},
      });
      const records: SourceRecord[] = [];
      for await (const record of system.read()) records.push(record);
      return { records, requests: http.requests };
    } finally {
      http.close();
      await sandbox.close();
    }
  };

  const cityOf = (count: number): SandboxSeed => ({
    locality: 'H13',
    agencies: agencies.map(id => ({ id, identification: id, name: `Sở ${id}`, tier: 'province' })),
    fields: [],
    procedures: Array.from({ length: count }, (_, index) => procedureOf(index)),
  });

  describe(`${adapter.name}, read again and again`, () => {
    it('is asked for a tenth or less where nothing changed, and says the same', async () => {
      const city = cityOf(80);
      const values = new Map<string, string>();
      const first = await read(city, keptDetails({ now: () => start }, values));
      const second = await read(city, keptDetails({ now: () => start + hour }, values));
      expect(second.requests / first.requests).toBeLessThanOrEqual(0.1);
      expect(byKey(second.records).map(withoutDay)).toEqual(byKey(first.records));
      const full = await read(city, keptDetails({ now: () => start + hour, since: start + hour }, values));
      expect(full.requests).toBe(first.requests);
      expect(byKey(full.records)).toEqual(byKey(first.records));
    });

    it('shows every change of a list at once, every other within the hours, each fact with its day', async () => {
      const step = fc.record({
        hours: fc.double({ min: 0.01, max: 60, noNaN: true }),
        planted: fc.array(fc.tuple(fc.constantFrom(...Object.keys(changes)), fc.nat(3)), { maxLength: 3 }),
        full: fc.boolean(),
      });
      const runs = fc.array(step, { minLength: 2, maxLength: 6 });
      const maxAge = fc.constantFrom(0, 0.5, 24, 72);
      await fc.assert(
        fc.asyncProperty(maxAge, runs, async (maxAgeHours, steps) => {
          const city = cityOf(4);
          const values = new Map<string, string>();
          /** What the remote held at each run, by moment. */
          const truths = new Map<number, Map<string, SourceRecord>>();
          let now = start;
          let n = 0;
          for (const { hours, planted, full } of steps) {
            now += Math.round(hours * hour);
            for (const [change, index] of planted) changes[change]!(city.procedures[index]!, ++n);
            const at = now;
            const truth = keyed((await read(city, noDetails)).records);
            truths.set(at, truth);
            const since = full ? at : 0;
            const told = keyed(
              (await read(city, keptDetails({ maxAgeHours, now: () => at, since }, values))).records,
            );
            expect([...told.keys()].sort()).toEqual([...truth.keys()].sort());
            for (const [key, record] of told) {
              const day = dayOf(record);
              expect(listed[adapter.name]!(record)).toEqual(listed[adapter.name]!(truth.get(key)!));
              if (day === undefined) expect(record).toEqual(truth.get(key));
              else {
                expect(full).toBe(false);
                expect(now - day).toBeLessThan(maxAgeHours * hour);
                expect(rowOf(adapter.name, record)).toEqual(rowOf(adapter.name, truths.get(day)!.get(key)!));
                // Of several details the oldest says the day of all; each was true then or since.
                const since = [...truths]
                  .filter(([when]) => when >= day)
                  .flatMap(([, truth]) => truth.get(key) ?? []);
                for (const [name, value] of Object.entries(factsOf(withoutDay(record))))
                  if (!(name in factsOf(listed[adapter.name]!(record))))
                    expect(since.map(then => factsOf(then)[name])).toContainEqual(value);
              }
            }
          }
        }),
        { numRuns: size(12, 5) },
      );
    });
  });
}

function factsOf(record: object): Record<string, unknown> {
  return 'facts' in record ? (record.facts as Record<string, unknown>) : (record as Record<string, unknown>);
}

function keyed(records: SourceRecord[]): Map<string, SourceRecord> {
  return new Map(records.map(record => [keyOf(record), record]));
}

function byKey(records: SourceRecord[]): SourceRecord[] {
  return records.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function keyOf(record: SourceRecord): string {
  if (record.kind === 'case') return `case ${record.procedure} ${record.key}`;
  if (record.kind === 'procedure') return `procedure ${record.code}`;
  if (record.kind === 'offering') return `offering ${record.row}`;
  return JSON.stringify(record);
}

function dayOf(record: SourceRecord): number | undefined {
  const day =
    record.kind === 'case' ? record.readAt : record.kind === 'procedure' ? record.facts.readAt : undefined;
  return day === undefined ? undefined : Date.parse(day);
}

function withoutDay(record: SourceRecord): SourceRecord {
  if (record.kind === 'case') {
    const { readAt: _, ...rest } = record;
    return rest;
  }
  if (record.kind !== 'procedure') return record;
  const { readAt: _, ...facts } = record.facts;
  return { ...record, facts };
}
