import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { inWindow } from '../../../src/adapter/kit/in-window.ts';
import type { Change } from '../../../src/domain/push.ts';
import type { DesiredCase, DesiredStep, DesiredWorkflow } from '../../../src/domain/service.ts';
import { cleanText } from '../../../src/domain/text.ts';
import { keptDetails } from '../../adapter/kept-details.ts';
import { moveDossier } from '../../sandbox/td-dvc/move-dossier.ts';
import { size } from '../../support/thorough.ts';
import { department, openPortal, readAll, seed, seedProcedure } from './support.ts';
import {
  caseChanges,
  context,
  type Desk,
  desired,
  deskOn,
  levelChange,
  procedure,
  remoteCode,
} from './write-support.ts';

let desk: Desk;
afterEach(() => desk?.close());

const words = fc
  .string({
    unit: fc.constantFrom(...'aăâbcdđeêghiklmnoôơpquưvxyÁẾỘỰ "\\<&\'/'),
    minLength: 1,
    maxLength: 30,
  })
  .map(text => cleanText(`Đ ${text}`));
const hours = fc.integer({ min: 0, max: 80 }).map(number => number / 2);

const workflows: fc.Arbitrary<DesiredWorkflow> = fc
  .record({
    names: fc.array(words, { minLength: 1, maxLength: 6 }),
    roles: fc.array(fc.constantFrom('mot-cua', 'chuyen-vien', 'lanh-dao'), { minLength: 6, maxLength: 6 }),
    times: fc.array(hours, { minLength: 8, maxLength: 8 }),
    back: fc.array(fc.tuple(fc.nat(7), fc.nat(7), words), { maxLength: 3 }),
    mayReturn: fc.boolean(),
  })
  .map(({ names, roles, times, back, mayReturn }) => {
    const middle = names.map(
      (name, at): DesiredStep => ({
        ...{
          id: `buoc-${at}`,
          name,
          kind: 'step',
          role: roles[at]!,
          hours: times[at]!,
          onlineHours: times[at + 1]!,
        },
        ...(mayReturn && at % 2 === 0 ? { mayReturn } : {}),
        ...(at === 1 ? { state: '6' } : {}),
      }),
    );
    const steps: DesiredStep[] = [
      { id: 'dau', name: 'Tiếp nhận', kind: 'start', role: 'mot-cua', hours: 4, onlineHours: 0 },
      ...middle,
      { id: 'cuoi', name: 'Trả kết quả', kind: 'end', hours: 0, onlineHours: 0 },
    ];
    const forward = steps
      .slice(1)
      .map((step, at) => ({ from: steps[at]!.id, to: step.id, action: `Chuyển ${at}` }));
    const others = back.map(([from, to, action]) => ({
      from: middle[from % middle.length]!.id,
      to: middle[to % middle.length]!.id,
      action,
    }));
    const seen = new Set(forward.map(({ from, to }) => `${from} ${to}`));
    return {
      steps,
      transitions: [...forward, ...others.filter(({ from, to }) => !seen.has(`${from} ${to}`))],
    };
  });

const cases: fc.Arbitrary<DesiredCase> = fc.record({
  key: fc.constant('default'),
  name: words,
  components: fc.array(
    fc.record({ name: words, originals: fc.nat(3), copies: fc.nat(3), required: fc.boolean() }),
    { maxLength: 4 },
  ),
  eform: fc.option(
    fc.record({
      display: fc.constant('form'),
      components: fc.array(fc.dictionary(words, fc.jsonValue()), { minLength: 1, maxLength: 3 }),
    }),
    { nil: null },
  ),
  workflow: fc.option(workflows, { nil: null, freq: 5 }),
  deadlineHours: hours,
  onlineDeadlineHours: fc.option(
    hours.filter(each => each > 0),
    { nil: null },
  ),
  deadlineUnit: fc.constantFrom('workingDay' as const, 'day' as const),
});

