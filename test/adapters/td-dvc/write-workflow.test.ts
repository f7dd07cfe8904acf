import { afterEach, describe, expect, it } from 'vitest';
import type { Change } from '../../../src/domain/push.ts';
import type { DesiredWorkflow } from '../../../src/domain/service.ts';
import { moveDossier } from '../../sandbox/td-dvc/move-dossier.ts';
import { seed, seedCase, seedProcedure } from './support.ts';
import {
  caseChanges,
  context,
  type Desk,
  desired,
  deskOn,
  procedure,
  remoteCode,
  workflow,
} from './write-support.ts';

const [setCase] = caseChanges(desired) as [Change, ...Change[]];
const change = (after: DesiredWorkflow | null): Change => ({
  kind: 'set-workflow',
  target: { procedure, case: 'default' },
  before: null,
  after,
});
const without = ({ steps, transitions }: DesiredWorkflow, gone: string): DesiredWorkflow => ({
  steps: steps.filter(({ id }) => id !== gone),
  transitions: [
    ...transitions.filter(({ from, to }) => from !== gone && to !== gone),
    { from: 'tham-dinh', to: 'tra', action: 'Hoàn thành' },
  ],
});

let desk: Desk;
afterEach(() => desk?.close());

const fresh = async (quirks: Record<string, unknown> = {}) => {
  desk = await deskOn(seed(seedProcedure(remoteCode, { cases: [] })), quirks);
  await desk.push([setCase]);
};
const drawn = async () => {
  const { cases } = (await desk.readService()).remote as { cases: { default: { id: string } } };
  const stored = await desk.get(`truonghopthutucs/${cases.default.id}`);
  const nodes = JSON.parse(String(stored.nodeQuyTrinh)) as Node[];
  return {
    stored,
    nodes,
    edges: JSON.parse(String(stored.edgeQuyTrinh)) as Record<string, unknown>[],
    id: cases.default.id,
  };
};
type Node = {
  id: string;
  type: string;
  position: { x: number; y: number };
  data: Record<string, unknown>;
} & Record<string, unknown>;
const ids = async () =>
  Object.fromEntries((await drawn()).nodes.map(({ id, data }) => [data.tenBuocXuLy, id]));

/** As somebody with the drawing page open would store it. */
const redraw = async (alter: (nodes: Node[]) => unknown) => {
  const { id, nodes } = await drawn();
  alter(nodes);
  const body = JSON.stringify({ nodeQuyTrinh: JSON.stringify(nodes) });
  await desk.writer.send({
    label: 'vẽ',
    method: 'PUT',
    path: `/api/v1/truonghopthutucs/${id}`,
    body,
    contentType: 'application/json',
  });
};

