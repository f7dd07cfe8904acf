import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Alter, type AlteringPlace, alteringPlace } from '../support/altering.ts';
import { readLines, readSummary } from '../support/command.ts';
import { smallCity } from '../support/small-city.ts';

/** Offered at one department only: one row in so small a city must not look like a list cut short. */
const code = '1.002010';

type Row = Record<string, unknown>;

/** The lists a city rests on: whose answer it is, where its rows are and what names the procedure there. */
const lists = {
  national: { asked: /LayDanhSachTTHC/, rows: 'result', key: 'MATTHC' },
  portal: { asked: /\/thutucs\?/, rows: 'data', key: 'maTTHC' },
  oneStop: { asked: /\/serviceinfos\?/, rows: 'data', key: 'serviceCode' },
} as const;
type System = keyof typeof lists;

/** Changes the row of one procedure in a system's list. */
function inList(system: System, change: (row: Row, key: string) => Row): Alter {
  const { asked, rows, key } = lists[system];
  return (text, request) => {
    if (!asked.test(request)) return text;
    const body = JSON.parse(text) as Record<string, Row[]>;
    const changed = body[rows]?.map(row => (String(row[key]).startsWith(code) ? change(row, key) : row));
    return JSON.stringify({ ...body, [rows]: changed });
  };
}

const broken = {
  null: (row: Row, key: string) => ({ ...row, [key]: null }),
  'an object': (row: Row, key: string) => ({ ...row, [key]: { $: code } }),
  empty: (row: Row, key: string) => ({ ...row, [key]: '' }),
  missing: (row: Row, key: string) => ({ ...row, [key]: undefined }),
};

const switchedOff = inList('portal', row => ({ ...row, suDung: false }));

describe('a row of a list whose code cannot be read', () => {
  let place: AlteringPlace;
  beforeEach(async () => {
    place = await alteringPlace(smallCity());
  });
  afterEach(() => place.close());

  const notDecided = {
    national: 'unknown-procedure',
    portal: 'missing-offering',
    oneStop: 'missing-offering',
  };

  test.each([
    ['national', 'an object'],
    ['portal', 'empty'],
    ['oneStop', 'missing'],
    ['national', 'null'],
  ] as const)(
    'at %s, %s: is told and nobody’s absence, on a first run and on later ones',
    async (system, how) => {
      const breaking = broken[how];
      place.alter(system, inList(system, breaking));
      const looked = async () => {
        const { code: exit, stderr } = await place.run();
        expect({ exit, stderr }).toEqual({ exit: 3, stderr: expect.not.stringContaining('Error') });
        const rules = new Set((await readLines(place.out)).map(({ rule }) => rule));
        expect([...rules].sort()).toEqual(['records-quarantined', 'source-unreadable']);
        const summary = await readSummary(place.out);
        expect(summary.systems[system]).toMatchObject({
          status: 'partial',
          quarantined: expect.toSatisfy(n => n > 0),
        });
        expect(summary.rules[notDecided[system] as 'missing-offering']).toMatchObject({
          status: expect.stringMatching(/^(partly|not-evaluated)$/),
          skipped: [system],
          reason: expect.stringContaining('.'),
        });
        // What the system does show is judged all the same.
        expect(summary.rules['level-differs']?.status).toBe('evaluated');
        return summary;
      };
      await looked();
      place.alter(system);
      expect((await place.run()).code).toBe(0);
      place.alter(system, inList(system, breaking));
      expect((await looked()).counts.resolved).toBe(0);
    },
  );

  test('keeps what is open about it neither seen nor resolved', async () => {
    place.alter('portal', switchedOff);
    expect((await place.run()).code).toBe(2);
    const missing = async () =>
      (await readLines(place.out)).filter(
        ({ rule, state }) => rule === 'missing-offering' && ['new', 'open'].includes(state),
      );
    expect(await missing()).toMatchObject([{ procedure: code, system: 'portal', state: 'new' }]);

    place.alter('national', inList('national', broken.null));
    expect((await place.run()).code).toBe(3);
    expect((await readSummary(place.out)).counts.carried).toBe(1);
    place.alter('national');
    place.alter('portal', inList('portal', broken.empty));
    expect((await place.run()).code).toBe(3);
    expect(await missing()).toEqual([]);
    expect((await readSummary(place.out)).counts.carried).toBe(1);

    place.alter('portal', switchedOff);
    expect((await place.run()).code).toBe(2);
    expect(await missing()).toMatchObject([{ procedure: code, system: 'portal', state: 'open' }]);
  });
});
