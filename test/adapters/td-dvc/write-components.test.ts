import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Change } from '../../../src/domain/push.ts';
import type { DesiredComponent, StoredComponent } from '../../../src/domain/service.ts';
import { sameValue } from '../../../src/plan/diff.ts';
import { seed, seedCase, seedProcedure } from './support.ts';
import { components, type Desk, deskOn, procedure, remoteCode } from './write-support.ts';

const city = (list: DesiredComponent[]) =>
  seed(seedProcedure(remoteCode, { cases: [seedCase(`${remoteCode}_1`, { components: list })] }));
const change = (after: StoredComponent[] | null): Change => ({
  kind: 'set-components',
  target: { procedure, case: 'default' },
  before: null,
  after,
});

let desk: Desk;
afterEach(() => desk?.close());

const rows = () =>
  (
    desk.readService().then(({ remote }) => remote) as Promise<{
      cases: { default: { components: { id: string; name: string }[] } };
    }>
  ).then(({ cases }) => cases.default.components);

const counts = { soBanChinh: 0, soBanSao: 1, batBuoc: false };
/** What somebody does to a row in the portal's own pages. */
const byHand = (id: string, body: object) =>
  desk.writer.send({
    ...{ label: 'sửa tay', method: 'PUT', path: `/api/v1/thanhphanthutucs/${id}` },
    ...{ body: JSON.stringify(body), contentType: 'application/json' },
  });

