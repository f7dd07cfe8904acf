import { describe, expect, it } from 'vitest';
import type { RemoteSend } from '../../src/adapter/writer.ts';
import { loadPlan } from '../../src/apply/stored-plan.ts';
import { appliedOf } from '../../src/store/push/applied.ts';
import { journalSend } from '../../src/store/push/journal.ts';
import { setPlanState } from '../../src/store/push/plans.ts';
import { journalOf } from '../support/journal-of.ts';
import type { Fault, Write } from './model-remote.ts';
import { modelWriter } from './model-writer.ts';
import { type Place, usePlaces } from './place.ts';
import { change, components, level, names, planId, seed, wholeService } from './plan-of.ts';

const placeOf = usePlaces();

const isTo =
  (what: string, procedure = '') =>
  (write: Write) =>
    write.path.startsWith(`/${what}/${procedure}`) || (what === 'levels' && write.path === '/levels');

/** The fault for the first `times` arrivals of each write that `which` picks. */
function always(which: (write: Write) => boolean, fault: Fault, times = Number.POSITIVE_INFINITY) {
  return (write: Write, before: number) => (which(write) && before < times ? fault : undefined);
}

describe('a connection that is cut', () => {
  it('after the write took effect: it is looked up, found, and not sent again', async () => {
    const place = await placeOf(wholeService('A', ['H13.1']));
    seed(place.portal, ['A']);
    place.portal.fault = always(() => true, 'cut-after');
    expect((await place.apply()).counts).toMatchObject({ verified: 6 });
    expect(place.portal.log).toHaveLength(8);
    expect(place.portal.procedures.get('A')!.rows).toEqual([{ agency: 'H13.1', level: 4 }]);
    expect(place.portal.procedures.get('A')!.cases.default!.components).toEqual(components);
    const [first] = await journalOf(place.store, planId);
    expect(first?.state).toBe('unknown');
    expect(first?.words).toContain('không rõ yêu cầu ghi đã được thực hiện hay chưa');
  });

  it('before it took effect: it is looked up, not found, and sent again', async () => {
    const place = await placeOf(wholeService('A', ['H13.1']));
    seed(place.portal, ['A']);
    place.portal.fault = always(() => true, 'cut-before', 1);
    expect((await place.apply()).counts).toMatchObject({ verified: 6 });
    expect(place.portal.log).toHaveLength(8);
    expect(place.portal.arrived).toHaveLength(16);
  });

  it('every time: fails after three tries, with the words of the connection', async () => {
    const place = await placeOf([level('A', 'H13.1', 2, 4)]);
    seed(place.portal, ['A'], ['H13.1'], 2);
    place.portal.fault = always(() => true, 'cut-before');
    expect(await place.apply()).toMatchObject({ state: 'applied', counts: { failed: 1 } });
    expect(place.portal.arrived).toHaveLength(3);
    expect((await place.results())[0]!.message).toContain('kết nối bị ngắt giữa chừng');
  });

  it('and reading back fails as well: in doubt, to be looked up by resuming', async () => {
    const place = await placeOf([
      change('create-offering', { procedure: 'A', agency: 'H13.1' }, null, { level: 2 }),
      level('A', 'H13.1', 2, 4),
    ]);
    seed(place.portal, ['A']);
    place.portal.fault = always(isTo('offerings'), 'cut-after');
    place.portal.readFault = () => (place.portal.arrived.length > 0 ? 'cut' : undefined);
    expect(await place.apply()).toMatchObject({ state: 'stopped', counts: { 'in-doubt': 1, waiting: 1 } });
    const [first] = await place.results();
    expect(first!.message).toContain('đã gửi nhưng chưa đọc lại được để xác nhận');

    delete place.portal.readFault;
    expect(await place.apply({ resume: true })).toMatchObject({ state: 'applied', counts: { verified: 2 } });
    expect(place.portal.procedures.get('A')!.rows).toEqual([{ agency: 'H13.1', level: 4 }]);
    expect(place.portal.log).toHaveLength(2);
  });
});

