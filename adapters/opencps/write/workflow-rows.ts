import type { Memory } from '../../../src/adapter/service-request.ts';
import type { DesiredStep, DesiredWorkflow } from '../../../src/domain/service.ts';
import { unescapeHtml } from '../escape.ts';
import { type Fields, resent } from '../fields.ts';
import { withFacts } from '../note.ts';
import type { StartFacts } from '../process-note.ts';
import { countOf } from '../read/hours.ts';
import { statusFor } from '../read/states.ts';
import type { RemoteJob, RemoteProcess } from '../remote.ts';
import { jobsOf, type RoleBook, roleOf } from '../roles.ts';
import { sequenceRoleOf, type WantedSequences, wantedSequences } from './sequences.ts';
import { stepCodes } from './step-codes.ts';
import type { TakenRows } from './taken.ts';

export interface WantedStep {
  code: string;
  fields: Fields;
  /** Whoever does it, the first of them first. */
  jobs: readonly RemoteJob[];
}

/** What the rows of a process have to be for a desired workflow. */
export interface WantedRows {
  steps: WantedStep[];
  sequences: WantedSequences;
  /** Codes of our step ids; the creation has the blank code. */
  codes: ReadonlyMap<string, string>;
  /** Where the creation itself is the start. */
  start?: StartFacts;
  /** Ids of steps the creation leads to. */
  first: ReadonlySet<string>;
  /** What has to be remembered to know the steps again. */
  remember: Record<string, string>;
  /** Vietnamese; with any of them nothing can be sent. */
  problems: string[];
}

/**
 * Steps and sequences for a workflow. A start that nobody does and that takes no time is the creation of the dossier:
 * a step for it would only be one more click. A row that is there keeps what a definition does not speak of.
 */
export function wantedRows(
  caseKey: string,
  workflow: DesiredWorkflow,
  process: RemoteProcess,
  memory: Memory,
  book: RoleBook,
  taken: TakenRows,
): WantedRows {
  const start = workflow.steps.find(({ kind }) => kind === 'start');
  const bare = start !== undefined && isCreation(start, workflow);
  const first = new Set(
    bare
      ? workflow.transitions.filter(({ from }) => from === start.id).map(({ to }) => to)
      : start
        ? [start.id]
        : [],
  );
  const real = workflow.steps.filter(step => step !== start || !bare);
  const { codes, remember } = stepCodes(caseKey, real, workflow, process, memory, book);
  if (bare) codes.set(start.id, '');
  const problems: string[] = [];
  const wanted = real.map(step => {
    const code = codes.get(step.id)!;
    const performer = step.role ?? standIn(step, workflow);
    const jobs = performer === undefined ? [] : jobsOf(performer, book);
    if (performer !== undefined && !jobs) {
      const word = book.context.roleAt(performer);
      const named =
        word === undefined ? 'chưa có tên ở hệ thống này ("roles" của cấu hình)' : `là «${word}» ở đây`;
      problems.push(
        `bước «${step.name}»: vai trò «${performer}» ${named}, không có vị trí việc làm nào như vậy`,
      );
    }
    return { step, code, jobs: jobs ?? [] };
  });
  const sequences = wantedSequences(
    wanted.map(({ step, code, jobs }) => ({
      ...{ code, isEnd: step.kind === 'end', performers: jobs.map(sequenceRoleOf) },
      own: {
        sequenceName: step.name,
        sequenceRole: sequenceRoleOf(jobs[0]),
        durationCount: countOf(process, step.hours),
      },
    })),
    process,
    book.jobs,
    taken,
  );
  const steps = wanted.map(each => ({ code: each.code, fields: stepRow(each), jobs: each.jobs }));
  const rows: WantedRows = { steps, sequences, codes, first, remember, problems };
  if (bare) {
    const { id, name, state, mayReturn } = start;
    rows.start = { id, name, ...(state && { state }), ...(mayReturn && { back: true }) };
  }
  return rows;

  function stepRow({ step, code, jobs }: (typeof wanted)[number]): Fields {
    const stored = process.steps?.find(one => one.code === code);
    // As it is stored, or was before we took it away.
    const own = stored?.fields ?? asMade(taken.step(code)?.row.fields);
    const kept = own ? resent(own) : emptyStep;
    const place = { kind: step.kind, first: first.has(step.id) };
    const { status, noted } = statusFor(step.state, place, kept.dossierStatus);
    const ids = jobs.map(({ roleId }) => ({ roleId }));
    const standsIn = jobs.length > 0 ? null : undefined;
    const told = roleOf(ids, undefined, book);
    const role = step.role === undefined ? standsIn : step.role === told ? undefined : step.role;
    const facts = {
      online: step.onlineHours === step.hours ? undefined : step.onlineHours,
      state: noted,
      role,
      back: step.mayReturn || undefined,
    };
    return {
      ...kept,
      stepCode: code,
      stepName: step.name,
      sequenceNo: sequences.numbers.get(code)!,
      dossierStatus: status,
      durationCount: countOf(process, step.hours),
      briefNote: withFacts(unescapeHtml(own?.briefNote ?? ''), facts),
    };
  }
}

/** An import may have put an address there that the server refuses otherwise. */
function asMade(fields: Fields | undefined): Fields | undefined {
  if (!fields?.customProcessUrl || URL.canParse(unescapeHtml(fields.customProcessUrl))) return fields;
  return { ...fields, customProcessUrl: '' };
}

function isCreation(
  { id, role, hours, onlineHours }: DesiredStep,
  { transitions }: DesiredWorkflow,
): boolean {
  return role === undefined && hours === 0 && onlineHours === 0 && !transitions.some(({ to }) => to === id);
}

/** A start that takes time but names nobody waits for whoever comes next; the server wants somebody at every step. */
function standIn({ id, kind }: DesiredStep, { steps, transitions }: DesiredWorkflow): string | undefined {
  if (kind !== 'start') return undefined;
  const next = transitions
    .filter(({ from }) => from === id)
    .map(({ to }) => steps.find(step => step.id === to));
  return next.map(step => step?.role).find(role => role !== undefined);
}

const emptyStep: Fields = {
  ...{ dossierStatus: '', dossierSubStatus: '', stepInstruction: '', briefNote: '', customProcessUrl: '' },
  ...{ editable: 'false', lockState: '', checkInput: '0' },
};
