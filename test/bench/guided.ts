import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Agency } from '../../src/domain/agency.ts';
import { unitFinder } from '../../src/review/units.ts';
import { suggester } from '../../src/snapshot/suggest.ts';
import { context, type Sample } from '../review/corpus/sample.ts';
import { type Compared, compare, kinds } from '../review/guided-comparison.ts';
import { reviewRound } from '../sandbox/city/review-lists.ts';

const corpus = ['layouts', 'columns', 'units', 'codes', 'marks', 'forms', 'sections', 'struck', 'packages'];

/**
 * Questions and rejections that the same answers cause by free list and by guided form, for each kind of defect, on all
 * lists there are: the tests' own, a round of eighty communes, and the cases beside the project where they are.
 */
export async function guidedBench(): Promise<string[]> {
  const samples: Pick<Sample, 'name' | 'bytes' | 'options' | 'context'>[] = [];
  for (const name of corpus)
    samples.push(...((await import(`../review/corpus/${name}.ts`)) as Record<string, Sample[]>)[name]!);
  const parts: [string, Map<string, Compared>, number][] = [
    ['lists of the tests', await compare(samples, context), samples.length],
  ];
  const round = await communes();
  parts.push(['a round of communes', await compare(round, context), round.length]);
  const cases = casesBeside();
  if (cases.length > 0) parts.push(['cases from the field', await compare(cases, context), cases.length]);
  return parts.flatMap(([of, table, files]) => [`${of} (${files} files)`, ...linesOf(table)]);
}

function linesOf(table: ReadonlyMap<string, Compared>): string[] {
  const line = (what: string, ...counts: (number | string)[]) =>
    `  ${what.padEnd(52)}${counts.map(each => String(each).padStart(10)).join('')}`;
  const shown = kinds.flatMap(kind => {
    const { rows, free, guided } = table.get(kind)!;
    return rows === 0
      ? []
      : [line(kind, rows, free.questioned, free.rejected, guided.questioned, guided.rejected)];
  });
  const all = [...table.values()];
  const sum = (of: (each: Compared) => number) => all.reduce((total, each) => total + of(each), 0);
  return [
    line('', '', 'free', '', 'guided', ''),
    line('kind of defect', 'rows', 'asked', 'rejected', 'asked', 'rejected'),
    ...shown,
    line(
      'together',
      sum(({ rows }) => rows),
      sum(({ free }) => free.questioned),
      sum(({ free }) => free.rejected),
      sum(({ guided }) => guided.questioned),
      sum(({ guided }) => guided.rejected),
    ),
  ];
}

async function communes(): Promise<Pick<Sample, 'name' | 'bytes' | 'context'>[]> {
  const units = Array.from({ length: 83 }, (_, at): Agency => {
    const code = `H13.21.${at + 1}`;
    return { code, name: `Ủy ban nhân dân phường Số ${at + 1}`, tier: 'commune', parent: 'H13.21' };
  });
  const services = Array.from({ length: 12 }, (_, at) => ({
    ...{ code: `1.00${String(4000 + at * 7)}`, name: `Thủ tục thứ ${at + 1}` },
  }));
  const procedures = new Map(services.map(({ code, name }) => [code, { name, active: true }]));
  const among = { units: unitFinder(units), national: { procedures, suggest: suggester(services) } };
  const { files } = await reviewRound(units, services);
  return files.map(({ name, content }) => ({ name, bytes: content, context: among }));
}

function casesBeside(): Pick<Sample, 'name' | 'bytes' | 'options' | 'context'>[] {
  const shared = new URL('../../../shared/', import.meta.url);
  const data = new URL('data/national-procedures.ndjson.gz', shared);
  if (!existsSync(new URL('cases/', shared)) || !existsSync(data)) return [];
  const known = gunzipSync(readFileSync(data))
    .toString('utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { MATTHC: string; TENTTHC: string })
    .map(({ MATTHC, TENTTHC }) => ({ code: MATTHC, name: TENTTHC }));
  const procedures = new Map(known.map(({ code, name }) => [code, { name, active: true }]));
  const national = { procedures, suggest: suggester(known) };
  return readdirSync(new URL('cases/', shared), { recursive: true, encoding: 'utf8' })
    .filter(path => /\.(xlsx|docx|csv)$/.test(path))
    .map(path => ({
      ...{ name: basename(path), bytes: readFileSync(new URL(`cases/${path}`, shared)) },
      ...{ options: { unit: 'H13.3' }, context: { national } },
    }));
}
