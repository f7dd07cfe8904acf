import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../../adapters/opencps/client.ts';
import { createMeter } from '../../../adapters/opencps/read/meter.ts';
import { createOptionBook } from '../../../adapters/opencps/read/options.ts';
import { readProcess } from '../../../adapters/opencps/read/process-read.ts';
import type { Config, ProcessFacts, Reading } from '../../../adapters/opencps/read/reading.ts';
import { createProcessTurns } from '../../../adapters/opencps/read/turns.ts';
import type { ProcessDetail } from '../../../adapters/opencps/schema.ts';
import { Aside } from '../../../src/adapter/kit/aside.ts';
import type { CaseRecord } from '../../../src/adapter/records.ts';
import { keptDetails } from '../../adapter/kept-details.ts';
import { size } from '../../support/thorough.ts';
import { cases, collect, open, seedOf, seedProcedure, withSandbox } from './support.ts';

const hour = 3_600_000;
const start = Date.parse('2026-03-02T00:00:00Z');
const cacheHours = 72;
const atOnce = 3;

/** A config with its one option: what the desk shows of it, and the process that only its own list tells. */
interface Made {
  service: number;
  template: number;
  process: number;
}

/** Which lists the account cannot have: the desk's (`none` of it, or a `part` is all), that of `configs`, or neither. */
type Lists = 'all' | 'none' | 'part' | 'configs' | 'neither';

/** Option books over made configs, one a run, on one store of kept details and a clock of their own. */
function site(made: readonly Made[], lists: Lists = 'all') {
  const values = new Map<string, string>();
  const clock = { now: start };
  const asked: number[] = [];
  const configs = () =>
    made.map(
      (_, at): Config => ({ id: `${at}`, agency: `DV${at}`, agencyName: '', level: 4, onlineClosed: false }),
    );
  const head = (at: number) => ({
    ...{ processOptionId: `${at}9`, optionName: 'Mặc định', templateName: '' },
    templateNo: `MAU-${made[at]!.template}`,
  });
  const client = {
    maxRows: undefined,
    async eachRow(_path, _query, _label, { take }) {
      const rows = lists === 'part' ? 1 : made.length;
      for (const [at] of made.slice(0, rows).entries())
        take({ serviceConfigId: `${at}`, options: [head(at)] });
      return { rows, total: made.length };
    },
    async page(path) {
      const [, at] = /^\/serviceconfigs\/(\d+)\/processes$/.exec(path) ?? [];
      if (at === undefined) return { rows: [], total: 0 };
      asked.push(Number(at));
      return { rows: [{ ...head(Number(at)), serviceProcessId: `${made[Number(at)]!.process}` }], total: 1 };
    },
  } as Partial<Client> as Client;

  /** What a run tells: the process of each config, `undefined` = could not tell. */
  const run = async ({ full = false, hours = cacheHours } = {}) => {
    asked.length = 0;
    const details = keptDetails(
      { maxAgeHours: hours, now: () => clock.now, ...(full && { since: clock.now }) },
      values,
    );
    const book = createOptionBook(
      {
        ...{ client, meter: createMeter(), pageSize: 100, details, aside: new Aside() },
        processRows: async () =>
          lists === 'none' ? undefined : new Map([['1', { hash: '', row: undefined }]]),
        online: async () =>
          ['configs', 'neither'].includes(lists) ? undefined : configs().map(({ id }) => id),
      },
      atOnce,
    );
    const told: (string | undefined)[] = [];
    for (const service of new Set(made.map(each => each.service))) {
      const own = configs().filter((_, at) => made[at]!.service === service);
      for (const { config, options } of await book.of(own)) told[Number(config.id)] = processOf(options);
    }
    return { told, asked: [...asked], note: book.note() };
  };
  return { run, clock };
}

const processOf = (options: readonly { serviceProcessId?: string | undefined }[] | undefined) =>
  options?.[0]?.serviceProcessId;

