import type { Memory } from '../../../src/adapter/service-request.ts';
import { pairAlone } from '../../../src/domain/pairing.ts';
import { type DesiredStep, type DesiredWorkflow, stepLikeness } from '../../../src/domain/service.ts';
import { readWorkflow, stepMemory } from '../read/workflow.ts';
import type { RemoteProcess } from '../remote.ts';
import type { RoleBook } from '../roles.ts';

/**
 * The code of each desired step: the one it has, since open dossiers stand on codes. A step that is there under
 * another id is known by kind and name, where only one step on either side goes by them; a new one gets its own id.
 */
export function stepCodes(
  caseKey: string,
  steps: readonly DesiredStep[],
  desired: DesiredWorkflow,
  process: RemoteProcess,
  memory: Memory,
  book: RoleBook,
): { codes: Map<string, string>; remember: Record<string, string> } {
  const stored = process.steps ?? [];
  const now = readWorkflow(caseKey, process, memory, book)?.steps ?? [];
  // The creation, which has no row, comes first where there is one.
  const told = now
    .slice(now.length - stored.length)
    .map((step, index) => ({ ...step, code: stored[index]!.code }));
  const codes = new Map<string, string>();
  const taken = new Set<string>();
  const give = (id: string, code: string) => {
    codes.set(id, code);
    taken.add(code);
  };
  for (const { id } of steps) {
    const known = told.find(step => step.id === id);
    if (known) give(id, known.code);
  }
  const wanted = new Set(desired.steps.map(({ id }) => id));
  const gone = told.filter(step => !wanted.has(step.id));
  const come = steps.filter(({ id }) => !codes.has(id));
  for (const [{ id }, { code }] of pairAlone(come, gone, stepLikeness)) give(id, code);
  const inUse = new Set(stored.map(({ code }) => code));
  for (const { id } of steps) {
    if (codes.has(id)) continue;
    let code = memory[stepMemory(caseKey, id)] || id.replace(/[^\w.-]+/g, '-');
    while (taken.has(code) || inUse.has(code)) code += '-2';
    give(id, code);
  }
  return { codes, remember: toRemember(caseKey, codes, memory) };
}

/** Ids that are not their own codes; and that no id of former times goes by these codes any more. */
function toRemember(
  caseKey: string,
  codes: ReadonlyMap<string, string>,
  memory: Memory,
): Record<string, string> {
  const current = new Map([...codes].map(([id, code]) => [stepMemory(caseKey, id), code]));
  const inUse = new Set(codes.values());
  const prefix = stepMemory(caseKey);
  const former = Object.entries(memory).filter(
    ([key, code]) => key.startsWith(prefix) && inUse.has(code) && current.get(key) !== code,
  );
  const renamed = [...current].filter(([key, code]) => key !== stepMemory(caseKey, code) || key in memory);
  return Object.fromEntries([...former.map(([key]) => [key, '']), ...renamed]);
}
