import { expect, it, onTestFinished } from 'vitest';
import { storePlan } from '../../../src/apply/stored-plan.ts';
import type { Configuration } from '../../../src/config/configuration.ts';
import type { RuleSummary } from '../../../src/domain/run.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { composeLetter } from '../../../src/report/mail/compose.ts';
import { finished, UnsendableLetter } from '../../../src/report/mail/composing.ts';
import { shownSections } from '../../../src/report/mail/content.ts';
import { letterHtml } from '../../../src/report/mail/html.ts';
import { toMime } from '../../../src/report/mail/mime.ts';
import { digestOf } from '../../../src/report/mail/run-letters.ts';
import { letterText } from '../../../src/report/mail/text.ts';
import type { DiscrepancyRow } from '../../../src/report/source.ts';
import { planApprovalLetters } from '../../../src/runs/mail/plan-approval.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { openStore } from '../../../src/store/core/open.ts';
import type { LetterRow } from '../../../src/store/mail/letter-rows.ts';
import { listLetters, queueLetters } from '../../../src/store/mail/outbox.ts';
import { setPlanState } from '../../../src/store/push/plans.ts';
import { minute } from '../../store/findings.ts';
import { storeFile } from '../../store/support.ts';
import { technicalWords } from '../../words/official-words.ts';
import { readWorkbook } from '../read-workbook.ts';
import { sampleRows } from '../sample.ts';
import { modelOf, row } from '../support.ts';
import { everything, mailConfiguration, runWith } from './place.ts';

async function emptyStore(): Promise<Store> {
  const { settings, drop } = await storeFile();
  const store = await openStore(settings);
  onTestFinished(async () => {
    await store.close();
    await drop();
  });
  return store;
}

const compose = async (store: Store, configuration: Configuration, letter: LetterRow) =>
  (await composeLetter(letter, { store, configuration, mail: configuration.mail! })).message;

const agencyCode = sampleRows().find(({ agency }) => agency !== null)!.agency!;
const recipients = [
  everything,
  { address: 'vp@example.vn', owner: 'regulatory' },
  { address: 'xa@example.vn', agency: agencyCode },
];

/** The letters of a run, made, by address. */
async function lettersOf(rows: readonly DiscrepancyRow[], publicUrl?: string | null, mail = {}) {
  const store = await emptyStore();
  const configuration = mailConfiguration({ recipients, ...mail }, publicUrl);
  const { letters, runId } = await runWith(store, configuration, minute(1), rows);
  const made = new Map<string, Awaited<ReturnType<typeof compose>>>();
  for (const letter of letters) made.set(letter.to, await compose(store, configuration, letter));
  return { made, runId };
}

it('tells each their own part: subject, rows of the workbook, what to do first, where to go on', async () => {
  const rows = sampleRows({ agenciesPerCause: 6 });
  const { made, runId } = await lettersOf(rows);
  const parts: [string, RegExp, (row: DiscrepancyRow) => boolean, string][] = [
    ['ct@example.vn', /mới, \d+ nghiêm trọng · 23\/11\/2026$/, () => true, ''],
    ['vp@example.vn', / · phần việc VP UBND · /, ({ owner }) => owner === 'regulatory', '?owner=regulatory'],
    ['xa@example.vn', / · 23\/11\/2026$/, ({ units }) => units.includes(agencyCode), `?agency=${agencyCode}`],
  ];
  for (const [to, subject, belongs, query] of parts) {
    const message = made.get(to)!;
    expect(message.subject).toMatch(subject);
    const sheets = readWorkbook(message.attachments[0]!.content).sheets;
    const list = sheets.find(({ name }) => name === 'Sai lệch')!;
    expect(list.rows).toHaveLength(rows.filter(belongs).length + 1);
    expect(message.content.link?.address).toBe(
      `https://dvc-sync.example.vn/v1/runs/${runId}/report/html${query}`,
    );
    const [unchecked, work] = message.content.sections;
    expect(unchecked!.title).toBe('Chưa kiểm tra lại được');
    expect(work!.title).toBe('Cần xử lý, gấp nhất trước');
    const ranks = work!.items!.map(({ severity }) => ['critical', 'major', 'minor'].indexOf(severity!));
    expect(ranks).toEqual([...ranks].sort());
    for (const item of work!.items!) expect(item.turn).toMatch(/^Đến lượt: /);
    expect(technicalWords(letterText(message.content)), to).toEqual([]);
  }
});

