import { expect, it } from 'vitest';
import { NumberedLists, StoredLists, sharedList } from '../../src/snapshot/agency-lists.ts';
import { Shared } from '../../src/snapshot/shared.ts';
import { beginRun } from '../../src/store/runs/runs.ts';
import { beginSnapshot, writeProcedures } from '../../src/store/runs/snapshots.ts';
import { onEveryDatabase } from '../store/support.ts';
import { takenAt } from './support.ts';

const listOf = (at: number) => JSON.stringify([`H13.${at}`]);

it('a list has one number, and is written once; of many only the last are remembered', () => {
  const lists = new NumberedLists();
  const numbers = (...at: number[]) => at.map(each => lists.numberOf(listOf(each)));
  expect(numbers(1, 2, 1)).toEqual([1, 2, 1]);
  expect(lists.takeFresh()).toEqual([
    { number: 1, agencies: listOf(1) },
    { number: 2, agencies: listOf(2) },
  ]);
  expect(lists.takeFresh()).toEqual([]);
  for (let at = 3; at <= 500; at++) lists.numberOf(listOf(at));
  expect(numbers(1, 500, 501, 1)).toEqual([1, 500, 501, 502]);
});

it('equal texts mean one value, as long as they are not too many', () => {
  let read = 0;
  const shared = new Shared(text => ({ text, read: ++read }));
  const first = shared.of('a');
  for (let at = 0; at < 600; at++) {
    shared.of(`${at}`);
    // What is asked for again and again stays.
    if (at % 100 === 0) expect(shared.of('a')).toBe(first);
  }
  const once = shared.of('once');
  for (let at = 0; at < 1_500; at++) shared.of(`then ${at}`);
  expect(shared.of('once')).toEqual({ ...once, read });
  expect(shared.of('once')).not.toBe(once);
});

onEveryDatabase(
  'lists of a stored snapshot',
  database => {
    it('are fetched as they are named, and have to be', async () => {
      const store = await database.open();
      const id = await beginSnapshot(store, await beginRun(store, takenAt), 'portal', takenAt);
      const many = Array.from({ length: 900 }, (_, at) => ({ number: at + 1, agencies: listOf(at + 1) }));
      const nowhere = { body: '[3,[],{},null]', agencyList: null, offered: null, rowIds: null };
      await writeProcedures(store, id, [{ code: '1.000001', ...nowhere }], many);
      const lists = new StoredLists(store, id);
      const named = (...numbers: (number | null)[]) => numbers.map(agencyList => ({ agencyList }));
      await lists.fetch(named(1, null, 2, 1));
      expect(lists.get(1)).toBe(sharedList(listOf(1)));
      expect(() => lists.get(3)).toThrow(`snapshot ${id} has no list of agencies 3`);
      // What is at hand is not asked for again, and goes when there is too much of it and nobody names it.
      await store.db.deleteFrom('snapshotAgencyList').where('number', '=', 1).execute();
      await lists.fetch(named(1));
      await lists.fetch(named(...many.slice(1, 500).map(({ number }) => number)));
      expect(lists.get(1)).toEqual(['H13.1']);
      await lists.fetch(named(2, 501));
      expect([lists.get(2), lists.get(501)]).toEqual([['H13.2'], ['H13.501']]);
      expect(() => lists.get(1)).toThrow();
      expect(() => lists.get(3)).toThrow();
    });
  },
  ['sqlite'],
);
