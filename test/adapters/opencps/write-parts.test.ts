import { afterEach, describe, expect, it } from 'vitest';
import type { Change } from '../../../src/domain/push.ts';
import type { StoredComponent } from '../../../src/domain/service.ts';
import { ask } from './ask.ts';
import { type Desk, deskOn, form, killedAt } from './desk.ts';
import { cases, collect, seedCase, seedOf, seedProcedure } from './support.ts';

const code = '1.000001';
const offerings = [{ agency: 'STP', level: 4 as const }];
const target = { procedure: code, case: 'default' };
type Part = { partNo: string };
let desk: Desk;
afterEach(() => desk?.close());

/** A case people made: form, report and sample data on its first part. */
async function adopted(quirks: Record<string, unknown> = {}): Promise<void> {
  desk = await deskOn(seedOf(seedProcedure(code, { offerings, cases: [seedCase()] })), quirks);
  await put('formreport', '<jasperReport/>');
  await put('sampledata', '{"hoTen":"_applicantName"}');
}

const put = (content: string, value: string, partNo = 'TP01') =>
  ask(desk.sandbox, `/dossiertemplates/33001/parts/${partNo}/${content}`, { method: 'PUT', form: { value } });
const get = async (content: string, partNo = 'TP01') => {
  const { text } = await ask(desk.sandbox, `/dossiertemplates/33001/parts/${partNo}/${content}`);
  return content === 'formscript' ? text : JSON.parse(text).value;
};
const parts = async () => (await ask(desk.sandbox, '/dossiertemplates/33001')).json().dossierParts;

const setComponents = (...after: StoredComponent[]): Change => ({
  kind: 'set-components',
  target,
  before: null,
  after,
});
const declaration = {
  code: 'TK01',
  name: 'Tờ khai & giấy "chứng sinh"',
  originals: 1,
  copies: 0,
  required: true,
};
const identity = { name: 'Căn cước công dân', originals: 1, copies: 0, required: false };

