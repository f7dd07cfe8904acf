import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { City } from '../../src/domain/city.ts';
import { rules } from '../../src/reconcile/rules/index.ts';
import { inMemory } from '../../src/report/forms.ts';
import { buildReport } from '../../src/report/from-store.ts';
import { reportPage } from '../../src/report/html/page.ts';
import { writeLines } from '../../src/report/json.ts';
import { reportForm } from '../../src/report/report-forms.ts';
import type { RowFilter } from '../../src/store/runs/queries.ts';
import { beginRun } from '../../src/store/runs/runs.ts';
import { writeQuarantine } from '../../src/store/runs/snapshots.ts';
import { anyGround, groupOf, wholeCity } from '../reconcile/any-ground.ts';
import { judged } from '../reconcile/support.ts';
import { seedSnapshot } from '../snapshot/support.ts';
import { collect, finding, minute, onEveryDatabase, wholeRun } from '../store/support.ts';
import { readWorkbook } from './read-workbook.ts';
import { sampleCity } from './sample.ts';
import { written } from './support.ts';

/** Levels that differ, are uneven and beyond what anybody may have, in several ways. */
const manyLevels = () => fc.sample(anyGround, { numRuns: 40, seed: 18 }).map(ground => groupOf(ground));

const escaped = (text: string) => text.replaceAll('&', '&amp;');

onEveryDatabase('the report of a stored run', database => {
  it('has the rows, names, former findings and past that the store keeps', async () => {
    const store = await database.open();
    const gone = finding({ fingerprint: 'gone', procedure: '1.000656' });
    const stays = finding({ fingerprint: 'stays', procedure: '1.004194' });
    await wholeRun(store, minute(1), [gone, stays]);
    const runId = await beginRun(store, minute(2));
    await seedSnapshot(store, runId, 'national', [
      {
        code: '1.004194',
        mapped: true,
        forms: ['1.004194'],
        detailed: true,
        facts: { name: 'Đăng ký tạm trú' },
        offerings: [],
      },
    ]);
    await wholeRun(store, minute(2), [stays, finding({ fingerprint: 'fresh', procedure: '2.000001' })], {
      runId,
    });
    const later = await wholeRun(store, minute(3), []);

    const model = await buildReport(store, runId, { city: sampleCity });
    const rows = await collect(model.rows());
    expect(rows.map(row => [row.fingerprint, row.state])).toEqual([
      ['stays', 'open'],
      ['fresh', 'new'],
    ]);
    expect(model.tally).toMatchObject({ total: 2, toDo: 2, fresh: 1, states: { new: 1, open: 1 } });
    expect(model.resolved).toBe(1);
    expect(model.procedureName('1.004194')).toBe('Đăng ký tạm trú');
    expect(model.trend).toHaveLength(2);
    expect(model.trend.at(-1)!.runId).toBe(runId);
    expect((await buildReport(store, later.runId, { city: sampleCity })).tally.total).toBe(0);
  });

  it('gives one slice of it', async () => {
    const store = await database.open();
    const { runId } = await wholeRun(store, minute(1), [
      finding({ fingerprint: 'a', owner: 'technical' }),
      finding({ fingerprint: 'b', owner: 'regulatory' }),
    ]);
    const model = await buildReport(store, runId, { city: sampleCity, filter: { owner: 'regulatory' } });
    expect((await collect(model.rows())).map(row => row.fingerprint)).toEqual(['b']);
    expect(model.resolved).toBeNull();
  });

  it('lists every record that was kept aside, in which system and why', async () => {
    const store = await database.open();
    const runId = await beginRun(store, minute(1));
    const { id } = await seedSnapshot(store, runId, 'portal', []);
    await writeQuarantine(store, id, [
      { part: 'procedure', key: '1.004194', path: 'mucDo', reason: 'cần số 1 đến 4, gặp "=9"' },
      { part: 'step', key: '', path: '', reason: 'không phải bản ghi' },
    ]);
    await wholeRun(store, minute(1), [finding({ owner: 'technical' })], { runId });
    const sheetsOf = async (filter?: RowFilter) => {
      const model = await buildReport(store, runId, { city: sampleCity, ...(filter && { filter }) });
      return readWorkbook(await inMemory(reportForm('xlsx', model))).sheets;
    };
    const last = (await sheetsOf()).at(-1)!;
    expect(last.name).toBe('Bản ghi lỗi');
    expect(last.rows.slice(1).map(cells => cells.map(cell => cell?.text ?? ''))).toEqual([
      ['Cổng DVC thành phố', 'Thủ tục', '1.004194', 'cần số 1 đến 4, gặp "=9"', 'mucDo'],
      ['Cổng DVC thành phố', 'Step', '', 'không phải bản ghi', ''],
    ]);
    const ofOwner = await sheetsOf({ owner: 'technical' });
    expect(ofOwner.map(({ name }) => name)).not.toContain('Bản ghi lỗi');
  });

  it('calls levels one way throughout, whatever the city chooses, also of runs from before it chose', async () => {
    const store = await database.open();
    const found = manyLevels().flatMap(one => judged(rules, wholeCity, one).findings);
    expect(new Set(found.map(({ rule }) => rule)).size).toBeGreaterThan(5);
    const { runId } = await wholeRun(store, minute(1), found);
    const texts = async (levelNames: City['levelNames']) => {
      const model = await buildReport(store, runId, {
        city: { ...sampleCity, ...(levelNames && { levelNames }) },
      });
      const page = String(await inMemory(reportPage('report.html', model)));
      const forms = [
        // The legend gives the other vocabulary, and is the only one to do so.
        page
          .replaceAll(escaped(model.levelLegend), '')
          .replace(/<style>.*?<\/style>|<script>.*?<\/script>/gs, ''),
        await written(write => writeLines(model, write)),
        String(await inMemory(reportForm('csv', model))),
      ];
      return forms.join('\n').replace(/<[^>]*>/g, ' ');
    };
    expect(await texts(undefined)).toMatch(/mức độ 4/);
    expect((await texts('decree-42')).match(/.{0,40}mức độ.{0,40}/gi)).toBeNull();
  });

  it('says so when the run is not kept', async () => {
    const store = await database.open();
    await expect(buildReport(store, 'gone', { city: sampleCity })).rejects.toThrow(/Không có lần chạy gone/);
  });
});