const anyConfig = fc.record({ service: fc.nat(2), template: fc.nat(2), process: fc.nat(5) });
const anySite = fc.array(anyConfig, { minLength: atOnce + 1, maxLength: 40 });
const setsOf = (made: readonly Made[]) => new Set(made.map(each => `${each.service}/${each.template}`)).size;

describe('options that have never been read, where they are many', () => {
  it('are told of no config that was not read itself, and all are read within the hours', async () => {
    const waits = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(anySite, waits, async (made, pauses) => {
        const { run, clock } = site(made);
        const read = new Set<number>();
        const look = async () => {
          const { told, asked, note } = await run();
          for (const at of asked) read.add(at);
          for (const [at, { process }] of made.entries())
            expect(told[at]).toBe(read.has(at) ? `${process}` : undefined);
          expect(note === undefined).toBe(told.every(process => process !== undefined));
        };
        await look();
        // Of every set of options the desk shows somebody has been read from the start.
        const sets = new Set([...read].map(at => `${made[at]!.service}/${made[at]!.template}`));
        expect(sets.size).toBe(setsOf(made));
        for (const hours of pauses) {
          clock.now += hours * hour;
          await look();
        }
        clock.now = Math.max(clock.now, start + cacheHours * hour);
        await look();
        expect(read.size).toBe(made.length);
      }),
      { numRuns: size(60, 20) },
    );
  });

  it('have their turns spread over the hours; a run right after another asks for next to none', async () => {
    const made = Array.from({ length: 2_000 }, (_, at) => ({ service: at % 4, template: 1, process: at }));
    const { run, clock } = site(made);
    expect((await run()).asked).toHaveLength(4);
    clock.now += 60_000;
    expect((await run()).asked.length).toBeLessThan(5);
    for (let day = 1; day <= 3; day++) {
      clock.now = start + day * 24 * hour;
      const { asked, note } = await run();
      // Each day a third of them has its turn for the first time; some are old enough to be read again.
      expect(asked.length).toBeGreaterThan(500);
      if (day < 3) expect(note).toMatch(/cấu hình dịch vụ chưa được đọc .* xong trước 05\/03\/2026 07:00/);
      else expect(note).toBeUndefined();
    }
  });

  it.each([
    ['the desk shows nothing', 'none', 4],
    ['the desk shows a part', 'part', 5],
    ['the list of configs cannot be had whole', 'configs', 4 + atOnce - 1],
    ['there is neither list', 'neither', 4 + atOnce - 1],
  ] as const)('have their turns, too, where %s', async (_, lists, atFirst) => {
    const made = Array.from({ length: 400 }, (_, at) => ({ service: at % 4, template: 1, process: at }));
    const { run, clock } = site(made, lists);
    expect((await run()).asked).toHaveLength(atFirst);
    clock.now += cacheHours * hour;
    const { told, note } = await run();
    expect([told, note]).toEqual([made.map(({ process }) => `${process}`), undefined]);
  });

  it('are all read where few are left of them, where everything is read, and where nothing is kept', async () => {
    const made = Array.from({ length: 30 }, (_, at) => ({ service: 0, template: 1, process: at }));
    const whole = made.map(({ process }) => `${process}`);
    const full = site(made);
    await full.run();
    expect((await full.run({ full: true })).told).toEqual(whole);
    expect((await site(made).run({ hours: 0 })).told).toEqual(whole);
    expect((await site(made.slice(0, atOnce)).run()).told).toEqual(whole.slice(0, atOnce));

    // Some new agencies beside many known ones.
    const { run } = site(made);
    await run({ full: true });
    made.push({ service: 0, template: 1, process: 77 }, { service: 1, template: 1, process: 78 });
    const later = await run();
    expect([later.asked, later.told.slice(-2), later.note]).toEqual([[30, 31], ['77', '78'], undefined]);
  });

  it('are asked for at once where the desk shows something nobody else has', async () => {
    const made = Array.from({ length: 30 }, (_, at) => ({ service: 0, template: 1, process: at }));
    const { run } = site(made);
    const first = await run();
    const waiting = first.told.indexOf(undefined);
    made[waiting]!.template = 2;
    const second = await run();
    expect(second.asked).toContain(waiting);
    expect(second.told[waiting]).toBe(`${made[waiting]!.process}`);
    // And again of one that was read, whatever the others show.
    const [read = 0] = first.asked;
    made[read] = { service: 0, template: 2, process: 99 };
    const third = await run();
    expect(third.told[read]).toBe('99');
    // Nobody read has the old set any more: another one speaks for itself.
    expect(third.asked).toHaveLength(2);
  });
});

