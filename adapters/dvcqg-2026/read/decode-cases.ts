import type { Known } from '../../../src/domain/known.ts';
import type { CaseFacts, Component } from '../../../src/domain/procedure.ts';
import { textKey } from '../../../src/domain/text.ts';
import type { DetailRow, PaperRow } from '../schema.ts';

type CaseRow = NonNullable<DetailRow['cases']>[number];
type Papers = NonNullable<DetailRow['executionCases']>[number];

/**
 * `cases` are what can be filed; their papers are those of `executionCases`, which have neither id nor code. A record
 * without the first shows the second as they are; without either its cases could not be told.
 */
export function decodeCases(
  { cases = [], executionCases = [] }: DetailRow,
  onlineClosed: boolean | undefined,
): CaseFacts[] | undefined {
  const closed = onlineClosed === undefined ? {} : { onlineClosed };
  if (cases.length === 0) {
    if (executionCases.length === 0) return undefined;
    return executionCases.map(({ name, profileComponents }, index) => ({
      ...{ key: keyOf('', '', index), ...(name && { name }), agencies: null },
      ...toldComponents(profileComponents),
      ...{ ...closed, deadlineHours: null },
    }));
  }
  const seen = new Set<string>();
  return cases.flatMap((row, index) => {
    const key = keyOf(row.code, row.id, index);
    if (seen.has(key)) return [];
    seen.add(key);
    const { name, profileComponents: own } = row;
    const papers = own?.length ? own : papersOf(row, index, cases, executionCases)?.profileComponents;
    const facts: CaseFacts = { key, ...(name && { name }), agencies: null, ...toldComponents(papers) };
    return [{ ...facts, ...deadlineOf(row), ...closed }];
  });
}

function keyOf(code: string, id: string, index: number): string {
  return code || id || String(index + 1);
}

/** By a name that only one of each has; else by their places, where there are as many. */
function papersOf(
  { name }: CaseRow,
  index: number,
  cases: readonly CaseRow[],
  papers: readonly Papers[],
): Papers | undefined {
  const isNamed = (one: { name: string }) => textKey(one.name) === textKey(name);
  const named = papers.filter(isNamed);
  if (named.length === 1 && cases.filter(isNamed).length === 1) return named[0];
  return papers.length === cases.length ? papers[index] : undefined;
}

function toldComponents(papers: readonly PaperRow[] | undefined): { components?: Known<Component[]> } {
  return papers ? { components: componentsOf(papers) } : {};
}

/** The same paper comes twice in one case. `required` is false nearly everywhere: only true says something. */
function componentsOf(papers: readonly PaperRow[]): Known<Component[]> {
  const components = new Map<string, Component>();
  for (const { name, code, originalQty, copyQty, required } of papers) {
    const key = `${code}\n${textKey(name)}`;
    if ((name === '' && code === '') || components.has(key)) continue;
    components.set(key, {
      ...(code && { code }),
      name: name || code,
      ...(originalQty !== undefined && { originals: originalQty }),
      ...(copyQty !== undefined && { copies: copyQty }),
      ...(required && { required }),
    });
  }
  return components.size > 0 ? [...components.values()] : null;
}

const hours: Record<string, number> = { WORKING_DAY: 8, DAY: 8, HOUR: 1 };

/** A case without a time of its own has none: what the portal promises then stands with the ways to file. */
function deadlineOf({ processingDay }: CaseRow): Pick<CaseFacts, 'deadlineHours' | 'deadlineUnit'> {
  if (!processingDay) return { deadlineHours: null };
  const { qty, type } = processingDay;
  const each = hours[type];
  if (!qty || each === undefined) return {};
  return { deadlineHours: qty * each, ...(type === 'DAY' && { deadlineUnit: 'day' as const }) };
}