describe('components', () => {
  it('are posted one by one with counts, requirement and order', async () => {
    desk = await deskOn(city([]));
    const { actuals } = await desk.push([change(components)]);
    expect(actuals[0]!.cases.default!.components).toEqual(components);
    expect(desk.log()).toEqual(['POST thanhphanthutucs', 'POST thanhphanthutucs']);
    expect(JSON.parse(desk.sandbox.writes[0]!.body)).toMatchObject({
      ...{ thuTucId: remoteCode, truongHopId: `${remoteCode}_1` },
      ...{ batBuoc: true, soBanChinh: 1, soBanSao: 0, stt: 1 },
    });
  });

  it('are not doubled by a lost answer or by pushing again', async () => {
    desk = await deskOn(city([]), { dropAfterWrite: 0.5 });
    await desk.push([change(components)]);
    await desk.push([change(components)]);
    expect((await desk.readService()).cases.default!.components).toEqual(components);
    expect(desk.sandbox.writes).toHaveLength(2);
    expect(desk.failures).toHaveLength(1);
  });

  it('keep their attachment when something else of them changes', async () => {
    desk = await deskOn(city(components));
    const [first] = await rows();
    const path = `/api/v1/thanhphanthutucs/${first!.id}`;
    const body = {
      soBanChinh: 1,
      soBanSao: 0,
      batBuoc: true,
      dinhKem: 'mau/a.docx##mau/b.docx',
      maGiayToKhoQuocGia: 'K1',
    };
    await desk.writer.send({
      label: 'gắn tệp',
      method: 'PUT',
      path,
      body: JSON.stringify(body),
      contentType: 'application/json',
    });
    await desk.push([change([{ ...components[0]!, copies: 2, name: 'Tờ khai (mẫu mới)' }, components[1]!])]);
    expect(await desk.get(`thanhphanthutucs/${first!.id}`)).toMatchObject({
      ...{ dinhKem: 'mau/a.docx##mau/b.docx', maGiayToKhoQuocGia: 'K1', soBanSao: 2, batBuoc: true },
      ten: 'Tờ khai (mẫu mới)',
    });
    expect(desk.log()).toEqual(['PUT thanhphanthutucs/*', 'PUT thanhphanthutucs/*']);
  });

  it('have nothing of one that is called the same, and what is back is forgotten', async () => {
    desk = await deskOn(city([components[1]!, { ...components[1]!, originals: 2 }]));
    for (const [at, { id }] of (await rows()).entries()) {
      const body = JSON.stringify({
        soBanChinh: at * 2,
        soBanSao: 1,
        batBuoc: false,
        dinhKem: `mau/${at}.docx`,
      });
      await desk.writer.send({
        ...{ label: 'gắn tệp', method: 'PUT', path: `/api/v1/thanhphanthutucs/${id}`, body },
        contentType: 'application/json',
      });
    }
    await desk.push([change([components[0]!])]);
    const taken = () =>
      Object.entries(desk.memories.get(procedure)!).filter(([name, now]) => name.startsWith('taken:') && now);
    expect(taken()).toHaveLength(1);
    await desk.push([change([components[1]!, { ...components[1]!, originals: 2 }])]);
    const attached = (await rows()).map(({ id }) => desk.get(`thanhphanthutucs/${id}`));
    expect(await Promise.all(attached)).toMatchObject([{ dinhKem: null }, { dinhKem: null }]);
    expect(taken().map(([name]) => name)).toEqual([expect.stringContaining('tờ khai')]);
  });

  it('have their attachment again when their removal is rolled back', async () => {
    desk = await deskOn(city(components));
    const [first] = await rows();
    const kept = { dinhKem: 'mau/a.docx', maGiayToKhoQuocGia: 'K1', choPhepThemToKhai: true };
    const body = JSON.stringify({ soBanChinh: 1, soBanSao: 0, batBuoc: true, ...kept });
    const path = `/api/v1/thanhphanthutucs/${first!.id}`;
    await desk.writer.send({
      ...{ label: 'gắn tệp', method: 'PUT', path, body, contentType: 'application/json' },
    });
    await desk.push([change([components[1]!])]);
    await desk.push([change(components)]);
    const [again, other] = await rows();
    expect(again!.id).not.toBe(first!.id);
    expect(await desk.get(`thanhphanthutucs/${again!.id}`)).toMatchObject(kept);
    expect(await desk.get(`thanhphanthutucs/${other!.id}`)).toMatchObject({ dinhKem: null });
  });

  it('have their code and attachment again where a definition gives no code', async () => {
    desk = await deskOn(city(components));
    const [first] = await rows();
    const { code, ...uncoded } = components[0]!;
    const body = JSON.stringify({ soBanChinh: 1, soBanSao: 0, batBuoc: true, dinhKem: 'mau/a.docx' });
    const path = `/api/v1/thanhphanthutucs/${first!.id}`;
    await desk.writer.send({
      ...{ label: 'gắn tệp', method: 'PUT', path, body, contentType: 'application/json' },
    });
    await desk.push([change([components[1]!])]);
    await desk.push([change([uncoded, components[1]!])]);
    const [again] = await rows();
    expect(await desk.get(`thanhphanthutucs/${again!.id}`)).toMatchObject({
      ma: code,
      dinhKem: 'mau/a.docx',
    });
    expect(Object.values(desk.memories.get(procedure)!).filter(now => now.includes('"row"'))).toEqual([]);
  });

  it('keep their numbers in the list, and those that come back have theirs', async () => {
    const papers = ['A', 'B', 'C', 'D'].map(name => ({ ...components[1]!, name }));
    const [a, b, c, d] = papers as [DesiredComponent, DesiredComponent, DesiredComponent, DesiredComponent];
    desk = await deskOn(city(papers));
    for (const [at, { id }] of (await rows()).entries())
      await byHand(id, { ...counts, stt: [2, 4, 9, 30][at] });
    const numbers = async () =>
      Promise.all(
        (await rows()).map(
          async ({ id, name }) => `${name} ${(await desk.get(`thanhphanthutucs/${id}`)).stt}`,
        ),
      );
    const before = desk.sandbox.writes.length;
    await desk.push([change([b, { ...c, name: 'Mới' }, c])]);
    expect(await numbers()).toEqual(['B 4', 'Mới 5', 'C 9']);
    await desk.push([change([a, b, c, d])]);
    expect(await numbers()).toEqual(['A 2', 'B 4', 'C 9', 'D 30']);
    expect(desk.sandbox.writes.slice(before).filter(({ method }) => method === 'PUT')).toEqual([]);
    // Where one does not fit in, all are numbered.
    await desk.push([change([a, b, c, d].toReversed())]);
    expect(await numbers()).toEqual(['D 1', 'C 2', 'B 3', 'A 4']);
  });

  it('that have no numbers are told without, and have none again when a plan is taken back', async () => {
    const silent = { name: 'Giấy tờ', required: true };
    desk = await deskOn(city([components[1]!]));
    await desk.writer.send({
      ...{
        label: 'thêm tay',
        method: 'POST',
        path: '/api/v1/thanhphanthutucs',
        contentType: 'application/json',
      },
      body: JSON.stringify({
        ...{ ten: silent.name, batBuoc: true, stt: 0 },
        ...{ thuTucId: remoteCode, truongHopId: `${remoteCode}_1` },
      }),
    });
    const log = desk.log().length;
    expect((await desk.readService()).cases.default!.components).toEqual([silent, components[1]]);
    // One original is what silence means.
    await desk.push([change([{ ...silent, originals: 1, copies: 0 }, components[1]!])]);
    // And none of either is what definitions say that were taken over before silence was told.
    await desk.push([change([{ ...silent, originals: 0, copies: 0 }, components[1]!])]);
    expect(desk.log()).toHaveLength(log);
    await desk.push([change([{ ...silent, originals: 2, copies: 0 }, components[1]!])]);
    expect((await desk.readService()).cases.default!.components![0]).toMatchObject({ originals: 2 });
    await desk.push([change([silent, components[1]!])]);
    expect((await desk.readService()).cases.default!.components).toEqual([silent, components[1]]);
  });

  it('keep their spelling there when something else of them changes', async () => {
    desk = await deskOn(city([components[1]!]));
    const [row] = await rows();
    const ten = `${components[1]!.name.slice(0, 3)}\u200e${components[1]!.name.slice(3)}`;
    await byHand(row!.id, { ...counts, ten });
    await desk.push([change([{ ...components[1]!, copies: 7 }])]);
    expect(await desk.get(`thanhphanthutucs/${row!.id}`)).toMatchObject({ ten, soBanSao: 7 });
  });

  it('stay required, and keep both counts, through every update', async () => {
    desk = await deskOn(city(components));
    await desk.push([change([{ ...components[0]!, originals: 0 }, components[1]!])]);
    expect((await desk.readService()).cases.default!.components![0]).toMatchObject({
      required: true,
      originals: 0,
      copies: 0,
    });
    expect(desk.failures).toEqual([]);
  });

  it('that are too many go last, after everything that was missing has come', async () => {
    desk = await deskOn(city([{ name: 'Cũ', originals: 1, copies: 1, required: true }, ...components]));
    await desk.push([change([...components, { name: 'Mới', originals: 0, copies: 0, required: false }])]);
    expect(desk.log().at(-1)).toBe('POST thanhphanthutucs/DeleteMultiThanhPhanThuTuc');
    expect((await desk.readService()).cases.default!.components).toHaveLength(3);
  });

  it('keep the code they have where the definition says none, whatever else changes', async () => {
    desk = await deskOn(city(components));
    const [first] = await rows();
    const { code, ...uncoded } = components[0]!;
    expect(await desk.push([change([uncoded, components[1]!])])).toMatchObject({ verified: true, sends: [] });
    await desk.push([change([{ ...uncoded, copies: 3 }, components[1]!])]);
    expect(await desk.get(`thanhphanthutucs/${first!.id}`)).toMatchObject({ ma: code, soBanSao: 3 });
  });

  it('are all removed where there should be none', async () => {
    desk = await deskOn(city(components));
    const { actuals, verified } = await desk.push([change(null)]);
    expect([verified, actuals[0]!.cases.default!.components]).toEqual([true, []]);
  });

  it('become any list from any other, whatever repeats in them', async () => {
    const name = fc.constantFrom('Đơn đề nghị', 'Giấy khai sinh', 'Sổ hộ khẩu');
    const component: fc.Arbitrary<DesiredComponent> = fc
      .record({
        code: fc.option(fc.constantFrom('K1', 'K2'), { nil: undefined }),
        name,
        originals: fc.nat(2),
        copies: fc.nat(2),
        required: fc.boolean(),
      })
      .map(({ code, ...rest }) => ({ ...(code ? { code } : {}), ...rest }));
    const list = fc.array(component, { maxLength: 5 });
    desk = await deskOn(city([]), {}, { ratePerSecond: 100_000 });
    // One after the other on the same portal, so that every list is also a starting point.
    await fc.assert(
      fc.asyncProperty(list, async after => {
        const { actuals, verified } = await desk.push([change(after)]);
        expect(verified).toBe(true);
        const there = actuals[0]!.cases.default!.components!;
        expect(there.map((each, at) => (after[at]?.code ? each : { ...each, code: undefined }))).toEqual(
          after.map(each => ({ ...each, code: each.code })),
        );
        expect(sameValue('set-components', there, after)).toBe(true);
      }),
      { numRuns: 40 },
    );
    expect(desk.failures).toEqual([]);
  });
});