describe('a remote that answers 200 and changes nothing', () => {
  it('is found out by reading back', async () => {
    const place = await placeOf([...wholeService('A', ['H13.1']), ...wholeService('B', ['H13.1'])]);
    seed(place.portal, ['A', 'B']);
    place.portal.fault = always(isTo('eform', 'A'), 'ignore');
    const { state, counts } = await place.apply();
    // B goes on; of A everything that stands on the form is left out, its workflow included.
    expect({ state, counts }).toMatchObject({
      state: 'applied',
      counts: { verified: 8, failed: 1, skipped: 3 },
    });
    const failed = (await place.results()).find(result => result.state === 'failed');
    expect(failed?.message).toBe('đã gửi nhưng không có tác dụng: ghi biểu mẫu');
    expect(place.portal.arrived.filter(isTo('eform', 'A'))).toHaveLength(1);
    const skipped = (await place.results()).filter(result => result.state === 'skipped');
    expect(skipped.map(({ message }) => message)).toEqual(
      Array(3).fill(`bỏ qua vì hành động số ${failed!.number} mà nó dựa vào không thành`),
    );
    expect((await appliedOf(place.store, 'portal', ['A'])).map(({ kind }) => kind)).toEqual([
      'set-case',
      'set-components',
    ]);
  });

  it('for one of a batch: only that one fails', async () => {
    const agencies = names('H13.', 10);
    const place = await placeOf(agencies.map(agency => level('A', agency, 2, 4)));
    seed(place.portal, ['A'], agencies, 2);
    const row = place.portal.procedures.get('A')!.rows[6]!;
    place.portal.fault = () => ({
      after: Promise.resolve().then(() => {
        row.level = 2;
      }),
    });
    expect((await place.apply()).counts).toMatchObject({ verified: 9, failed: 1 });
    expect(await failures(place)).toEqual(['H13.7: đã gửi nhưng không có tác dụng: đặt mức 4 cho 1 dịch vụ']);
    expect(place.portal.arrived).toHaveLength(2);
  });
});

describe('a remote that refuses', () => {
  it('one field: fails with its words, nothing else is disturbed', async () => {
    const place = await placeOf([...wholeService('A', ['H13.1', 'H13.2']), ...wholeService('B', ['H13.1'])]);
    seed(place.portal, ['A', 'B']);
    const words = 'Nullable object must have a value.';
    place.portal.fault = always(write => isTo('offerings', 'A')(write) && write.body.includes('H13.2'), {
      refuse: 500,
      words,
    });
    expect((await place.apply()).counts).toMatchObject({ verified: 12, failed: 1, skipped: 1 });
    expect((await place.results()).find(({ state }) => state === 'failed')?.message).toBe(
      `HTTP 500: ${words}`,
    );
    expect(place.portal.procedures.get('A')!.rows).toEqual([{ agency: 'H13.1', level: 4 }]);
  });

  it('a batch because of one in it: the others get through', async () => {
    const agencies = names('H13.', 10);
    const place = await placeOf(agencies.map(agency => level('A', agency, 2, 4)));
    seed(place.portal, ['A'], agencies, 2);
    place.portal.fault = always(write => write.body.includes('"H13.7"'), { refuse: 500, words: 'lỗi' });
    expect((await place.apply()).counts).toMatchObject({ verified: 9, failed: 1 });
    expect(await failures(place)).toEqual(['H13.7: HTTP 500: lỗi']);
    expect(place.portal.procedures.get('A')!.rows.filter(row => row.level === 4)).toHaveLength(9);
  });

  it('one of several sends of an action: nothing more of it is sent', async () => {
    const place = await placeOf(wholeService('A', []).slice(0, 2));
    seed(place.portal, ['A']);
    place.portal.fault = always(write => write.body.includes('Tờ khai'), { refuse: 400, words: 'lỗi' });
    expect(await place.apply()).toMatchObject({ counts: { verified: 1, failed: 1 } });
    expect(place.portal.arrived.filter(isTo('components'))).toHaveLength(1);
  });

  it('although the write took effect: reading back decides', async () => {
    const place = await placeOf([level('A', 'H13.1', 2, 4)]);
    seed(place.portal, ['A'], ['H13.1'], 2);
    place.portal.fault = () => {
      place.portal.procedures.get('A')!.rows[0]!.level = 4;
      return { refuse: 500, words: 'lỗi' };
    };
    expect(await place.states()).toEqual(['waiting']);
    await place.apply();
    expect(await place.states()).toEqual(['verified']);
  });

  it('the account: nothing more is sent to that system, the other one goes on', async () => {
    const here = names('P', 6).flatMap(procedure => wholeService(procedure, ['H13.1']));
    const place = await placeOf([
      ...here,
      ...wholeService('Q', ['H13.1']).map(each => ({ ...each, system: 'oneStop' })),
    ]);
    seed(place.portal, names('P', 6));
    seed(place.oneStop, ['Q']);
    place.portal.fault = always(() => true, { refuse: 403, words: 'không có quyền' });
    const { state, halted, counts } = await place.apply({ parallel: 1 });
    expect({ state, halted }).toEqual({ state: 'stopped', halted: { portal: 'HTTP 403: không có quyền' } });
    expect(counts).toMatchObject({ verified: 6, failed: 1, waiting: 35 });
    expect(place.portal.arrived).toHaveLength(1);

    delete place.portal.fault;
    // What failed stays so, with what stands on it; the rest is done.
    expect(await place.apply({ resume: true })).toMatchObject({
      state: 'applied',
      counts: { verified: 36, failed: 1, skipped: 5 },
    });
  });
});

