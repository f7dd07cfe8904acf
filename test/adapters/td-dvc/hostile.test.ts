import { describe, expect, it } from 'vitest';
import { readSandbox, seed, seedProcedure } from './support.ts';

const city = seed(...Array.from({ length: 20 }, (_, number) => seedProcedure(`1.0000${10 + number}`)));

describe('a hostile portal', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['answers HTML', { html: true }, 'not-understood'],
    ['cuts its answers', { cut: true }, 'not-understood'],
    ['closes every connection', { down: true }, 'unreachable'],
    ['cuts the list of procedures', { cut: '/thutucs' }, 'not-understood'],
    ['answers HTML for the agencies', { html: '/groups' }, 'not-understood'],
    ['fails in the list of procedures', { bareError: '/thutucs' }, 'remote-fault'],
    ['forbids the list of agencies', { forbidden: '/groups' }, 'refused'],
  ])('that %s ends the reading with the reason', async (_, quirks, kind) => {
    const { error, offering } = await readSandbox(city, quirks);
    expect(error).toMatchObject({ name: 'RemoteError', kind });
    expect(offering).toEqual([]);
  });

  it('that never answers, or answers without end, is left', async () => {
    const hanging = await readSandbox(city, { hang: true }, {}, { answerTimeoutMs: 50, attempts: 1 });
    expect(hanging.error).toMatchObject({ kind: 'timeout' });
    const huge = await readSandbox(city, { hugeAnswer: 200_000_000 }, {}, { maxAnswerBytes: 1_000_000 });
    expect(huge.error).toMatchObject({ kind: 'too-large' });
  });

  it('keeps the words of an exception short, in the message', async () => {
    const { error } = await readSandbox(city, { bareError: '/groups' });
    expect((error as Error).message).toContain('Nullable object must have a value.');
    expect((error as Error).message).not.toContain('"');
  });

  it('loses only the offerings it does not tell, as a gap for each agency', async () => {
    const { gap, procedure, error } = await readSandbox(city, { bareError: 'donvithutucs' });
    expect(error).toBeUndefined();
    expect(gap.map(({ part }) => part)).toEqual(['offerings', 'offerings']);
    expect(procedure).toHaveLength(20);
  });

  it('makes cases a gap when their list cannot be read, and says nothing about deadlines', async () => {
    const { gap, case: cases, procedure } = await readSandbox(city, { forbidden: '/truonghopthutucs' });
    expect(gap).toMatchObject([{ part: 'cases', reason: expect.stringContaining('403') }]);
    expect(cases).toEqual([]);
    expect(procedure[0]?.facts.deadlines).toBeUndefined();
  });

  it('cannot tell the components when their list is cut, but keeps e-forms and workflows', async () => {
    const { gap, case: cases } = await readSandbox(city, { cut: '/thanhphanthutucs' });
    expect(gap.map(({ part }) => part)).toEqual(['components']);
    expect(cases).toHaveLength(20);
    expect(cases.every(each => each.components === undefined && each.eform?.state === 'usable')).toBe(true);
  });

  it('cannot tell what single cases would say, and calls it a gap when they are many', async () => {
    const { gap, case: cases, quarantine } = await readSandbox(city, { bareError: 'truonghopthutucs/' });
    expect(gap).toMatchObject([{ part: 'case', reason: expect.stringContaining('20 trên 20') }]);
    expect(quarantine.filter(({ part }) => part === 'case')).toHaveLength(20);
    for (const each of cases) {
      expect(each).toMatchObject({ deadlineHours: 24, agencies: null });
      for (const fact of ['components', 'eform', 'workflow', 'onlineClosed', 'onlinePayment'] as const) {
        expect(each[fact]).toBeUndefined();
      }
    }
  });

  it('leaves fees open when they cannot be read, not free', async () => {
    const { gap, procedure } = await readSandbox(city, { forbidden: 'philephis' });
    expect(gap.map(({ part }) => part)).toEqual(['fee']);
    expect(procedure.every(({ facts }) => facts.fees === undefined)).toBe(true);
  });

  it('shows no token and no password in what it logs', async () => {
    const { log, error } = await readSandbox(city, {
      bareError: ['donvithutucs', 'philephis'],
      expireTokenAfter: 10,
    });
    const words = `${log.lines.join()} ${error}`;
    expect(words).not.toContain('v2.local.');
    expect(words).not.toContain('Sandbox-117');
  });
});