describe('writing a part', () => {
  it('puts back what the write wiped: form, report, sample data', async () => {
    await adopted();
    const before = [await get('formscript'), await get('formreport'), await get('sampledata')];
    await desk.push([setComponents({ ...declaration, copies: 2 }, identity)]);
    expect([await get('formscript'), await get('formreport'), await get('sampledata')]).toEqual(before);
    expect((await parts())[0]).toMatchObject({ partTip: '(1 bản chính, 2 bản sao)', hasForm: 'true' });
  });

  it('puts it back even when the process was killed right after the write, and forgets it then', async () => {
    await adopted();
    const before = await get('formscript');
    const { send } = desk.writer;
    desk.writer.send = async one => {
      await send.call(desk.writer, one);
      throw new Error('killed');
    };
    const changes = [setComponents({ ...declaration, copies: 2 }, identity)];
    await expect(desk.push(changes)).rejects.toThrow('killed');
    expect(await get('formscript')).toBe('');
    await desk.takeOver();
    await desk.push(changes);
    expect(await get('formscript')).toBe(before);
    await put('formscript', '');
    await put('formreport', '');
    await put('sampledata', '{}');
    await desk.push([setComponents({ ...declaration, copies: 3 }, identity)]);
    expect([await get('formscript'), await get('sampledata')]).toEqual(['', '{}']);
  });

  it('verifies what it puts back: a script stored cut is reported, and the original is never lost', async () => {
    await adopted();
    const original = JSON.stringify({ schema: { type: 'object', title: 'x'.repeat(325) } });
    expect(original).toHaveLength(364);
    await put('formscript', original);
    desk.sandbox.set('keptOfContents', 0.7);
    const failing = (copies: number) => desk.push([setComponents({ ...declaration, copies }, identity)]);
    await expect(failing(2)).rejects.toThrow(
      'no effect: ghi biểu mẫu của thành phần TP01 (đang lưu 254 trong 364 ký tự, không như bản gốc)',
    );
    // Whoever tries again, in another process, sends the original and not what was left of it.
    await desk.takeOver();
    await expect(failing(3)).rejects.toThrow('254 trong 364');
    expect((await get('formscript')).length).toBe(254);
    desk.sandbox.set('keptOfContents', 1);
    await failing(3);
    expect(await get('formscript')).toBe(original);
    expect(await get('sampledata')).toBe('{"hoTen":"_applicantName"}');
    expect(
      Object.entries(desk.memory.get(code)!).filter(([name, value]) => /^contents/.test(name) && value),
    ).toEqual([]);
  });

  it('leaves a part to whoever has filled it since, however its restoring had ended', async () => {
    await adopted();
    desk.sandbox.set('keptOfContents', 0.7);
    await expect(desk.push([setComponents({ ...declaration, copies: 2 }, identity)])).rejects.toThrow(
      'bản gốc',
    );
    desk.sandbox.set('keptOfContents', 1);
    await put('formscript', '{"schema":{}}');
    await desk.push([setComponents({ ...declaration, copies: 2 }, identity)]);
    expect(await get('formscript')).toBe('{"schema":{}}');
    expect([await get('formreport'), await get('sampledata')]).toEqual([
      '<jasperReport/>',
      '{"hoTen":"_applicantName"}',
    ]);
  });

  it('of the e-form does not cost the report that an earlier, broken write still owes', async () => {
    await adopted();
    desk.sandbox.set('refuse', { '/formreport': 'hỏng' });
    await expect(desk.push([setComponents({ ...declaration, copies: 2 }, identity)])).rejects.toThrow('hỏng');
    desk.sandbox.set('refuse', {});
    expect(await get('formreport')).toBe('');
    await desk.takeOver();
    await desk.push([{ kind: 'set-eform', target, before: null, after: form }]);
    await desk.push([setComponents({ ...declaration, copies: 2 }, identity)]);
    expect(await get('formreport')).toBe('<jasperReport/>');
    expect(JSON.parse(await get('formscript')).dvcSync.formio).toEqual(form);
  });

  it('gives a paper that told no numbers none again when what gave it some is rolled back', async () => {
    await adopted();
    const { components } = (await desk.readService(code)).cases.default!;
    const tips = async () => (await parts()).slice(0, 2).map(({ partTip = '' }) => partTip);
    const was = await tips();
    expect([components!.map(({ originals }) => originals), was]).toEqual([
      [undefined, undefined],
      ['', ''],
    ]);
    const none = { originals: 0, copies: 0 };
    await desk.push([setComponents(...components!.map(each => ({ ...each, ...none })))]);
    expect(desk.sent).toEqual([]);
    await desk.push([setComponents(declaration, { ...identity, originals: 0, copies: 2 })]);
    expect(await tips()).toEqual(['', '(0 bản chính, 2 bản sao)']);
    await desk.push([setComponents(...components!)]);
    expect(await tips()).toEqual(was);
  });

  it('keeps what a definition says nothing of', async () => {
    await adopted();
    const fields = {
      partNo: 'TP02',
      partName: 'Căn cước công dân',
      partTip: 'Xuất trình & đối chiếu',
      partType: '1',
    };
    const more = { multiple: 'true', esign: 'true', typeCode: 'GT-01', deliverableAction: '2' };
    await ask(desk.sandbox, '/dossiertemplates/33001/parts/TP02', {
      method: 'PUT',
      form: { ...fields, ...more },
    });
    await desk.push([setComponents(declaration, { ...identity, code: 'CC', originals: 0, copies: 2 })]);
    const list = (await ask(desk.sandbox, '/dossiertemplates/33001/parts')).json().data;
    expect(list.find(({ partNo }: { partNo: string }) => partNo === 'TP02')).toMatchObject({
      fileTemplateNo: 'CC',
      partTip: 'Xuất trình &amp; đối chiếu (0 bản chính, 2 bản sao)',
      multiple: 'true',
      esign: 'true',
      typeCode: 'GT-01',
      deliverableAction: 2,
    });
  });

  it('says what the server refused, in its words', async () => {
    await adopted({ refuse: { 'parts/TP02': 'SystemException' } });
    const change = setComponents(declaration, { ...identity, required: true });
    await expect(desk.push([change])).rejects.toThrow('403: SystemException');
  });

  it('notices a server that answers and changes nothing', async () => {
    await adopted({ ignoreWrites: '/parts/' });
    const change = setComponents(declaration, { ...identity, required: true });
    await expect(desk.push([change])).rejects.toThrow('no effect: sửa thành phần');
  });
});