describe('a remote that fails over a write (500)', () => {
  const fails = { refuse: 500, words: 'deadlock' } as const;

  it('once, before it took effect: it is looked for twice, sent again, and nothing else is left out', async () => {
    const place = await placeOf(wholeService('A', ['H13.1', 'H13.2']));
    seed(place.portal, ['A']);
    place.portal.fault = always(isTo('cases'), fails, 1);
    let reads = 0;
    place.portal.readFault = () => {
      if (place.portal.arrived.length === 1) reads++;
      return undefined;
    };
    expect((await place.apply()).counts).toMatchObject({ verified: 8, failed: 0, skipped: 0 });
    expect(place.portal.arrived.filter(isTo('cases'))).toHaveLength(2);
    expect(reads).toBe(2);
    const [first] = await journalOf(place.store, planId);
    expect([first!.state, first!.words]).toEqual(['unknown', 'HTTP 500: deadlock']);
  });

  it('after it took effect: it is found, and not sent again', async () => {
    const place = await placeOf(wholeService('A', ['H13.1']));
    seed(place.portal, ['A']);
    place.portal.fault = always(() => true, { failAfter: 500, words: 'deadlock' });
    expect((await place.apply()).counts).toMatchObject({ verified: 6 });
    expect(place.portal.arrived).toHaveLength(8);
    expect(place.portal.procedures.get('A')!.rows).toEqual([{ agency: 'H13.1', level: 4 }]);
  });

  it('every time: fails with its words after three tries, what stands on it is left out', async () => {
    const place = await placeOf(wholeService('A', ['H13.1']));
    seed(place.portal, ['A']);
    place.portal.fault = always(isTo('eform'), fails);
    expect((await place.apply()).counts).toMatchObject({ verified: 2, failed: 1, skipped: 3 });
    expect(place.portal.arrived.filter(isTo('eform'))).toHaveLength(3);
    expect((await place.results()).find(({ state }) => state === 'failed')!.message).toBe(
      'HTTP 500: deadlock',
    );
  });
});

describe('a write that takes effect after it was given up', () => {
  const settling = { answerMs: 400, lagMs: 400 };
  const row = () => [change('create-offering', { procedure: 'A', agency: 'H13.1' }, null, { level: 2 })];

  it.each([
    ['while one more answer time-out is waited', 600],
    ['between the two looks', 1_000],
  ])('%s: is found, and not made a second time', async (_, lateMs) => {
    const place = await placeOf(row());
    seed(place.portal, ['A']);
    place.portal.fault = always(isTo('offerings'), { lateMs }, 1);
    const writers = new Map([['portal', modelWriter(place.portal.baseUrl, settling)]]);
    expect((await place.apply({ writers })).counts).toMatchObject({ verified: 1 });
    writers.get('portal')!.close();
    expect(place.portal.arrived).toHaveLength(1);
    expect(place.portal.procedures.get('A')!.rows).toEqual([{ agency: 'H13.1', level: 2 }]);
  });

  it('of a process that was killed meanwhile: whoever resumes waits for it, and makes no second one', async () => {
    const place = await placeOf(row());
    seed(place.portal, ['A']);
    place.portal.fault = always(isTo('offerings'), { lateMs: 600 }, 1);
    const killed = { planId, token: 'of-the-killed' };
    await setPlanState(place.store, planId, ['draft'], 'applying', killed.token);
    const writers = new Map([['portal', modelWriter(place.portal.baseUrl, settling)]]);
    const writer = writers.get('portal')!;
    const actual = await writer.readService('A', { cases: [], memory: {} });
    const [send] = writer.next(row(), [actual]) as [RemoteSend];
    const { label, ...request } = send;
    const at = new Date().toISOString();
    await journalSend(place.store, killed, { system: 'portal', actions: [1], label, request, at });
    const sending = writer.send(send).catch(() => {});
    expect((await place.apply({ writers, resume: true })).counts).toMatchObject({ verified: 1 });
    await sending;
    writer.close();
    expect(place.portal.arrived).toHaveLength(1);
    expect(place.portal.procedures.get('A')!.rows).toEqual([{ agency: 'H13.1', level: 2 }]);
  });
});