describe('a workflow', () => {
  it('is pushed steps first, then the drawing, and read back as defined', async () => {
    await fresh();
    const { actuals, complaint } = await desk.push([change(workflow)]);
    expect([actuals[0]!.cases.default!.workflow, complaint]).toEqual([workflow, undefined]);
    expect(desk.log().slice(1)).toEqual([
      'POST quytrinhxulys',
      'PUT quytrinhxulys/*',
      'PUT quytrinhxulys/*',
      'PUT truonghopthutucs/*',
    ]);
    // Only the new steps: the server's own rows exist already.
    expect(JSON.parse(desk.sandbox.writes[1]!.body).quyTrinhs).toHaveLength(2);
  });

  it('keeps the start and end the server made, and completes them', async () => {
    await fresh();
    const before = (await drawn()).nodes.map(({ id }) => id);
    await desk.push([change(workflow)]);
    const { nodes, id } = await drawn();
    const ends = nodes.filter(({ type }) => type !== 'customNode');
    expect(ends.map(node => node.id)).toEqual(before);
    expect(ends.map(({ type, data }) => [type, data.maTrangThaiHoSo])).toEqual([
      ['startNode', '2'],
      ['endNode', '9'],
    ]);
    for (const node of nodes) expect(node.data).toMatchObject({ id: node.id, truongHopId: id });
    expect(ends.map(({ deletable }) => deletable)).toEqual([false, false]);
  });

  it('has its steps again as people drew them when what took them away is rolled back', async () => {
    await fresh();
    await desk.push([change(workflow)]);
    const own = {
      ...{ guiEmail: true, bieuMauEmail: 'Kính gửi', yeuCauCoKetQuaBuocTruoc: true, laBuocTuChuyen: true },
      ...{ loaiBuoc: 'Nhận liên thông lên', trangThaiChiTiet: 'Đang thẩm định' },
    };
    await redraw(nodes =>
      Object.assign(nodes.find(({ data }) => data.tenBuocXuLy === 'Thẩm định')!.data, own),
    );
    const before = (await desk.readService()).cases.default!.workflow!;
    const other = {
      steps: workflow.steps.map(step =>
        step.id === 'tham-dinh' ? { ...step, id: 'xet', name: 'Xét' } : step,
      ),
      transitions: JSON.parse(JSON.stringify(workflow.transitions).replaceAll('tham-dinh', 'xet')),
    };
    await desk.push([change(other)]);
    expect((await drawn()).nodes.map(({ data }) => data.tenBuocXuLy)).not.toContain('Thẩm định');
    const { actuals, complaint } = await desk.push([change(before)]);
    expect([actuals[0]!.cases.default!.workflow, complaint]).toEqual([before, undefined]);
    const node = (await drawn()).nodes.find(({ data }) => data.tenBuocXuLy === 'Thẩm định')!;
    expect(node.data).toMatchObject({ ...own, id: node.id });
    // The other step has nothing of it.
    expect((await desk.push([change(other)])).complaint).toBeUndefined();
    const { guiEmail } = (await drawn()).nodes.find(({ data }) => data.tenBuocXuLy === 'Xét')!.data;
    expect(guiEmail).toBe(false);
  });

  it('moves a dossier from start to end by the platform’s own strict rules', async () => {
    await fresh();
    // The server's own two steps do not carry the ids a dossier needs.
    const { stored } = await drawn();
    expect(() => moveDossier(stored)).toThrow('data.id');
    await desk.push([change(workflow)]);
    expect(moveDossier((await drawn()).stored).map(({ name, action }) => [name, action])).toEqual([
      ['Tiếp nhận hồ sơ', undefined],
      ['Thẩm định', 'Chuyển thẩm định'],
      ['Phê duyệt', 'Trình duyệt'],
      ['Trả kết quả', 'Hoàn thành'],
    ]);
  });

  it('says the same in both stores', async () => {
    await fresh();
    await desk.push([change(workflow)]);
    const { nodes, id } = await drawn();
    const answer = await fetch(`${desk.sandbox.baseUrl}/api/v1/quytrinhxulys?truongHopId=${id}&pageSize=100`);
    const rows = ((await answer.json()) as { data: Record<string, unknown>[] }).data;
    expect(rows).toHaveLength(4);
    for (const row of rows) {
      const { data } = nodes.find(node => node.id === row.id)!;
      for (const name of [
        'tenBuocXuLy',
        'thoiGianXuLy',
        'thoiGianThucHienTrucTuyen',
        'nhomNguoiDungId',
        'maTrangThaiHoSo',
      ]) {
        expect([name, row[name] ?? null]).toEqual([name, data[name] ?? null]);
      }
    }
  });

  it('is drawn so that it can be read: nothing on top of anything, downwards, whole numbers', async () => {
    await fresh();
    await desk.push([change(workflow)]);
    const { nodes, edges } = await drawn();
    expect(nodes.map(({ position }) => position.y)).toEqual([50, 250, 450, 650]);
    expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
    expect(edges.map(({ sourceHandle }) => sourceHandle)).toEqual([
      'source-bottom',
      'source-bottom',
      'source-right',
      'source-bottom',
    ]);
    for (const side of ['width', 'height'])
      expect(nodes.every(node => node[side] === undefined || Number.isInteger(node[side]))).toBe(true);
  });

  it('keeps every id over pushes, and the places a person gave the steps', async () => {
    await fresh();
    await desk.push([change(workflow)]);
    const before = await ids();
    await redraw(nodes => {
      nodes[1]!.position = { x: 120, y: 333 };
    });
    const renamed = {
      ...workflow,
      steps: workflow.steps.map(step =>
        step.id === 'tham-dinh' ? { ...step, name: 'Thẩm tra', hours: 6 } : step,
      ),
    };
    const { sends } = await desk.push([change(renamed)]);
    expect(sends.map(({ method, path }) => `${method} ${path.split('/')[3]}`)).toEqual([
      'PUT quytrinhxulys',
      'PUT truonghopthutucs',
    ]);
    expect((await ids())['Thẩm tra']).toBe(before['Thẩm định']);
    expect((await drawn()).nodes[1]!.position).toEqual({ x: 120, y: 333 });
  });

  it('keeps what it does not know: reminders, automatic steps, the drawing page’s own marks', async () => {
    await fresh();
    await desk.push([change(workflow)]);
    await redraw(nodes => {
      Object.assign(nodes[1]!, { selected: true, positionAbsolute: { x: 1, y: 2 } });
      Object.assign(nodes[1]!.data, { laBuocTuChuyen: true, guiEmail: true, bieuMauEmail: 'thu.html' });
    });
    expect((await desk.readService()).cases.default!.workflow).toEqual(workflow);
    await desk.push([change(workflow)]);
    const [, node] = (await drawn()).nodes;
    expect(node!.data).toMatchObject({ laBuocTuChuyen: true, guiEmail: true, bieuMauEmail: 'thu.html' });
    expect(node).toMatchObject({ selected: true, positionAbsolute: { x: 1, y: 2 } });
  });

  it('puts right what the strict parsing trips over only when a dossier moves', async () => {
    await fresh();
    await desk.push([change(workflow)]);
    await redraw(nodes => {
      Object.assign(nodes[0]!, { deletable: null });
      Object.assign(nodes[1]!, { width: 280.5, height: null, dragging: null });
      Object.assign(nodes[1]!.data, { id: '', guiSMS: null });
    });
    const { stored } = await drawn();
    expect(() => moveDossier(stored)).toThrow('deletable');
    expect((await desk.push([change(workflow)])).verified).toBe(true);
    expect(moveDossier((await drawn()).stored)).toHaveLength(4);
    expect((await drawn()).nodes[1]!.data.guiSMS).toBe(false);
  });

  it('drops the rows of dropped steps last, when nothing is drawn to them any more', async () => {
    await fresh();
    await desk.push([change(workflow)]);
    const { sends, actuals } = await desk.push([change(without(workflow, 'phe-duyet'))]);
    expect(sends.map(({ method, path }) => `${method} ${path.split('/')[3]}`)).toEqual([
      'PUT truonghopthutucs',
      'DELETE quytrinhxulys',
    ]);
    expect(sends.at(-1)!.body).toBe('{"forceDelete":false}');
    expect(actuals[0]!.cases.default!.workflow!.steps.map(({ id }) => id)).toEqual([
      'tiep-nhan',
      'tham-dinh',
      'tra',
    ]);
  });

  it('gives a step that comes back a new id, because a deleted one is never free again', async () => {
    await fresh();
    await desk.push([change(workflow)]);
    const before = await ids();
    await desk.push([change(without(workflow, 'phe-duyet'))]);
    const { actuals, complaint } = await desk.push([change(workflow)]);
    expect([actuals[0]!.cases.default!.workflow, complaint, desk.failures]).toEqual([
      workflow,
      undefined,
      [],
    ]);
    const after = await ids();
    expect(after['Phê duyệt']).not.toBe(before['Phê duyệt']);
    expect(after['Thẩm định']).toBe(before['Thẩm định']);
    // And that one stays, too.
    await desk.push([
      change({ ...workflow, transitions: workflow.transitions.slice(0, 2).concat(workflow.transitions[3]!) }),
    ]);
    expect((await ids())['Phê duyệt']).toBe(after['Phê duyệt']);
  });

  it('puts a step that comes back where it stood, and leaves the others where they stand', async () => {
    await fresh();
    await desk.push([change(workflow)]);
    await redraw(nodes => {
      for (const [at, node] of nodes.entries()) node.position = { x: 512.5, y: 50 + 150 * at };
    });
    const places = async () => (await drawn()).nodes.map(({ position }) => position);
    const before = await places();
    const ends = {
      steps: workflow.steps.filter(({ kind }) => kind !== 'step'),
      transitions: [{ from: 'tiep-nhan', to: 'tra', action: 'Hoàn thành' }],
    };
    await desk.push([change(without(workflow, 'phe-duyet'))]);
    await desk.push([change(ends)]);
    expect(await places()).toEqual([before[0], before[3]]);
    await desk.push([change(workflow)]);
    expect(await places()).toEqual(before);
    // Where another stands by now, it makes way.
    await desk.push([change(without(workflow, 'phe-duyet'))]);
    await redraw(nodes => {
      nodes[1]!.position = before[2]!;
    });
    await desk.push([change(workflow)]);
    expect((await places())[1]).toEqual(before[2]);
    expect((await places())[2]).not.toEqual(before[2]);
  });

  it('posts no step twice to a server that gives live rows for deleted ones', async () => {
    await fresh({ ignoreRemoved: true });
    const { verified, complaint } = await desk.push([change(workflow)]);
    expect([verified, complaint]).toEqual([true, undefined]);
    expect(desk.log().filter(line => line === 'POST quytrinhxulys')).toHaveLength(1);
  });

  it('can be taken back where it gave a start its role, though the row of a step keeps it', async () => {
    await fresh();
    await desk.push([change(workflow)]);
    const steps = workflow.steps.map(({ role: _role, ...step }) => step);
    const { actuals, verified, complaint } = await desk.push([change({ ...workflow, steps })]);
    expect([verified, complaint]).toEqual([true, undefined]);
    expect(actuals[0]!.cases.default!.workflow!.steps.map(({ role }) => role)).toEqual(
      steps.map(() => undefined),
    );
    // What moves dossiers has none.
    expect(moveDossier((await drawn()).stored)).toHaveLength(4);
  });

  it('is taken away but for the server’s two ends', async () => {
    await fresh();
    const before = (await drawn()).nodes.map(({ id }) => id);
    await desk.push([change(workflow)]);
    const { actuals, verified } = await desk.push([change(null)]);
    expect([verified, actuals[0]!.cases.default!.workflow]).toEqual([true, null]);
    expect((await drawn()).nodes.map(({ id }) => id)).toEqual(before);
    expect(desk.log().slice(-3)).toEqual([
      'PUT truonghopthutucs/*',
      'DELETE quytrinhxulys/*',
      'DELETE quytrinhxulys/*',
    ]);
  });

  it('counts calendar days where its case does', async () => {
    await fresh();
    await desk.push([
      { ...setCase, after: { ...(setCase as Change<'set-case'>).after!, deadlineUnit: 'day' } } as Change,
    ]);
    await desk.push([change(workflow)]);
    expect((await drawn()).nodes.map(({ data }) => data.loaiThoiGian)).toEqual([
      'Ngày',
      'Ngày',
      'Ngày',
      'Ngày',
    ]);
  });

  it('draws several actions between the same two steps apart', async () => {
    await fresh();
    const twice = {
      ...workflow,
      transitions: [...workflow.transitions, { from: 'tham-dinh', to: 'phe-duyet', action: 'Trình khẩn' }],
    };
    const { actuals } = await desk.push([change(twice)]);
    expect(actuals[0]!.cases.default!.workflow).toEqual(twice);
    const { edges } = await drawn();
    expect(new Set(edges.map(({ id }) => id)).size).toBe(5);
  });
});