/** Runs over so many processes, each with one step, of which the list tells the deadline; the first of a run are met first. */
function processes() {
  const values = new Map<string, string>();
  const clock = { now: start };
  const rows = new Map<string, { hash: string; row: ProcessDetail }>();
  const run = async (ids: readonly number[], { full = false, hours = cacheHours } = {}) => {
    const asked = new Set<number>();
    const details = keptDetails(
      { maxAgeHours: hours, now: () => clock.now, ...(full && { since: clock.now }) },
      values,
    );
    const client = {
      maxRows: undefined,
      async page(path) {
        const [, id, part] = /^\/serviceprocesses\/(\d+)\/(\w+)(?:\/1\/roles)?$/.exec(path)!;
        asked.add(Number(id));
        const step = { stepCode: '1', stepName: 'Làm', dossierStatus: 'done' };
        const data =
          part === 'steps' ? [step] : [{ processActionId: id, postStepCode: '1', requestPayment: 1 }];
        return { rows: data, total: 1 };
      },
    } as Partial<Client> as Client;
    for (const id of ids)
      rows.set(`${id}`, { hash: '', row: { serviceProcessId: `${id}`, durationCount: id, durationUnit: 1 } });
    const turns = createProcessTurns(details, atOnce);
    const reading = {
      ...{ client, meter: createMeter(), pageSize: 100, details, turns },
      processRows: async () => rows,
    } as Partial<Reading> as Reading;
    const told = new Map<number, ProcessFacts>();
    for (const id of ids) told.set(id, (await readProcess(reading, {}, `${id}`)).value);
    return { asked, told, note: turns.note() };
  };
  return { run, clock };
}

const anyProcesses = fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 40 });

describe('processes that have never been read, where they are many', () => {
  it('are told by their own reading only, all within the hours, and by their list row until then', async () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(anyProcesses, pauses, async (ids, hours) => {
        const { run, clock } = processes();
        const read = new Set<number>();
        const look = async () => {
          const { asked, told, note } = await run(ids);
          for (const id of asked) read.add(id);
          for (const id of ids) {
            const known = read.has(id);
            expect([told.get(id)!.deadlineHours, told.get(id)!.onlinePayment]).toEqual([
              id,
              known || undefined,
            ]);
            expect(told.get(id)!.workflow === undefined).toBe(!known);
          }
          expect(note === undefined).toBe(read.size === ids.length);
          return asked;
        };
        expect(await look()).toEqual(new Set(ids.slice(0, atOnce)));
        expect((await look()).size).toBe(0);
        for (const pause of hours) {
          clock.now += pause * hour;
          await look();
        }
        clock.now = Math.max(clock.now, start + cacheHours * hour);
        await look();
        expect(read.size).toBe(ids.length);
      }),
      { numRuns: size(60, 20) },
    );
  });

  it('have their turns spread over the hours, and begin anew where many more come later', async () => {
    const ids = Array.from({ length: 900 }, (_, at) => at + 1);
    const { run, clock } = processes();
    await run(ids);
    const days: number[] = [];
    const met = new Set(ids.slice(0, atOnce));
    for (let day = 1; day <= 3; day++) {
      clock.now = start + day * 24 * hour;
      const { asked, note } = await run(ids);
      days.push([...asked].filter(id => !met.has(id)).length);
      for (const id of asked) met.add(id);
      if (day < 3)
        expect(note).toMatch(/thao tác của \d+ quy trình chưa được đọc .* xong trước 05\/03\/2026 07:00/);
      else expect(note).toBeUndefined();
    }
    for (const count of days) expect(count).toBeGreaterThan(200);
    // Long after, a hundred new ones: the first few at once, the others by turns.
    clock.now = start + 10 * 24 * hour;
    const grown = await run([...Array.from({ length: 100 }, (_, at) => at + 2_000), ...ids]);
    expect([...grown.asked].filter(id => id >= 2_000)).toEqual([2_000, 2_001, 2_002]);
    expect(grown.note).toMatch(/ của 97 quy trình /);
  });

  it('are all read where they are few, where everything is read, and where nothing is kept', async () => {
    const ids = Array.from({ length: 30 }, (_, at) => at + 1);
    const { run, clock } = processes();
    await run(ids);
    clock.now += hour;
    expect((await run(ids, { full: true })).asked.size).toBe(30);
    expect((await processes().run(ids, { hours: 0 })).asked.size).toBe(30);
    expect((await processes().run(ids.slice(0, atOnce))).note).toBeUndefined();
  });
});

