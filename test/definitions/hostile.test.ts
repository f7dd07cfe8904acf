import { describe, expect, it } from 'vitest';
import { load, rightFiles, service } from './support.ts';

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, at) => {
    const before = 'abcdefg'[at];
    return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`;
  }),
].join('\n');

describe('files that mean harm', () => {
  it.each<[string, Record<string, string | Uint8Array>, RegExp]>([
    [
      'aliases that multiply',
      { 'service.yaml': `${service}${bomb}` },
      /YAML không hợp lệ: Excessive alias count/,
    ],
    [
      'an alias that leads back to itself',
      { 'service.yaml': `${service}x: &x { inner: [*x] }` },
      /service\.yaml:\d+: tham chiếu \(\*tên\) trỏ vòng vào chính nó/,
    ],
    [
      'aliases by the thousand',
      { 'service.yaml': `${service}x: &x 1\ny: [${'*x, '.repeat(5_000)}]` },
      /service\.yaml:\d+: có quá 100 tham chiếu/,
    ],
    [
      'keys by the ten thousand that nobody knows',
      {
        'service.yaml': `${service}${Array.from({ length: 20_000 }, (_, at) => `khoa${at}: 1`).join('\n')}`,
      },
      /khoa19.* khóa không được biết.*; và 19\.980 khóa khác cũng vậy/,
    ],
    [
      'a key of a thousand letters',
      { 'service.yaml': `${service}${'k'.repeat(1_000)}: 1` },
      /khóa không được biết/,
    ],
    ['an alias to nothing', { 'service.yaml': `${service}x: *nothing` }, /YAML không hợp lệ/],
    [
      'brackets without end',
      { 'service.yaml': '['.repeat(100_000) },
      /service\.yaml:1: lồng nhau quá 200 lớp/,
    ],
    ['lists without end', { 'service.yaml': '- '.repeat(100_000) }, /service\.yaml:1: lồng nhau quá 200 lớp/],
    [
      'a huge file',
      { 'service.yaml': `# ${'x'.repeat(1_000_001)}` },
      /service\.yaml: tệp lớn 1\.0\d\d\.\d{3} byte, nhiều nhất là 1\.000\.000/,
    ],
    [
      'no text at all',
      { 'service.yaml': new Uint8Array([0xff, 0xfe, 0x00, 0x81]) },
      /service\.yaml: không phải văn bản UTF-8/,
    ],
    [
      'a list for a mapping',
      { 'service.yaml': '- 1\n- 2\n' },
      /service\.yaml:1: phải là nhóm khóa, đang là một danh sách/,
    ],
    ['an empty file', { 'service.yaml': '' }, /service\.yaml:1: procedure: thiếu khóa bắt buộc/],
    [
      'a form nested without end',
      { ...rightFiles, 'eform.json': `{"components":[],"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}` },
      /eform\.json: lồng nhau quá nhiều lớp/,
    ],
    [
      'a workflow that is nothing but beginnings of remarks',
      { ...rightFiles, 'workflow.bpmn': '<!--'.repeat(240_000) },
      /workflow\.bpmn: có hơn 10\.000 thẻ/,
    ],
    ['a form that is a list', { ...rightFiles, 'eform.json': '[]' }, /eform\.json: không phải một đối tượng/],
    [
      'keys of the language itself',
      { 'service.yaml': `${service}__proto__: { level: 1 }\nconstructor: x\n` },
      /__proto__: khóa không được biết/,
    ],
  ])('%s: a problem of that file, nothing else', async (_what, files, expected) => {
    const { lines, definitions, understood } = await load(files);
    expect(lines.join('\n')).toMatch(expected);
    expect([definitions, understood]).toEqual([[], []]);
  });
});
