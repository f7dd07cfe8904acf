import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import { ask } from './ask.ts';
import {
  bareSeed,
  caseChanges,
  type Desk,
  desiredCase,
  deskOn,
  form,
  newOffering,
  pushAll,
  workflow,
} from './desk.ts';
import { cases, collect, troubles } from './support.ts';

const code = '1.000001';
const seed = () => bareSeed(code, { offerings: [] });
const changes = () => [
  ...caseChanges(code, desiredCase(), { online: true, onlinePayment: true }),
  newOffering(code, 'BT', 3),
];
let desk: Desk;
afterEach(() => desk?.close());

/** What is told, whatever ids and steps' order are. */
function told({ offerings, cases: found }: ServiceState): unknown {
  const one = found.default!;
  const steps = one.workflow!.steps.toSorted((a, b) => a.id.localeCompare(b.id));
  const transitions = one.workflow!.transitions.toSorted((a, b) =>
    JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
  );
  return { offerings, ...one, workflow: { steps, transitions } };
}

/** The archive in a journalled import. */
function archive(body: string): Record<string, string> {
  const bytes = Buffer.from(body, 'base64');
  const start = bytes.indexOf('\r\n\r\n') + 4;
  const files = unzipSync(bytes.subarray(start, bytes.lastIndexOf('\r\n--')));
  return Object.fromEntries(
    Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]),
  );
}

describe('a procedure without anything there, where imports are allowed', () => {
  it('comes to the same as by requests one by one', async () => {
    desk = await deskOn(seed());
    await desk.push(changes());
    const byRequests = told(await desk.inspect(code));
    const requests = desk.sent.length;
    await desk.close();
    desk = await deskOn(seed(), {}, { options: { importNew: true } });
    await desk.push(changes());
    expect(told(await desk.inspect(code))).toEqual(byRequests);
    expect(desk.sent[0]).toMatchObject({ method: 'POST', path: '/dossiers/import/files' });
    expect(desk.sent.length).toBeLessThan(requests / 3);
    const records = await collect(desk.read());
    expect(troubles(records)).toEqual([]);
    expect(cases(records)[0]).toMatchObject({
      eform: { state: 'usable' },
      workflow: { defects: [] },
      onlinePayment: true,
    });
  });

  it('comes to the same whatever its words are', async () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter(text => /^[^\s\p{C}&]{1,40}$/u.test(text));
    await fc.assert(
      fc.asyncProperty(words, words, async (name, paper) => {
        const one = desiredCase({
          name: `${name} <a> "b"`,
          components: [{ name: `${paper} ]]> </x>`, originals: 2, copies: 3, required: true }],
        });
        const results: unknown[] = [];
        for (const importNew of [false, true]) {
          desk = await deskOn(seed(), {}, { options: { importNew } });
          await desk.push(caseChanges(code, one));
          results.push(told(await desk.inspect(code)));
          await desk.close();
        }
        expect(results[1]).toEqual(results[0]);
      }),
      { numRuns: 8 },
    );
  });

  it('travels in one folder named as the archive, directories first, a report beside every form', async () => {
    desk = await deskOn(seed(), {}, { options: { importNew: true } });
    const [send] = desk.writer.next(changes(), [await desk.inspect(code)]);
    const paths = Object.keys(archive(send!.body));
    const top = paths[0]!;
    expect(paths).toEqual([
      top,
      `${top}templates/`,
      `${top}processes/`,
      `${top}forms/`,
      `${top}reports/`,
      `${top}templates/mau-01.xml`,
      `${top}processes/quy-trinh-01.xml`,
      `${top}forms/1.000001-default-MAU_TK01.json`,
      `${top}reports/1.000001-default-MAU_TK01.xml`,
    ]);
    expect(Buffer.from(send!.body, 'base64').toString('latin1')).toContain(
      `filename="${top.slice(0, -1)}.zip"`,
    );
    expect(send!.contentType).toMatch(/^multipart\/form-data; boundary=/);
    expect(desk.writer.next(changes(), [await desk.inspect(code)])).toEqual([send]);
  });

  it('is made as a service too, when even that is missing', async () => {
    desk = await deskOn(seed(), {}, { options: { importNew: true } });
    const other = caseChanges('1.000002', desiredCase());
    await desk.push(other);
    expect(desk.sent).toHaveLength(1 + desk.sent.slice(1).length);
    expect((await ask(desk.sandbox, '/serviceinfos/1.000002')).json()).toMatchObject({
      serviceName: 'Thủ tục 1.000002 & giấy tờ',
      maxLevel: 2,
      active: 'true',
    });
    expect((await desk.inspect('1.000002')).cases.default).toMatchObject({ eform: form });
  });

  it('says which file the server left out without a word', async () => {
    desk = await deskOn(seed(), { failImports: ['processes/'] }, { options: { importNew: true } });
    await expect(desk.push(changes())).rejects.toThrow('không nhập được quy-trinh-01.xml và không nói lý do');
  });

  it('finishes by requests what an import left half done', async () => {
    desk = await deskOn(seed(), { failImports: ['processes/'] }, { options: { importNew: true } });
    await expect(desk.push(changes())).rejects.toThrow('quy-trinh-01.xml');
    await desk.push(changes());
    expect((await desk.inspect(code)).cases.default!.workflow!.steps).toEqual(
      expect.arrayContaining(workflow.steps),
    );
  });

  it('is not imported twice when the answer was lost, nor made again while lists lag', async () => {
    desk = await deskOn(
      seed(),
      { dropAfterWrite: 'import', writeLagMs: 15 },
      { options: { importNew: true, indexLagMs: 60 } },
    );
    await desk.push(changes());
    expect(desk.sandbox.writes!.filter(({ path }) => path.includes('import'))).toHaveLength(1);
    expect(desk.sandbox.writes!.filter(({ path }) => /(steps|actions)$/.test(path))).toEqual([]);
  });

  it('is refused in plain words where only administrators may', async () => {
    desk = await deskOn(seed(), {}, { options: { importNew: true } });
    const [send] = desk.writer.next(changes(), [await desk.inspect(code)]);
    desk.sandbox.set('notAdministrator', true);
    await expect(desk.writer.send(send!)).rejects.toThrow('401');
  });
});

describe('a procedure that has something there already', () => {
  it('is never imported: that would make its rows anew', async () => {
    desk = await deskOn(bareSeed(), {}, { options: { importNew: true } });
    await pushAll(desk, changes());
    expect(desk.sent.filter(({ path }) => path.includes('import'))).toEqual([]);
  });
});
