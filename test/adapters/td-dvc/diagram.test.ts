import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeDiagram } from '../../../adapters/td-dvc/diagram.ts';
import { draw } from '../../sandbox/td-dvc/drawing.ts';
import { workflow } from './support.ts';

type Node = Record<string, unknown> & { data: Record<string, unknown> };
const { nodeQuyTrinh, edgeQuyTrinh } = draw(workflow, 'c0000000-0000-4000-8000-000000000009');

/** The sound diagram with one change to its nodes or edges. */
function changed(change: (nodes: Node[], edges: Record<string, unknown>[]) => void) {
  const nodes = JSON.parse(nodeQuyTrinh!) as Node[];
  const edges = JSON.parse(edgeQuyTrinh!) as Record<string, unknown>[];
  change(nodes, edges);
  return judgeDiagram(JSON.stringify(nodes), JSON.stringify(edges));
}

const without = (field: string) => (nodes: Node[]) => {
  for (const { data } of nodes) delete data[field];
};
/** Sets one field of the node at a place, or of its data. */
const node = (at: number, field: string, value: unknown) => (nodes: Node[]) => {
  nodes[at]![field] = value;
};
const data = (at: number, field: string, value: unknown) => (nodes: Node[]) => {
  nodes[at]!.data[field] = value;
};

describe('judgeDiagram', () => {
  it('finds a diagram sound that is drawn as the contract says', () => {
    expect(judgeDiagram(nodeQuyTrinh, edgeQuyTrinh)).toMatchObject({
      defects: [],
      longestHours: 20,
      longestOnlineHours: 12,
    });
  });

  it('takes a start and an end as the server itself makes them, without data.id', () => {
    expect(changed(without('id'))?.defects).toEqual([]);
  });

  it.each([[null], [''], [' '], ['[]'], ['null']])('sees no workflow in nodes %j', nodes => {
    expect(judgeDiagram(nodes, '[]')).toBeNull();
  });

  it.each<[string, string, string | null]>([
    ['nodes that are not JSON', '[{', '[]'],
    ['nodes that are no list', '{}', '[]'],
    ['edges that are not JSON', nodeQuyTrinh!, '[{'],
  ])('cannot parse %s', (_, nodes, edges) => {
    expect(judgeDiagram(nodes, edges)?.defects).toMatchObject([{ defect: 'unparsable' }]);
  });

  it.each<[string, (nodes: Node[], edges: Record<string, unknown>[]) => void, object]>([
    ['a fractional width', node(1, 'width', 280.5), { defect: 'malformed', step: 'Thẩm định' }],
    ['a height in words', node(1, 'height', '120'), { defect: 'malformed', step: 'Thẩm định' }],
    ['deletable null', node(0, 'deletable', null), { defect: 'malformed', step: 'Tiếp nhận hồ sơ' }],
    ['selected null', node(1, 'selected', null), { defect: 'malformed' }],
    ['an empty data.id', data(1, 'id', ''), { defect: 'malformed' }],
    ['a start in another state', data(0, 'maTrangThaiHoSo', '4'), { defect: 'malformed' }],
    ['an end in another state', data(2, 'maTrangThaiHoSo', '4'), { defect: 'malformed' }],
    ['hours in words', data(1, 'thoiGianXuLy', 'ba ngày'), { defect: 'malformed' }],
    ['a step without a group', data(1, 'nhomNguoiDungId', ''), { defect: 'no-performer' }],
    ['a node that is null', nodes => void nodes.push(null as never), { defect: 'malformed' }],
    ['an edge without a target', (_, edges) => void edges.push({ source: 'x' }), { defect: 'malformed' }],
    [
      'an edge to a node that was deleted',
      (_, edges) => void edges.push({ ...edges[0]!, target: 'x' }),
      { defect: 'broken-transition' },
    ],
    ['no start', node(0, 'type', 'customNode'), { defect: 'no-start' }],
    ['two ends, which the platform mixes up', node(1, 'type', 'endNode'), { defect: 'several-ends' }],
  ])('names %s', (_, change, defect) => {
    expect(changed(change)?.defects).toContainEqual(expect.objectContaining(defect));
  });

  it('reads a missing time as 0, as the server does', () => {
    const verdict = changed(without('thoiGianXuLy'));
    expect(verdict).toMatchObject({ longestHours: 0, defects: [{ defect: 'no-hours' }] });
  });

  it('never throws, whatever is stored', () => {
    const stored = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constant(null),
      fc.array(fc.jsonValue()).map(list => JSON.stringify(list)),
    );
    fc.assert(
      fc.property(stored, stored, (nodes, edges) => {
        const verdict = judgeDiagram(nodes, edges);
        expect(verdict === null || verdict.hash.length === 32).toBe(true);
      }),
    );
  });
});