describe('a stop while nothing is under way', () => {
  it('ends at once what waits for a killed process’s send, and leaves it in doubt', async () => {
    const rows = ['A', 'B'].map(procedure =>
      change('create-offering', { procedure, agency: 'H13.1' }, null, { level: 2 }),
    );
    const place = await placeOf(rows);
    seed(place.portal, ['A', 'B']);
    const killed = { planId, token: 'of-the-killed' };
    await setPlanState(place.store, planId, ['draft'], 'applying', killed.token);
    const writer = modelWriter(place.portal.baseUrl, { answerMs: 3_600_000, lagMs: 3_600_000 });
    const [send] = writer.next(rows.slice(0, 1), [await writer.readService('A', { cases: [], memory: {} })]);
    const { label, ...request } = send!;
    const at = new Date().toISOString();
    await journalSend(place.store, killed, { system: 'portal', actions: [1], label, request, at });
    const told = new AbortController();
    const waits: string[] = [];
    const waiting = (system: string, ms: number) => {
      waits.push(`${system} ${ms > 3_600_000}`);
      told.abort();
    };
    const writers = new Map([['portal', writer]]);
    const result = await place.apply({ writers, resume: true, signal: told.signal, events: { waiting } });
    writer.close();
    expect(result).toMatchObject({ state: 'stopped', interrupted: true });
    expect(waits).toEqual(['portal true']);
    expect(await place.states()).toEqual(['in-doubt', 'waiting']);
    expect(place.portal.arrived).toEqual([]);
  });
});

describe('a remote that takes what is made and never shows it', () => {
  it('gets it once, though each look would give it another name', async () => {
    const place = await placeOf([change('set-workflow', { procedure: 'A', case: 'default' }, null, null)]);
    seed(place.portal, ['A']);
    const writer = place.writers.get('portal')!;
    let name = 0;
    const next = () => {
      const body = JSON.stringify({ agency: `H13.${++name}`, level: 2 });
      const request = {
        method: 'POST',
        path: '/offerings/A',
        body,
        contentType: 'application/json',
      } as const;
      return [{ label: 'thêm bước', ...request, remember: { 'step:default:mot': String(name) } }];
    };
    const writers = new Map([['portal', { ...writer, next }]]);
    expect((await place.apply({ writers })).counts).toMatchObject({ failed: 1 });
    expect(place.portal.arrived).toHaveLength(1);
    const [result] = await place.results();
    expect(result!.message).toContain('hệ thống đã nhận nhưng đọc lại không thấy');
  });
});

describe('something that changed since the plan was made', () => {
  it('is not overwritten; the message says what', async () => {
    const place = await placeOf([level('A', 'H13.1', 2, 4), level('B', 'H13.1', 2, 4)]);
    seed(place.portal, ['A', 'B'], ['H13.1'], 2);
    place.portal.procedures.get('A')!.rows[0]!.level = 3;
    await place.apply();
    expect(await place.results()).toMatchObject([
      {
        state: 'failed',
        message: 'đã thay đổi từ khi lập kế hoạch: mức dịch vụ (lúc đó mức độ 2, bây giờ mức độ 3)',
      },
      { state: 'verified' },
    ]);
    expect(place.portal.log.map(({ body }) => body)).toEqual(['{"level":4,"rows":[["B","H13.1"]]}']);
  });

  it('while the plan is being applied: later actions notice', async () => {
    const place = await placeOf(wholeService('A', ['H13.1']));
    seed(place.portal, ['A']);
    place.portal.fault = write => {
      if (isTo('components')(write)) {
        place.portal.procedures.get('A')!.cases.default!.eform = { components: [{ key: 'cuaNguoiKhac' }] };
      }
      return undefined;
    };
    expect((await place.apply()).counts).toMatchObject({ verified: 2, failed: 1, skipped: 3 });
    expect((await place.results())[2]!.message).toContain('đã thay đổi từ khi lập kế hoạch');
    expect(place.portal.log.some(isTo('eform'))).toBe(false);
  });
});