describe('papers of a case', () => {
  it('come and go; results, other papers and the form stay', async () => {
    await adopted();
    const before = await get('formscript');
    const added = { name: 'Giấy ủy quyền', originals: 1, copies: 1, required: false };
    await desk.push([setComponents(added)]);
    const left = (await parts()).map(({ partNo, partType }: { partNo: string; partType: number }) => [
      partNo,
      partType,
    ]);
    // The declaration carried the form: it is no paper any more, but still there for that.
    expect(left.sort()).toEqual([
      ['KQ01', 2],
      ['TP01', 3],
      ['TP03', 1],
      ['TP99', 1],
    ]);
    expect(await get('formscript')).toBe(before);
    expect((await desk.readService(code)).cases.default!.components).toEqual([added]);
    const [read] = cases(await collect(desk.read()));
    expect(read).toMatchObject({ components: [{ name: 'Giấy ủy quyền' }], eform: { state: 'usable' } });
  });

  it('give what they held to no other paper that a person makes under the number they were to get', async () => {
    await adopted();
    const held = '{ schema: { properties: {} } }';
    await put('formreport', held, 'TP02');
    await desk.push([setComponents(declaration)]);
    const { send } = desk.writer;
    desk.writer.send = async one => {
      if (one.method === 'POST') throw new Error('refused');
      await send.call(desk.writer, one);
    };
    await expect(desk.push([setComponents(declaration, identity)])).rejects.toThrow('refused');
    await desk.takeOver();
    const other = { ...identity, name: 'Giấy ủy quyền' };
    const form = {
      partNo: 'TP02',
      partName: other.name,
      partType: '1',
      required: 'false',
      deliverableAction: '0',
    };
    await ask(desk.sandbox, '/dossiertemplates/33001/parts', { method: 'POST', form });
    await desk.push([setComponents(declaration, other)]);
    expect(await get('formreport', 'TP02')).toBe('');
    expect(desk.memory.get(code)).toMatchObject({ 'contents:default:TP02': '' });
    await desk.push([setComponents(declaration, other, identity)]);
    expect([await get('formreport', 'TP02'), await get('formreport', 'TP03')]).toEqual(['', held]);
  });

  it('that are called the same come back without what nobody can tell of which it was', async () => {
    await adopted();
    const form = {
      partNo: 'TP03',
      partName: identity.name,
      partType: '1',
      required: 'false',
      deliverableAction: '0',
    };
    await ask(desk.sandbox, '/dossiertemplates/33001/parts', { method: 'POST', form });
    for (const partNo of ['TP02', 'TP03']) await put('formreport', partNo, partNo);
    const twice = [identity, { ...identity, copies: 1 }];
    await desk.push([setComponents(declaration)]);
    await desk.push([setComponents(declaration, ...twice)]);
    expect(await Promise.all(['TP02', 'TP03'].map(partNo => get('formreport', partNo)))).toEqual(['', '']);
  });

  it('are as they were when their removal is rolled back, with all they held', async () => {
    await adopted();
    const part = async () => {
      const list = (await ask(desk.sandbox, '/dossiertemplates/33001/parts')).json().data as {
        partName: string;
      }[];
      return list.find(({ partName }) => partName === 'Căn cước công dân') as
        | Record<string, unknown>
        | undefined;
    };
    const form = {
      ...{ partNo: 'TP02', partName: 'Căn cước công dân', partTip: 'Xuất trình & đối chiếu', partType: '1' },
      ...{ multiple: 'true', esign: 'true', typeCode: 'GT-01', deliverableAction: '2', eForm: 'true' },
    };
    await ask(desk.sandbox, '/dossiertemplates/33001/parts/TP02', { method: 'PUT', form });
    const held = ['{ schema: {} }', '<jasperReport/>', '{"so":"_applicantIdNo"}'];
    const names = ['formscript', 'formreport', 'sampledata'];
    for (const [at, name] of names.entries()) await put(name, held[at]!, 'TP02');
    const before = await part();
    await desk.push([setComponents(declaration)]);
    expect(await part()).toBeUndefined();
    await desk.takeOver();
    await desk.push([setComponents(declaration, identity)]);
    expect(await part()).toEqual(before);
    expect(await Promise.all(names.map(name => get(name, 'TP02')))).toEqual(held);
    // What another paper held is not owed to one that gets its number.
    await desk.push([setComponents(declaration)]);
    await desk.push([setComponents(declaration, { ...identity, name: 'Giấy ủy quyền' })]);
    expect(await Promise.all(names.map(name => get(name, 'TP02')))).toEqual(['', '', '']);
  });

  it('come back as the parts they were, the one that stayed for the form too, wherever it is broken off', async () => {
    await adopted();
    const all = async () => [
      (await parts()).sort((one: Part, other: Part) => one.partNo.localeCompare(other.partNo)),
      ...(await Promise.all(['formscript', 'formreport', 'sampledata'].map(name => get(name)))),
    ];
    const row = {
      partName: 'Tờ khai & giấy "chứng sinh"',
      partType: '1',
      multiple: 'true',
      required: 'true',
    };
    const form = { ...row, partNo: 'TP01', fileTemplateNo: 'TK01', eForm: 'true', deliverableAction: '2' };
    const held = [await get('formscript'), await get('formreport'), await get('sampledata')];
    await ask(desk.sandbox, '/dossiertemplates/33001/parts/TP01', { method: 'PUT', form });
    for (const [at, name] of ['formscript', 'formreport', 'sampledata'].entries()) await put(name, held[at]!);
    const before = await all();
    const told = (await desk.readService(code)).cases.default!.components!;
    const others = ['Đơn', 'Ảnh', 'Giấy'].map(name => ({ ...identity, name }));
    for (const after of [setComponents(...others), setComponents(...told)]) {
      for (let ended = false; !ended; ) {
        await killedAt(desk, after, () => true).catch(() => {
          ended = true;
        });
        await desk.takeOver();
      }
    }
    expect(await all()).toEqual(before);
  });

  it('come back as they were, code included, where a definition gives none', async () => {
    await adopted();
    const fields = { partName: identity.name, partType: '1', required: 'false', deliverableAction: '0' };
    const form = { partNo: 'TP02', ...fields, fileTemplateNo: 'CC', typeCode: 'GT-01' };
    await ask(desk.sandbox, '/dossiertemplates/33001/parts/TP02', { method: 'PUT', form });
    await put('formreport', '<jasperReport/>', 'TP02');
    await desk.push([setComponents(declaration)]);
    await desk.push([setComponents(declaration, identity)]);
    expect(await parts()).toContainEqual(expect.objectContaining({ partNo: 'TP02', fileTemplateNo: 'CC' }));
    expect(await get('formreport', 'TP02')).toBe('<jasperReport/>');
    // Under another code it is another's, and so is what the first held, as long as that is still to come.
    await desk.push([setComponents(declaration)]);
    const two = [
      { ...identity, code: 'CC' },
      { ...identity, code: 'CN' },
    ];
    await desk.push([setComponents(declaration, ...two)]);
    expect(await Promise.all(['TP02', 'TP03'].map(no => get('formreport', no)))).toEqual([
      '<jasperReport/>',
      '',
    ]);
    expect(
      Object.entries(desk.memory.get(code)!).filter(([name, now]) => /^taken:/.test(name) && now),
    ).toEqual([]);
  });

  it('are known by their code although the name changes, and by their name although the code does', async () => {
    await adopted();
    const renamed = { ...declaration, name: 'Tờ khai mẫu mới' };
    await desk.push([setComponents({ ...identity, code: 'CCCD' }, renamed)]);
    expect(
      (await parts()).map(({ partNo, partName }: { partNo: string; partName: string }) => [partNo, partName]),
    ).toEqual(
      expect.arrayContaining([
        ['TP01', 'Tờ khai mẫu mới'],
        ['TP02', 'Căn cước công dân'],
      ]),
    );
    expect((await parts()).filter(({ partType }: { partType: number }) => partType === 1)).toHaveLength(3);
  });

  it('never take the number of the other papers', async () => {
    await adopted();
    const many = Array.from({ length: 101 }, (_, at) => ({ ...identity, name: `Giấy tờ số ${at}` }));
    await desk.push([setComponents(...many)]);
    const numbers = (await parts()).map(({ partNo }: { partNo: string }) => partNo);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect((await desk.readService(code)).cases.default!.components).toHaveLength(101);
  });
});

