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
function inList(system: System, change: (row: Row, key: string) => void): Alter {
  const { asked, rows, key } = lists[system];
  return (text, request) => {
    if (!asked.test(request)) return text;
    const body = JSON.parse(text) as Record<string, Row[]>;
    const row = body[rows]?.find(each => String(each[key]).startsWith(code));
    if (row) change(row, key);
    return JSON.stringify(body);
  };
}

const broken: [string, (row: Row, key: string) => void][] = [
  ['null', (row, key) => void (row[key] = null)],
  ['an object', (row, key) => void (row[key] = { $: code })],
  ['empty', (row, key) => void (row[key] = '')],
  ['missing', (row, key) => delete row[key]],
];

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
    ['national', broken[1]!],
    ['portal', broken[2]!],
    ['oneStop', broken[3]!],
    ['national', broken[0]!],
  ] as const)(
    'at %s, %o: is told, is nobody’s absence, on a first run and on later ones',
    async (system, [, breaking]) => {
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
    place.alter(
      'portal',
      inList('portal', row => void (row.suDung = false)),
    );
    expect((await place.run()).code).toBe(2);
    const open = (await readLines(place.out)).filter(({ rule }) => rule === 'missing-offering');
    expect(open).toMatchObject([{ procedure: code, system: 'portal', state: 'new' }]);
    for (const system of ['national', 'portal'] as const) {
      place.alter(
        'portal',
        inList('portal', (row, key) => void (row[system === 'portal' ? key : 'suDung'] = false)),
      );
      place.alter('national');
      if (system === 'national')
        place.alter(
          system,
          inList(system, (row, key) => void (row[key] = [])),
        );
      expect((await place.run()).code).toBe(3);
      expect((await readSummary(place.out)).counts).toMatchObject({ carried: 1 });
    }
    place.alter(
      'portal',
      inList('portal', row => void (row.suDung = false)),
    );
    place.alter('national');
    expect((await place.run()).code).toBe(2);
    expect((await readLines(place.out)).find(({ rule }) => rule === 'missing-offering')?.state).toBe('open');
  });
});