describe('a pushed definition', () => {
  it('is read back as it was defined, whatever was there before, and asks for nothing more', async () => {
    const city = seed(seedProcedure(remoteCode, { cases: [] }));
    desk = await deskOn(city, {}, { ratePerSecond: 100_000 });
    await fc.assert(
      fc.asyncProperty(cases, async item => {
        const changes = caseChanges(item);
        desk.known = [item];
        const first = await desk.pushAll(changes);
        expect(first.map(({ complaint }) => complaint)).toEqual(first.map(() => undefined));
        const { name: _, key: __, ...rest } = item;
        const { value, facts: _facts, ...parts } = (await desk.readService()).cases.default!;
        expect(JSON.parse(JSON.stringify({ ...value, ...parts }))).toEqual(
          JSON.parse(
            JSON.stringify({
              ...(changes[0] as Change<'set-case'>).after,
              ...rest,
              deadlineHours: item.deadlineHours,
            }),
          ),
        );
        expect((await desk.pushAll(changes)).flatMap(({ sends }) => sends)).toEqual([]);
      }),
      { numRuns: 10 },
    );
    expect(desk.failures).toEqual([]);
  });

  it('is seen by the reading side exactly as by the writing side', async () => {
    desk = await deskOn(seed(seedProcedure(remoteCode, { cases: [] })));
    await desk.pushAll(caseChanges(desired));
    const { cases } = await desk.readService();
    const { system, http } = openPortal(desk.sandbox);
    const { case: read } = await readAll(system);
    http.close();
    expect(read).toHaveLength(1);
    const [{ kind: _, procedure: __, ...item } = expect.unreachable()] = read;
    expect(cases.default!.facts).toEqual(item);
    // What was pushed is sound and usable in the eyes of the rules, too.
    expect([item.workflow!.defects, item.eform!.state]).toEqual([[], 'usable']);
  });

  it('is seen by the next run, whatever runs before have kept', async () => {
    desk = await deskOn(seed(seedProcedure(remoteCode)));
    const details = keptDetails();
    const { system, http } = openPortal(desk.sandbox, {}, {}, details);
    const formRead = async () => (await readAll(system)).case[0]!.eform!.hash;
    const before = await formRead();
    const writer = await system.writer!(context);
    const change = caseChanges(desired).find(({ kind }) => kind === 'set-eform')!;
    const state = await system.readService!(change.target.procedure, {
      ...{ names: context, cases: [desired], memory: {} },
    });
    for (const send of writer.next([change], [state])) await writer.send(send);
    expect(await formRead()).not.toBe(before);
    http.close();
  });

  it('stands for many procedures with forms and workflows', { timeout: 300_000 }, async () => {
    const many = size(200, 40);
    const codes = Array.from({ length: many }, (_, number) => `2.${String(number).padStart(6, '0')}`);
    const city = seed(
      ...codes.map(code =>
        seedProcedure(`${code}.H13`, { offerings: [{ agency: department, level: 2 }], cases: [] }),
      ),
    );
    desk = await deskOn(city, {}, { ratePerSecond: 100_000 });
    const definition = (code: string): DesiredCase => ({
      ...desired,
      name: `Trường hợp ${code}`,
      components: [{ name: `Đơn ${code}`, originals: 1, copies: 0, required: true }],
      eform: { ...desired.eform, title: code },
    });
    desk.known = [{ key: 'default', name: '' }];
    const done = inWindow(codes, 8, async code => {
      const results = await desk.pushAll([
        ...caseChanges(definition(code), code),
        levelChange(4, 'H13.5', code),
      ]);
      const actual = await desk.readService(code);
      return { code, results, actual };
    });
    for await (const { code, results, actual } of done) {
      expect(results.every(({ verified, complaint }) => verified && complaint === undefined)).toBe(true);
      const { components, eform, workflow } = definition(code);
      expect(actual.cases.default).toMatchObject({ components, eform, workflow });
      expect(actual.offerings['H13.5']).toMatchObject({ level: 4 });
      const { fields } = (actual.remote as { cases: Record<string, { fields: object }> }).cases.default!;
      expect(moveDossier(fields)).toHaveLength(4);
    }
    expect(desk.failures).toEqual([]);
    // Case, component, e-form, steps, two ends, drawing, level.
    expect(desk.sandbox.writes).toHaveLength(many * 8);
    expect(new Set(codes.map(code => desk.memories.get(code)!['step:default:tham-dinh'])).size).toBe(many);
    expect(procedure).not.toBe(codes[0]);
  });
});
