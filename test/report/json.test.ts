import { expect, it } from 'vitest';
import { standingOf } from '../../src/domain/standing.ts';
import { discrepancyLine, summaryDocument, writeLines } from '../../src/report/json.ts';
import { sampleRows, sampleSummary } from './sample.ts';
import { modelOf, row, written } from './support.ts';

it('writes the summary with the keys, and in the order, that scripts rely on', async () => {
  const rows = sampleRows();
  const document = summaryDocument(await modelOf(rows));
  expect(Object.keys(document)).toEqual([
    'runId',
    'status',
    'startedAt',
    'finishedAt',
    'systems',
    'rules',
    'counts',
    'levels',
  ]);
  expect(document).toEqual(sampleSummary(rows));
  expect(Object.keys((document.systems as Record<string, object>).portal!)).toEqual([
    'status',
    'procedures',
    'offerings',
    'agencies',
    'quarantined',
    'requests',
    'durationMs',
    'error',
    'notes',
  ]);
  expect(Object.keys((document.rules as Record<string, object>)['no-eform']!)).toEqual([
    'status',
    'skipped',
    'reason',
    'count',
  ]);
});

it('has no notes of a run of an earlier version', async () => {
  const model = await modelOf(sampleRows());
  for (const system of Object.values(model.summary.systems)) delete system.notes;
  const { systems } = summaryDocument(model) as { systems: Record<string, { notes: string[] }> };
  expect(Object.values(systems).map(({ notes }) => notes)).toEqual([[], [], []]);
});

it('says which slice a summary is of, with its own numbers and null where they cannot be told', async () => {
  const rows = sampleRows();
  const document = summaryDocument(await modelOf(rows, {}, { filter: { owner: 'regulatory' } }));
  const own = rows.filter(({ owner }) => owner === 'regulatory');
  expect(document.counts).toEqual({
    new: own.filter(({ state }) => state === 'new').length,
    open: own.filter(({ state }) => state === 'open').length,
    resolved: null,
    waived: own.filter(({ state }) => state === 'waived').length,
    carried: own.filter(({ state }) => state === 'carried').length,
    toDo: own.filter(row => standingOf(row) === 'toDo').length,
    unchecked: own.filter(row => standingOf(row) === 'unchecked').length,
  });
  expect(document.slice).toEqual({ owner: 'regulatory' });
});

it('writes a line with exactly the keys of the machine interface, in their order', () => {
  expect(Object.keys(JSON.parse(discrepancyLine(row())))).toEqual(
    'fingerprint rule severity owner procedure agency system expected actual message state firstSeen evidence'.split(
      ' ',
    ),
  );
  const carried = row({ state: 'carried', lastSeen: '2021-11-20T01:00:00.000Z' });
  expect(JSON.parse(discrepancyLine(carried))).toMatchObject({
    state: 'carried',
    lastSeen: '2021-11-20T01:00:00.000Z',
  });
});

it('writes every row on a line of its own, whatever its texts hold', async () => {
  const rows = [
    row({ message: 'hai\ndòng \u2028 và "ngoặc"' }),
    row({ agency: 'H13.2', evidence: { a: [1, null] } }),
  ];
  const model = await modelOf(rows);
  const lines = (await written(write => writeLines(model, write))).trimEnd().split('\n');
  expect(lines.map(line => JSON.parse(line).message)).toEqual(rows.map(({ message }) => message));
});

it('stops when the rows are no longer those that were counted', async () => {
  const rows = [row(), row({ agency: 'H13.2' })];
  const model = await modelOf(rows);
  rows.pop();
  await expect(written(write => writeLines(model, write))).rejects.toThrow(
    /thay đổi trong lúc lập báo cáo \(2 dòng, nay 1\)/,
  );
});