it('names the first five procedures of what is to be done, and where the others are', async () => {
  const codes = [1, 2, 3, 4, 5, 6, 7].map(at => `1.00000${at}`);
  const rows = codes.flatMap(procedure => [
    row({ procedure, agency: 'H13.1' }),
    row({ procedure, agency: 'H13.2' }),
  ]);
  const noteOf = async (publicUrl?: null) => {
    const { content } = (await lettersOf(rows, publicUrl)).made.get(everything.address)!;
    return content.sections.find(({ title }) => title.startsWith('Cần xử lý'))!.items![0]!.note!;
  };
  const note = await noteOf();
  expect(note.split('; ')).toHaveLength(5);
  expect(note).toMatch(/^1\.000001 (?:«.+» )?tại .+ và 1 đơn vị khác; /);
  expect(note).toMatch(
    / và 2 thủ tục khác: https:\/\/dvc-sync\.example\.vn\/sai-lech\?rule=missing-offering$/,
  );
  expect(await noteOf(null)).toMatch(/ và 2 thủ tục khác$/);
});

it('tells a fault of one procedure once, however many systems and units show it, and to its end', async () => {
  const end = 'nhưng trên Cổng DVC thành phố đang ở mức độ 2.';
  const message = `${'Cơ quan có thẩm quyền đã quyết định. '.repeat(10)}${end}`;
  const rows = ['portal', 'oneStop'].flatMap(system =>
    ['H13.1', 'H13.2'].map(agency => row({ procedure: '1.000001', system, agency, message })),
  );
  rows.push(row({ procedure: '1.000002' }));
  const { content } = (await lettersOf(rows)).made.get(everything.address)!;
  const { items } = content.sections.find(({ title }) => title === 'Mới phát hiện')!;
  expect(items).toHaveLength(2);
  expect(items![0]).toMatchObject({ text: expect.stringContaining(end), note: 'Cùng lỗi này: 3 chỗ khác.' });
});

it('tells of no end of anything where sources were not read, and what was compared', async () => {
  const store = await emptyStore();
  const configuration = mailConfiguration();
  await runWith(store, configuration, minute(1), [row({})]);
  const rows = [row({}), row({ procedure: '1.000002' })];
  const { letters } = await runWith(store, configuration, minute(2), rows, { portal: 'unreadable' });
  const { content } = await compose(store, configuration, letters.at(-1)!);
  expect(content.lead).toContainEqual(
    expect.stringMatching(/^So với lần chạy trước, trong phần đã đọc: 1 sai lệch mới/),
  );
  expect(content.figures.map(({ label }) => label)).not.toContain('đã hết');
});

it('says the same in HTML and in text', async () => {
  const { made } = await lettersOf(sampleRows({ agenciesPerCause: 6 }));
  for (const { content, subject } of made.values()) {
    const folded = (text: string) => text.replace(/\s+/g, ' ');
    const text = folded(letterText(content));
    const html = folded(
      letterHtml(content, subject, () => 'x')
        .replace(/<style>.*?<\/style>/gs, '')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    );
    const said = [
      content.headline,
      ...content.lead,
      ...content.footer,
      ...shownSections(content).flatMap(({ items = [], note, more, pictures = [] }) => [
        ...items.flatMap(item => [item.turn, item.title, item.text, item.note]),
        note,
        more,
        ...pictures.map(({ words }) => words),
      ]),
    ];
    for (const sentence of said.filter(words => words !== undefined)) {
      expect(text).toContain(folded(sentence));
      expect(html).toContain(folded(sentence));
    }
  }
});

it('gathers what an urgent letter held back into one, as the last run saw it', async () => {
  const store = await emptyStore();
  const configuration = mailConfiguration({ recipients: [{ ...everything, when: 'schedule' }] });
  const urgent = (agency: string) => row({ rule: 'exposed-above-level', severity: 'critical', agency });
  await runWith(store, configuration, minute(1), [urgent('H13.1')]);
  const second = await runWith(store, configuration, minute(2), [urgent('H13.1'), urgent('H13.2')]);
  await runWith(store, configuration, minute(3), [urgent('H13.2'), urgent('H13.3')]);
  const [held] = second.letters;
  const [latest] = await listLetters(store, {}, minute(3), 1);
  expect(latest!.id).toBe(held!.id);
  const message = await compose(store, configuration, latest!);
  expect(message).toMatchObject({
    subject: '[dvc-sync Cần Thơ] KHẨN: 2 sai lệch nghiêm trọng mới · 23/11/2026',
    urgent: true,
  });
  expect(message.content.lead[0]).toMatch(/^Gộp 2 lần chạy từ 23\/11\/2026 12:02\./);
});

