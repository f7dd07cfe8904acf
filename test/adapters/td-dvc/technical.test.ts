import { describe, expect, it } from 'vitest';
import { decodeDetail } from '../../../adapters/td-dvc/read/decode-case.ts';

const upload = (fileMaxSize?: string) => ({
  ...{ type: 'file', key: `tep${fileMaxSize ?? ''}`, input: true, storage: 'url' },
  ...(fileMaxSize && { fileMaxSize }),
});
const form = (...components: object[]) =>
  JSON.stringify({
    display: 'form',
    components: [{ type: 'textfield', key: 'a', input: true }, ...components],
  });
const steps = (...data: object[]) => JSON.stringify(data.map((each, id) => ({ id: `${id}`, data: each })));
const shown = (fields: Record<string, unknown>) =>
  decodeDetail({ donViTiepNhanRieng: '', ...fields }, 'c').detail?.technical;

describe('what a case shows of technical conditions', () => {
  it.each<[string, Record<string, unknown>, object | undefined]>([
    ['a result that has to be signed', { batBuocKySoKetQua: true }, { signature: true }],
    ['a flag that was never set', { batBuocKySoKetQua: null }, { signature: false }],
    ['no such field: could not tell', {}, undefined],
    ['a result form', { eFormKetQua: form() }, { electronicResult: true }],
    ['a result that has to be attached', { batBuocDinhKemKetQua: 'True' }, { electronicResult: true }],
    ['neither', { eFormKetQua: null, batBuocDinhKemKetQua: false }, { electronicResult: false }],
    [
      'the empty form of a builder',
      { eFormKetQua: '{"components":[]}', batBuocDinhKemKetQua: null },
      { electronicResult: false },
    ],
    ['one of two that is not told', { eFormKetQua: null }, undefined],
    ['steps inside the unit', { nodeQuyTrinh: steps({ loaiBuoc: 'Nhận nội bộ' }) }, { transfer: false }],
    [
      'a step from another level',
      { nodeQuyTrinh: steps({}, { loaiBuoc: 'Nhận liên thông lên' }) },
      { transfer: true },
    ],
    ['a step that sends on', { nodeQuyTrinh: steps({ guiLienThongQLVB: true }) }, { transfer: true }],
    ['a drawing nobody can read', { nodeQuyTrinh: '[{' }, undefined],
    ['no drawing', { nodeQuyTrinh: null }, undefined],
    [
      'the smaller of two limits',
      { eForm: form(upload('20MB'), upload('900 KB')) },
      { uploadLimit: 921_600 },
    ],
    ['files without a limit', { eForm: form(upload()) }, { uploadLimit: null }],
    ['no field for files', { eForm: form() }, undefined],
  ])('%s', (_title, fields, expected) => {
    expect(shown(fields)).toEqual(expected);
  });

  it('leaves everything else told where only such a flag could not be read', () => {
    const { detail, quarantine } = decodeDetail(
      { donViTiepNhanRieng: '', khongNopTrucTuyen: true, batBuocKySoKetQua: 'có' },
      'c',
    );
    expect(detail).toMatchObject({ onlineClosed: true });
    expect(detail).not.toHaveProperty('technical');
    expect(quarantine).toMatchObject([{ part: 'case', path: 'batBuocKySoKetQua' }]);
  });
});
