import { afterEach, describe, expect, it } from 'vitest';
import type { Change } from '../../../src/domain/push.ts';
import type { DesiredWorkflow } from '../../../src/domain/service.ts';
import { share } from '../../support/thorough.ts';
import { department, seed, seedCase, seedProcedure } from './support.ts';
import {
  caseChanges,
  type Desk,
  desired,
  deskOn,
  levelChange,
  procedure,
  remoteCode,
  workflow,
} from './write-support.ts';

const [start, middle, approve, end] = workflow.steps;
const shorter: DesiredWorkflow = {
  steps: [start!, { ...middle!, name: 'Thẩm tra' }, end!],
  transitions: [
    { from: 'tiep-nhan', to: 'tham-dinh', action: 'Chuyển thẩm tra' },
    { from: 'tham-dinh', to: 'tra', action: 'Hoàn thành' },
  ],
};
const target = { procedure, case: 'default' };

/** A whole definition, changed again afterwards: every kind of write there is. */
const changes: Change[] = [
  ...caseChanges(desired),
  { kind: 'create-offering', target: { procedure, agency: 'H13.21' }, before: null, after: { level: 3 } },
  levelChange(4),
  { kind: 'set-workflow', target, before: workflow, after: shorter },
  {
    kind: 'set-workflow',
    target,
    before: shorter,
    after: { ...workflow, steps: [start!, middle!, approve!, end!] },
  },
  { kind: 'set-components', target, before: desired.components, after: desired.components.slice(1) },
  { kind: 'deactivate-offering', target: { procedure, agency: 'H13.5' }, before: { level: 4 }, after: null },
];
const city = () =>
  seed(
    seedProcedure(remoteCode, { offerings: [{ agency: department, level: 2 }], cases: [] }),
    seedProcedure('1.000001', { cases: [seedCase('1.000001_1')] }),
  );

const open: Desk[] = [];
afterEach(() => Promise.all(open.splice(0).map(desk => desk.close())));

const guids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Pushes everything; the ids the server makes up are numbered in the order they appear. */
async function pushed(interrupt?: { number: number; quirk: string }) {
  const desk = await deskOn(city(), { expireTokenAfter: 0 }, { ratePerSecond: 100_000 });
  open.push(desk);
  let before = 0;
  desk.sending = () => {
    const now = before++;
    if (interrupt) desk.sandbox.set(interrupt.quirk, now === interrupt.number);
  };
  const results = await desk.pushAll(changes);
  const names = new Map<string, string>();
  const log = desk.sandbox.writes.map(({ method, path, body }) =>
    `${method} ${path} ${body}`.replace(guids, id => {
      if (!names.has(id.toLowerCase())) names.set(id.toLowerCase(), `#${names.size}`);
      return names.get(id.toLowerCase())!;
    }),
  );
  const { cases, offerings } = await desk.readService();
  // Without what the platform stamps and draws itself.
  const { facts: _, ...contents } = cases.default!;
  return { desk, results, log, city: { cases: { ...cases, default: contents }, offerings } };
}

describe('a push that is broken off', () => {
  it.each([
    ['after a write took effect', 'dropAfterWrite'],
    ['before a write took effect', 'dropBeforeWrite'],
  ])('%s, at any write, goes on without losing, doubling or reordering anything', async (_, quirk) => {
    const whole = await pushed();
    expect(whole.log.length).toBeGreaterThanOrEqual(15);
    for (const number of share(whole.log.keys())) {
      const resumed = await pushed({ number, quirk });
      expect(resumed.desk.failures).toHaveLength(1);
      expect(resumed.results.every(({ verified, complaint }) => verified && complaint === undefined)).toBe(
        true,
      );
      expect(resumed.log).toEqual(whole.log);
      expect(resumed.city).toEqual(whole.city);
      await resumed.desk.close();
    }
    expect(whole.city.offerings).toEqual({ 'H13.21': { level: 3, account: false } });
    expect(whole.city.cases.default!.workflow).toEqual(workflow);
  });

  it('loses every third connection and still writes each thing once', async () => {
    const whole = await pushed();
    const desk = await deskOn(city(), { dropAfterWrite: 1 / 3, dropBeforeWrite: 0.25 });
    open.push(desk);
    await desk.pushAll(changes);
    expect(desk.log()).toEqual(whole.desk.log());
    expect(desk.failures.length).toBeGreaterThan(6);
  });

  it('derives the same step ids again when even what was remembered is lost', async () => {
    const { desk } = await pushed();
    const before = desk.sandbox.writes.length;
    desk.memories.clear();
    await desk.push([{ kind: 'set-workflow', target, before: null, after: workflow }]);
    const since = desk.sandbox.writes.slice(before).map(({ method }) => method);
    expect(since).toEqual(['PUT']);
    expect((await desk.readService()).cases.default!.workflow).toEqual(workflow);
  });
});
