import { expect, it } from 'vitest';
import { gapsIn, levelsIn, procedures, read, seedOf } from './support.ts';

const seed = seedOf(procedures(5));

it.each([
  ['a page "Request Rejected" with 200', 'rejected', 'trang HTML'],
  ['a 403', 'forbidden', 'HTTP 403'],
])('stops at %s and says that the firewall refused', async (_what, wall, words) => {
  // The lists take seven calls; details come after them.
  for (const refuseFrom of [1, 4]) {
    const { error, sandbox, records } = await read(seed, { wall, refuseFrom });
    expect(error).toMatchObject({ kind: 'refused' });
    expect(error!.message).toContain('tường lửa');
    expect(error!.message).toContain(words);
    expect(sandbox.visits.filter(({ method }) => method === 'POST')).toHaveLength(refuseFrom);
    expect(levelsIn(records)).toEqual([]);
  }
});

it('that is refused among the details has gaps, and asks for no more of them', async () => {
  const calls = (await read(seed)).sandbox.visits.length - 1;
  const { records, sandbox } = await read(seed, { wall: 'forbidden', refuseFrom: calls - 2 });
  expect(gapsIn(records)).toEqual([expect.stringContaining('ngừng đọc chi tiết giữa chừng')]);
  expect(levelsIn(records)).toHaveLength(15);
  expect(sandbox.visits).toHaveLength(calls - 1);
});

it('asks again where connections are dropped or the portal is out of service for a moment', async () => {
  for (const quirks of [{ dropShare: 0.3 }, { unavailableShare: 0.3 }]) {
    const { records, error } = await read(seed, quirks);
    expect([quirks, error, gapsIn(records)]).toEqual([quirks, undefined, []]);
    expect(levelsIn(records)).toHaveLength(15);
  }
});

it('has gaps with the reason where a list is dropped, cut or answered by an error every time', async () => {
  const path = 'list-department-url-by-citizen';
  for (const quirks of [{ down: path }, { unavailable: path }, { cut: path }, { notOk: path }]) {
    const { records, error } = await read(seed, quirks);
    expect([quirks, error]).toEqual([quirks, undefined]);
    expect(gapsIn(records)).toHaveLength(2);
    expect(levelsIn(records)).toEqual([]);
  }
}, 30_000);