it('says in an urgent letter what could not be looked at again before all, and is not urgent where all is over', async () => {
  const store = await emptyStore();
  const configuration = mailConfiguration({ recipients: [{ ...everything, when: 'schedule' }] });
  const found = row({ rule: 'exposed-above-level', severity: 'critical', agency: 'H13.1' });
  const first = await runWith(store, configuration, minute(1), [found]);
  const later = async (at: number, looked: boolean) => {
    const outcome = { status: 'not-evaluated' as const, skipped: ['portal'], reason: 'x', count: 0 };
    const outcomes: Record<string, RuleSummary> = looked ? {} : { 'exposed-above-level': outcome };
    const { runId } = await runWith(store, configuration, minute(at), [], {}, { outcomes });
    const span = { runs: [first.runId, runId], from: minute(1), until: minute(1) };
    const body = { ...(first.letters[0]!.body as object), ...span };
    return compose(store, configuration, { ...first.letters[0]!, body });
  };
  const unknown = await later(2, false);
  expect(unknown.subject).toMatch(/ KHẨN: 1 sai lệch nghiêm trọng chưa kiểm tra lại được · /);
  expect(unknown.urgent).toBe(true);
  expect(unknown.content.headline).toMatch(/^1 sai lệch nghiêm trọng chưa kiểm tra lại được /);
  expect(unknown.content.figures[0]).toMatchObject({ value: 1, label: 'chưa kiểm tra lại được' });
  expect(unknown.content.lead.at(-1)).toContain('Trong phần đã đọc có tất cả 0 sai lệch nghiêm trọng.');
  const over = await later(3, true);
  expect(over.subject).toMatch(/ Sai lệch nghiêm trọng mới thấy đã hết · /);
  expect(over.urgent).toBe(false);
  expect(over.content.figures.map(({ value }) => value)).toEqual([0, 0]);
});

it('gives a place instead of a workbook that is too large, and says so', async () => {
  const rows = sampleRows({ agenciesPerCause: 6 });
  const small = { attachmentMegabytes: 0.001 };
  const linked = (await lettersOf(rows, 'https://dvc-sync.example.vn', small)).made.get('vp@example.vn')!;
  expect(linked.attachments).toEqual([]);
  const note = linked.content.sections.at(-1)!.note!;
  expect(note).toMatch(
    /lớn hơn .* MB cho phép đính kèm; tải tại https:\/\/.*\/report\/xlsx\?owner=regulatory$/,
  );
  const { made } = await lettersOf(rows, null, small);
  const unlinked = made.get('ct@example.vn')!;
  expect(unlinked.content.link).toBeUndefined();
  expect(unlinked.content.sections.at(-1)!.note).toContain('người quản trị dvc-sync gửi riêng');
});

it('stays within limits whatever the city sends: 100,000 rows, texts without end', async () => {
  const rules = ['missing-offering', 'level-differs', 'exposed-above-level', 'name-differs'] as const;
  const long = 'Thủ tục dài '.repeat(30);
  const rows = Array.from({ length: 100_000 }, (_, index) =>
    row({
      rule: rules[index % 4]!,
      severity: (['critical', 'major', 'minor', 'info'] as const)[index % 4]!,
      procedure: `1.${String(index).padStart(6, '0')}`,
      agency: `H13.${index % 112}`,
      message: index < 20 ? long.repeat(100) : `${long} ${index}`,
    }),
  );
  const configuration = mailConfiguration({ attachmentMegabytes: 1 });
  const model = await modelOf(rows);
  const changes = { fresh: 100_000, critical: 25_000, resolved: 0 };
  const span = { from: '', until: minute(1), runs: 1, failedSources: [] };
  const body = { slice: { part: 'everything' as const }, run: 'R-1', ...span, changes };
  const mail = configuration.mail!;
  const message = finished(await digestOf(model, body, { configuration, mail }), {
    configuration,
    recipient: mail.recipients[0]!,
  });
  // Above about 100 KB some mail programs cut a letter off.
  expect(Buffer.byteLength(letterHtml(message.content, message.subject, () => 'cid:x'))).toBeLessThan(60_000);
  expect(message.subject).toContain('100.000 sai lệch mới, 25.000 nghiêm trọng');
  expect(message.attachments).toEqual([]);
  const { source } = await toMime({ messageId: 'x', notBefore: minute(1) }, message, mail, everything);
  expect(source.length).toBeLessThan(1_500_000);
});

