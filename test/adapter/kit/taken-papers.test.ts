import { expect, it } from 'vitest';
import { takenPapers } from '../../../src/adapter/kit/taken-papers.ts';
import type { Memory } from '../../../src/adapter/service-request.ts';

type Paper = { name: string; code?: string };

const [plain, a, b] = [{ name: 'Tờ khai' }, { name: 'Tờ  KHAI', code: 'A' }, { name: 'Tờ khai', code: 'B' }];

const papers = (memory: Memory) => takenPapers<Paper>('default', 'paper', memory);
const memoryOf = (...taken: Paper[]): Memory =>
  Object.assign({}, ...taken.map(paper => papers({}).taking(paper, paper)));
const found = (taken: Paper[], come: Paper[]) =>
  papers(memoryOf(...taken))
    .of(come)
    .map(one => one?.row);

it.each<[string, Paper[], Paper[], (Paper | undefined)[]]>([
  ['by their code', [a, b], [b, a], [b, a]],
  ['by their name where no code is given', [a], [plain], [a]],
  ['by their name where another code is given', [plain], [a], [plain]],
  ['by what their code leaves over', [a, plain], [b, a], [plain, a]],
  ['not where what was could be either', [a, b], [plain], [undefined]],
  ['not where either could be what was', [a], [plain, plain], [undefined, undefined]],
  ['not twice', [a], [a, plain], [a, undefined]],
  ['not under another name', [a], [{ name: 'Căn cước', code: 'A' }], [undefined]],
])('are known again %s', (_, taken, come, expected) => {
  expect(found(taken, come)).toEqual(expected);
});

it('are forgotten once they are back, under whatever code', () => {
  const memory = memoryOf(a);
  const [former] = papers(memory).of([b]);
  const made = { ...memory, ...papers(memory).making(former, b) };
  const back = { ...made, ...papers(made).back([b]) };
  expect(Object.values(back).filter(now => now !== '')).toEqual([]);
  expect(papers(memory).making(undefined, b)).toEqual({});
});