describe('a workflow somebody else drew', () => {
  const drawnBySeed = () => seed(seedProcedure(remoteCode, { cases: [seedCase(remoteCode)] }));

  it('is shown with its node ids, its roles by the configuration’s names', async () => {
    desk = await deskOn(drawnBySeed());
    const { steps } = (await desk.readService()).cases.default!.workflow!;
    expect(steps.map(({ kind, role }) => [kind, role])).toEqual([
      ['start', undefined],
      ['step', 'chuyen-vien'],
      ['end', undefined],
    ]);
    expect(steps[1]!.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is left as it is when adopted and pushed again', async () => {
    desk = await deskOn(drawnBySeed());
    const adopted = (await desk.readService()).cases.default!.workflow!;
    await desk.push([change(adopted)]);
    // Only what both stores and the strict parsing lack was added.
    expect((await desk.readService()).cases.default!.workflow).toEqual(adopted);
    expect(desk.log().filter(line => !line.startsWith('PUT'))).toEqual([]);
  });

  it('passes its node on to our step of the same name, so that dossiers standing there go on', async () => {
    desk = await deskOn(drawnBySeed());
    const before = await ids();
    await desk.push([change(workflow)]);
    expect((await ids())['Thẩm định']).toBe(before['Thẩm định']);
    expect(moveDossier((await drawn()).stored)).toHaveLength(4);
  });

  it('that is no JSON is could-not-tell, and can be drawn anew', async () => {
    desk = await deskOn(
      seed(seedProcedure(remoteCode, { cases: [seedCase(remoteCode, { workflow: '[{"id"' })] })),
    );
    expect((await desk.readService()).cases.default).not.toHaveProperty('workflow');
    const { actuals, verified } = await desk.push([change(workflow)]);
    expect([verified, actuals[0]!.cases.default!.workflow]).toEqual([true, workflow]);
  });
});

describe('a workflow that cannot be written', () => {
  const refused = async (after: DesiredWorkflow) => {
    const { sends, complaint } = await desk.push([change(after)]);
    expect(sends).toEqual([]);
    return complaint;
  };

  it('names the role nobody configured, and the group the portal lacks', async () => {
    await fresh();
    const [start, ...rest] = workflow.steps;
    const as = (role: string) => ({ ...workflow, steps: [{ ...start!, role }, ...rest] });
    expect(await refused(as('thu-kho'))).toMatch(/vai trò thu-kho chưa được cấu hình/);
    // Where several do a step of another system: here one group does each.
    const both = [...new Set(workflow.steps.flatMap(({ role }) => role ?? []))].slice(0, 2);
    expect(both).toHaveLength(2);
    expect(await refused(as(both.join(', ')))).toContain(`không giao được cho cả «${both[0]}», «${both[1]}»`);
    await desk.close();
    desk = await deskOn(seed(seedProcedure(remoteCode)), {}, {}, { ...context, roleAt: () => 'Ban Thư ký' });
    expect(await refused(workflow)).toMatch(/không có nhóm người dùng "Ban Thư ký"/);
  });

  it('has two starts, or an end in another state than the platform looks for', async () => {
    await fresh();
    const [start, ...rest] = workflow.steps;
    expect(await refused({ ...workflow, steps: [start!, { ...start!, id: 'hai' }, ...rest] })).toMatch(
      /đúng một bước bắt đầu/,
    );
    const end = { ...workflow.steps[3]!, state: '10' };
    expect(await refused({ ...workflow, steps: [...workflow.steps.slice(0, 3), end] })).toMatch(
      /trạng thái hồ sơ 9/,
    );
  });
});