const planOf = (holds: { guard: 'drops-step' | 'source-suspicious'; approvable: boolean }[]): Plan => {
  const change = (procedure: string) => ({
    kind: 'set-level' as const,
    target: { procedure, agency: agencyCode },
    ...{ before: 3, after: 4 },
  });
  return {
    ...{ id: 'P20261123T070000Z-041', createdAt: minute(1), author: 'Trần Thị B', fingerprint: 'f' },
    holds: holds.map(hold => ({ ...hold, message: 'Dừng lại.', actions: [1] })),
    actions: Array.from({ length: 7 }, (_, n) => ({
      ...{ number: n + 1, system: 'portal', change: change(`1.00000${n}`), wave: 1, reason: 'rà soát' },
      ...{ standing: 'not-pushed', precondition: 'h', reversible: true },
      ...(n === 6 && { leavesOut: 'không kèm phương án «Ủy quyền»' }),
    })),
  } as Plan;
};

it('tells whoever may allow what holds a plan what it changes and where its page is, once a plan', async () => {
  const store = await emptyStore();
  const hearing = [...recipients, { address: 'so@example.vn', owner: 'technical', plans: true }];
  const configuration = mailConfiguration({ recipients: hearing });
  const named = [{ procedure: '1.000006', name: 'Đăng ký khai sinh' }];
  const queue = (plan: Plan, asked = configuration) =>
    queueLetters(store, planApprovalLetters(asked, { plan, named }), minute(1));
  const held = planOf([{ guard: 'drops-step', approvable: true }]);
  expect(await queue(held)).toBe(2);
  expect(await queue(held), 'once a plan').toBe(0);
  expect(await queue({ ...planOf([]), id: 'P-2' }), 'may be applied as it is').toBe(0);
  const stuck = planOf([{ guard: 'source-suspicious', approvable: false }]);
  expect(await queue({ ...stuck, id: 'P-3' }), 'nobody may allow it').toBe(0);
  expect(await queue({ ...held, id: 'P-4' }, { ...configuration, mail: undefined }), 'no mail').toBe(0);
  const letters = await listLetters(store, {}, minute(1), 9);
  expect(letters.map(({ to }) => to).sort()).toEqual(['so@example.vn', 'vp@example.vn']);
  await storePlan(store, held);
  const { subject, content } = await compose(store, configuration, letters[0]!);
  expect(subject).toMatch(/ Kế hoạch chờ duyệt: 7 thay đổi ở 1 hệ thống$/);
  expect(content.link?.address).toBe(`https://dvc-sync.example.vn/ke-hoach/${held.id}`);
  expect(content.lead[0]).toMatch(/^Trần Thị B lập lúc .* vì: bỏ bước quy trình\.$/);
  expect(content.sections).toHaveLength(5);
  expect(content.sections[4]).toMatchObject({
    title: '1.000006 «Đăng ký khai sinh»',
    items: [
      {
        title: expect.stringMatching(/^\S.*: Đặt mức độ 4 cho /),
        text: expect.stringMatching(/^không kèm phương án «Ủy quyền»; .*mức độ 3 → mức độ 4/),
      },
    ],
  });
  expect(content.sections[4]!.more).toBe('Và 2 thủ tục khác ở trang của kế hoạch.');
  expect(technicalWords(letterText(content))).toEqual([]);

  const always = { ...configuration, push: { ...configuration.push, approval: 'always' as const } };
  const free = { ...planOf([]), id: 'P-5' };
  await storePlan(store, free);
  expect(await queue(free, always), 'every plan needs a second person').toBe(2);
  expect(await queue({ ...stuck, id: 'P-6' }, always), 'nobody may allow it').toBe(0);
  const [letter] = await listLetters(store, {}, minute(1), 1);
  const asked = await compose(store, always, letter!);
  expect(asked.content.lead[0]).toMatch(/\. Kế hoạch nào cũng phải có người thứ hai duyệt\.$/);
  await expect(compose(store, configuration, letter!)).rejects.toThrow('không còn chờ ai duyệt: chờ áp dụng');
});

it('asks nobody to approve a plan that was decided since the letter was queued, or is not kept', async () => {
  const store = await emptyStore();
  const configuration = mailConfiguration({ recipients });
  const plan = planOf([{ guard: 'drops-step', approvable: true }]);
  await queueLetters(store, planApprovalLetters(configuration, { plan, named: [] }), minute(1));
  const [letter] = await listLetters(store, {}, minute(1), 1);
  const composed = () => compose(store, configuration, letter!);
  await expect(composed()).rejects.toThrow(UnsendableLetter);
  await storePlan(store, plan);
  expect((await composed()).subject).toContain('Kế hoạch chờ duyệt');
  for (const state of ['approved', 'refused', 'applied', 'stale'] as const) {
    await setPlanState(store, plan.id, ['draft', 'approved', 'refused', 'applied'], state);
    await expect(composed(), state).rejects.toThrow(UnsendableLetter);
  }
});