describe('the e-form of a case', () => {
  const setForm = (after: Record<string, unknown> | null): Change => ({
    kind: 'set-eform',
    target,
    before: null,
    after,
  });

  it('takes the place of the script that was there, and leaves report and sample data', async () => {
    await adopted();
    await desk.push([setForm(form)]);
    const script = JSON.parse(await get('formscript'));
    expect(Object.keys(script)).toEqual(['schema', 'options', 'view', 'dvcSync']);
    expect(script.dvcSync.formio).toEqual(form);
    expect((await desk.readService(code)).cases.default!.eform).toEqual(form);
    expect(await get('sampledata')).toBe('{"hoTen":"_applicantName"}');
  });

  it('is the script itself where it is none of ours, and goes back to it', async () => {
    await adopted();
    const raw = await get('formscript');
    expect(await desk.readService(code)).toMatchObject({
      scripts: true,
      cases: { default: { eform: { raw } } },
    });
    await desk.push([setForm(form)]);
    await desk.push([setForm({ raw })]);
    expect(await get('formscript')).toBe(raw);
  });

  it('counts as changed by hand when somebody touches what was made of it', async () => {
    await adopted();
    await desk.push([setForm(form)]);
    const touched = (await get('formscript')).replace('"required":true', '"required":false');
    await put('formscript', touched);
    expect((await desk.readService(code)).cases.default!.eform).toEqual({ raw: touched });
  });

  it('can be taken away, with or without a form that asks nothing', async () => {
    for (const nothing of [null, { display: 'form', components: [] }]) {
      await adopted();
      await desk.push([setForm(nothing)]);
      expect((await desk.readService(code)).cases.default!.eform).toBeNull();
      expect(await get('formreport')).toBe('<jasperReport/>');
      await desk.push([setForm(form)]);
      expect((await desk.readService(code)).cases.default!.eform).toEqual(form);
      await desk.close();
    }
  });

  it('is refused by name of the field where OpenCPS cannot show it', async () => {
    await adopted();
    const survey = { type: 'survey', key: 'KhaoSat', label: 'Khảo sát', input: true };
    await expect(desk.push([setForm({ components: [survey] })])).rejects.toThrow('«KhaoSat»');
    expect(desk.sent).toEqual([]);
  });
});