describe('the first run of a large city', () => {
  it('reads all but the processes of agencies alike, says so, and knows them within the hours', {
    timeout: 240_000,
  }, async () => {
    const units = Array.from({ length: 42 }, (_, at) => ({
      ...{ id: `DV${at}`, name: `UBND phường ${at}`, tier: 'commune' as const },
    }));
    const offerings = units.map(({ id }) => ({ agency: id, level: 4 as const }));
    const services = Array.from({ length: 50 }, (_, at) =>
      seedProcedure(`1.${String(at).padStart(6, '0')}`, { offerings }),
    );
    const seed = { ...seedOf(...services), agencies: units };
    await withSandbox(seed, { indexLag: 0, staleEmbedded: 0 }, async sandbox => {
      const values = new Map<string, string>();
      let now = start;
      const run = async () => {
        const system = open(sandbox, {}, {}, keptDetails({ now: () => now }, values));
        const records = await collect(system.read());
        system.http.close();
        return { records, requests: system.http.requests };
      };
      const first = await run();
      const kinds = new Set(first.records.map(({ kind }) => kind));
      expect([kinds.has('gap'), kinds.has('quarantine')]).toEqual([false, false]);
      expect(first.records.filter(({ kind }) => kind === 'offering')).toHaveLength(2_100);
      const { told, indeterminate } = sorted(first.records);
      expect(told.map(({ agencies, workflow }) => [agencies?.length, workflow?.defects])).toEqual(
        Array(50).fill([1, []]),
      );
      expect(indeterminate).toHaveLength(50);
      for (const { name, agencies, ...facts } of indeterminate) {
        expect([name, agencies?.length]).toEqual(['chưa đọc phương án xử lý', 41]);
        expect(Object.keys(facts).sort()).toEqual(['key', 'kind', 'procedure']);
      }
      expect(first.records.filter(({ kind }) => kind === 'note')).toEqual([
        {
          kind: 'note',
          text: expect.stringContaining('2.050 cấu hình dịch vụ chưa được đọc'),
          waiting: true,
        },
      ]);
      const second = await run();
      // The lists, and nothing else.
      expect(second.requests).toBeLessThanOrEqual(7);
      now += cacheHours * hour;
      const third = await run();
      const known = sorted(third.records);
      expect(known.indeterminate).toEqual([]);
      expect(known.told.map(({ agencies }) => agencies?.length)).toEqual(Array(50).fill(42));
      expect(first.requests).toBeLessThan(0.2 * third.requests);
    });
  });
});

function sorted(records: Parameters<typeof cases>[0]): { told: CaseRecord[]; indeterminate: CaseRecord[] } {
  const all = cases(records);
  return { told: all.filter(({ key }) => key !== '?'), indeterminate: all.filter(({ key }) => key === '?') };
}