describe('a remote that cannot be read before anything was sent', () => {
  it('leaves the actions waiting when it is down, to be resumed', async () => {
    const place = await placeOf([level('A', 'H13.1', 2, 4), level('B', 'H13.1', 2, 4)]);
    seed(place.portal, ['A', 'B'], ['H13.1'], 2);
    place.portal.readFault = procedure => (procedure === 'A' ? 'cut' : undefined);
    expect(await place.apply()).toMatchObject({ state: 'stopped', counts: { waiting: 1, verified: 1 } });
    expect((await place.results())[0]!.message).toContain('không đọc được hiện trạng trước khi gửi');
    delete place.portal.readFault;
    expect(await place.apply({ resume: true })).toMatchObject({ state: 'applied', counts: { verified: 2 } });
    expect((await place.results())[0]!.message).toBeNull();
  });

  it('fails those it answers with an error', async () => {
    const place = await placeOf([level('A', 'H13.1', 2, 4), level('B', 'H13.1', 2, 4)]);
    seed(place.portal, ['A', 'B'], ['H13.1'], 2);
    place.portal.readFault = procedure => (procedure === 'A' ? 404 : undefined);
    expect(await place.apply()).toMatchObject({ state: 'applied', counts: { failed: 1, verified: 1 } });
  });
});

it('does not take a procedure the system does not have for done', async () => {
  const place = await placeOf([
    change('set-eform', { procedure: 'A', case: 'default' }, null, { components: [{ key: 'a' }] }),
  ]);
  await place.apply({
    writers: new Map([['portal', { ...silentWriter(), next: () => [] }]]),
  });
  expect(await place.results()).toMatchObject([
    { state: 'failed', message: 'đọc lại không thấy biểu mẫu điện tử trên hệ thống' },
  ]);
});

it('fails with what the writer finds wrong although nothing is left to send', async () => {
  const place = await placeOf([level('A', 'H13.1', 2, 4)]);
  const actual = { procedure: 'A', exists: true, offerings: { 'H13.1': { level: 4 as const } } };
  await place.apply({
    writers: new Map([
      [
        'portal',
        {
          ...silentWriter(),
          readService: async () => ({ ...actual, cases: {}, remote: null }),
          next: () => [],
          complaint: () => 'mức người dân thấy vẫn là 2',
        },
      ],
    ]),
  });
  expect(await place.results()).toMatchObject([{ state: 'failed', message: 'mức người dân thấy vẫn là 2' }]);
  expect(await appliedOf(place.store, 'portal')).toEqual([]);
});

it.each([
  ['next', 'không so sánh được với hiện trạng: hỏng'],
  ['readService', 'không đọc được hiện trạng trước khi gửi: hỏng'],
])('a writer that breaks in %s fails its action only', async (method, message) => {
  const place = await placeOf([
    level('A', 'H13.1', 2, 4),
    ...[level('Q', 'H13.1', 2, 4)].map(each => ({ ...each, system: 'oneStop' })),
  ]);
  seed(place.oneStop, ['Q'], ['H13.1'], 2);
  const broken = () => {
    throw new TypeError('hỏng');
  };
  const [, oneStop] = [...place.writers];
  await place.apply({ writers: new Map([['portal', { ...silentWriter(), [method]: broken }], oneStop!]) });
  const results = await place.results();
  expect(results.find(({ state }) => state === 'failed')?.message).toBe(message);
  expect(results.find(({ state }) => state === 'verified')).toBeDefined();
});

it('gives up on a remote that never comes to an end', async () => {
  const place = await placeOf([level('A', 'H13.1', 2, 4)]);
  let sent = 0;
  const actual = { procedure: 'A', exists: true, offerings: { 'H13.1': { level: 2 as const } } };
  const request = { label: 'tiếp', method: 'PUT' as const, path: '/', contentType: 'text/plain' };
  await place.apply({
    writers: new Map([
      [
        'portal',
        {
          ...silentWriter(),
          readService: async () => ({ ...actual, cases: {}, remote: sent }),
          next: () => [{ ...request, body: `${sent}` }],
          send: async () => void sent++,
        },
      ],
    ]),
  });
  const [result] = await place.results();
  expect(result).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('chưa xong sau 25 lượt'),
  });
  expect(sent).toBe(24);
});

/** Agency and message of every failed action. */
async function failures(place: Place): Promise<string[]> {
  const { plan } = (await loadPlan(place.store, planId))!;
  const failed = (await place.results()).filter(({ state }) => state === 'failed');
  return failed.map(({ number, message }) => `${plan.actions[number - 1]!.change.target.agency}: ${message}`);
}

function silentWriter() {
  return {
    kinds: new Set(['set-level', 'set-eform'] as const),
    readService: async (procedure: string) => ({
      procedure,
      exists: false,
      offerings: {},
      cases: {},
      remote: null,
    }),
    next: () => [] as never[],
    send: async () => {},
  };
}
