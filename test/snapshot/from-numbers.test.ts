import { expect, it } from 'vitest';
import { readList } from '../../adapters/csdl-tthc/read/catalogue.ts';
import { serviceRow } from '../../adapters/opencps/schema.ts';
import { procedureRow } from '../../adapters/td-dvc/schema.ts';
import { readProcedures } from '../../src/snapshot/stored.ts';
import { collect, onEveryDatabase } from '../store/support.ts';
import { offering, procedure, read, remote } from './support.ts';

onEveryDatabase(
  'a code that came as a number',
  database => {
    const records = () =>
      remote(
        procedure('1.000080', { fromNumber: true }),
        offering('1.000080', 'H13.1'),
        procedure('1.000894'),
      );

    it('counts where the national list has exactly that one', async () => {
      const store = await database.open();
      const summary = await read(store, records(), { inNationalList: async codes => new Set(codes) });
      expect(summary).toMatchObject({ status: 'complete', procedures: 2, offerings: 1, quarantined: 0 });
    });

    it('is nobody knows whose where it has not', async () => {
      const store = await database.open();
      const summary = await read(store, records(), { inNationalList: async () => new Set<string>() });
      expect(summary).toMatchObject({ status: 'partial', unidentified: 1, procedures: 1, quarantined: 1 });
      expect((await collect(readProcedures(store, summary.id))).map(({ code }) => code)).toEqual([
        '1.000894',
      ]);
    });
  },
  ['sqlite'],
);

it('is written out with its zeros by every adapter, and refused where more than zeros is lost', () => {
  expect(readList([{ MATTHC: 1.00008 }]).listed).toMatchObject([
    { code: '1.000080', name: '', fromNumber: true },
  ]);
  expect(readList([{ MATTHC: 10.5 }]).flawed).toMatchObject([{ lost: { what: 'procedure' } }]);
  expect(procedureRow.parse({ maTTHC: 1.00008 }).maTTHC).toBe('1.000080');
  expect(procedureRow.safeParse({ maTTHC: 10.5 }).success).toBe(false);
  const row = { serviceInfoId: '9007199254740993', serviceCode: 1.00008 };
  expect(serviceRow.parse(row)).toMatchObject({ ...row, serviceCode: '1.000080', fromNumber: true });
  expect(serviceRow.safeParse({ ...row, serviceCode: 10.5 }).success).toBe(false);
});
