import { expect, it } from 'vitest';
import { heldSession, openActions, openObstacles } from '../../../src/app/queries/working-sessions.ts';
import { agreeAction, holdSession, settleAction } from '../../../src/app/reviews/meet.ts';
import type { Configuration } from '../../../src/config/configuration.ts';
import { documentsSection } from '../../../src/config/sections/documents.ts';
import { reviewsSection } from '../../../src/config/sections/reviews.ts';
import type { Ground } from '../../../src/domain/review.ts';
import { paperColumns, rowWords } from '../../../src/report/documents/paper.ts';
import { writePaperDocument } from '../../../src/report/documents/paper-document.ts';
import { inMemory } from '../../../src/report/forms.ts';
import { composeLetter } from '../../../src/report/mail/compose.ts';
import { sessionMinutes } from '../../../src/report/reviews/sessions.ts';
import { freedByLaw } from '../../../src/review/freed-by-law.ts';
import { legalRegister } from '../../../src/runs/legal-register.ts';
import { queueReminders } from '../../../src/runs/mail/reminders.ts';
import { listAudit } from '../../../src/store/access/audit.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { insertRow } from '../../../src/store/core/one-row.ts';
import { listLetters } from '../../../src/store/mail/outbox.ts';
import { keepReview } from '../../../src/store/reviews/reviews.ts';
import { mailConfiguration } from '../../report/mail/place.ts';
import { city, inOrder } from '../../review/support.ts';
import { onEveryDatabase } from '../../store/support.ts';
import { asking } from '../../support/asking.ts';

const unit = 'H13.3';
const configuration: Configuration = {
  ...mailConfiguration({
    recipients: [
      { address: 'so@example.vn', owner: 'technical' },
      { address: 'donvi@example.vn', agency: unit },
    ],
  }),
  city,
  documents: documentsSection.parse({}),
  reviews: reviewsSection.parse({}),
};
const lacks = (...reasons: string[]): Ground => ({ blocks: true, reasons, text: reasons.join('; ') });
const law: Ground = {
  blocks: true,
  reasons: ['legislation'],
  text: 'Khoản 2 Điều 7 Nghị định 123/2015/NĐ-CP',
};

/** A list of Phụ lục II of the unit, as it stands from that moment on. */
async function list(store: Store, importedAt: string, rows: Record<string, [Ground, Ground]>): Promise<void> {
  const part = { agency: unit, list: 'not-eligible' as const };
  const file = { name: `${importedAt}.xlsx`, sha256: importedAt, bytes: 1 };
  await keepReview(
    store,
    { file, options: '', importedAt, by: 'B', origin: 'cli', answer: null, parts: [part] },
    Object.entries(rows).map(([procedure, [technical, legal]], at) => ({
      ...{ ...part, procedure, name: `Thủ tục ${procedure}`, technical, legal },
      source: { sheet: 'PL', row: at + 7 },
    })),
  );
}
const first: Record<string, [Ground, Ground]> = {
  '1.000001': [lacks('digital-signature'), inOrder],
  '1.000002': [lacks('digital-signature'), inOrder],
  '1.000003': [lacks('file-size'), law],
};
const by = (store: Store, day: string) => ({ ...asking(store, {}, `${day}T02:00:00.000Z`), configuration });

onEveryDatabase('a working session', database => {
  it('takes up what is in the way: what, since when, whose turn it is, what frees most first', async () => {
    const store = await database.open();
    await list(store, '2021-06-10T02:00:00.000Z', first);
    // Said again later: it has stood since the first list that named it.
    await list(store, '2021-07-20T02:00:00.000Z', {
      ...first,
      '1.000004': [lacks('payment'), inOrder],
      '1.000005': [{ blocks: true, reasons: [], text: null }, inOrder],
    });
    const word = { opinion: null, proposal: null, until: null, identity: null, explanation: 'x' };
    const said = { procedure: '1.000004', agency: unit, at: '2021-07-21T02:00:00.000Z' };
    await insertRow(store, 'reviewWord', {
      ...word,
      ...said,
      office: 'technical',
      word: 'explain-again',
      by: 'A',
    });
    const { agenda } = await holdSession(by(store, '2021-08-02'), {
      ...{ scope: 'unit', subject: unit, heldOn: '2021-08-05', participants: [] },
    });
    const shown = agenda.map(({ key, since, turn, offerings, frees }) => [
      key,
      since,
      turn,
      offerings,
      frees,
    ]);
    const both = ['regulatory', 'technical'];
    expect(shown).toEqual([
      ['condition:digital-signature', '2021-06-10', both, 2, 2],
      ['condition:payment', '2021-07-20', [unit], 1, 1],
      ['unexplained', null, [unit], 1, 1],
      ['condition:file-size', '2021-06-10', both, 1, 0],
      ['law:123/2015/NĐ-CP/d7/k2', '2021-06-10', both, 1, 0],
    ]);
    expect(agenda[4]).toMatchObject({ what: expect.stringContaining('Điều 7'), procedures: ['1.000003'] });
    // What is settled leaves the agenda of the next one; the one that was held stays as it was.
    await list(store, '2021-08-10T02:00:00.000Z', { '1.000003': first['1.000003']! });
    const now = await openObstacles(store, configuration, { scope: 'unit', subject: unit });
    expect(now.map(({ key }) => key)).toEqual(['condition:file-size', 'law:123/2015/NĐ-CP/d7/k2']);
    expect((await heldSession(store, 1)).session.agenda).toHaveLength(5);
  });

  it('counts as freed by a provision what the legal register does, named beside it or not what the law asks for', async () => {
    const store = await database.open();
    const original = {
      blocks: true,
      reasons: ['legislation', 'original-needed'],
      text: 'Phải nộp bản chính theo khoản 2 Điều 7 Nghị định 123/2015/NĐ-CP',
    };
    await list(store, '2021-06-10T02:00:00.000Z', { '1.000003': [inOrder, original] });
    const agenda = await openObstacles(store, configuration, { scope: 'unit', subject: unit });
    expect(agenda.map(({ key, frees }) => [key, frees])).toEqual([['law:123/2015/NĐ-CP/d7/k2', 1]]);
    const { blocked } = await legalRegister(store, configuration.city, unit);
    expect(freedByLaw(blocked, 1)).toMatchObject({ offerings: 1 });
  });

  it('keeps what is agreed with owner and day, reminds, and hands what is open to the next session', async () => {
    const store = await database.open();
    await list(store, '2021-06-10T02:00:00.000Z', first);
    const wanted = {
      scope: 'unit',
      subject: unit,
      participants: [{ name: 'Trần B', office: 'Sở TTTT' }],
    } as const;
    const meet = (day: string) =>
      holdSession(by(store, day), { ...wanted, heldOn: day, participants: [...wanted.participants] });
    const { id } = await meet('2021-08-02');
    const given = { session: id, owner: 'technical', until: '2021-08-20' };
    const signing = await agreeAction(by(store, '2021-08-02'), {
      ...{ ...given, action: 'Cấp chữ ký số', obstacle: 'condition:digital-signature' },
    });
    const other = await agreeAction(by(store, '2021-08-02'), {
      ...given,
      owner: unit,
      action: 'Sửa danh mục',
    });
    for (const [wrong, code] of [
      [{ ...given, action: ' ' }, 'session-word-incomplete'],
      [{ ...given, action: 'x', owner: 'H99' }, 'session-owner-unknown'],
      [{ ...given, action: 'x', obstacle: 'condition:payment' }, 'session-obstacle-unknown'],
      [{ ...given, action: 'x', session: 99 }, 'working-session-unknown'],
      [{ ...given, action: 'x', until: '2021-08-01' }, 'session-day-early'],
    ] as const)
      await expect(agreeAction(by(store, '2021-08-02'), wrong)).rejects.toMatchObject({ code });

    const remind = async (day: string) =>
      (await queueReminders(store, configuration, `${day}T02:00:00.000Z`)).queued;
    expect([await remind('2021-08-16'), await remind('2021-08-17'), await remind('2021-08-17')]).toEqual([
      0, 2, 0,
    ]);
    const [ahead] = await listLetters(
      store,
      { kind: 'session-actions', to: 'so@example.vn' },
      '2021-08-17T02:00:00.000Z',
      1,
    );
    const days = await composeLetter(ahead!, { store, configuration, mail: configuration.mail! });
    expect(days.message.subject, 'three days ahead').toContain('1 việc đã thống nhất sắp đến hạn: ');
    // Who speaks for a unit says only what became of its own.
    const own = { ...asking(store, { role: 'unit', unit }, '2021-08-18T02:00:00.000Z'), configuration };
    const done = { word: 'done', reason: 'đã xong' } as const;
    await expect(settleAction(own, { ...done, action: signing.id })).rejects.toMatchObject({
      code: 'other-unit',
    });
    expect(await settleAction(own, { ...done, action: other.id })).toMatchObject({ state: 'done' });
    await expect(
      settleAction(by(store, '2021-08-19'), { word: 'postponed', reason: 'x', action: signing.id }),
    ).rejects.toMatchObject({ code: 'session-word-incomplete' });
    const early = { word: 'postponed', until: '2021-08-18', reason: 'x', action: signing.id } as const;
    await expect(settleAction(by(store, '2021-08-19'), early)).rejects.toMatchObject({
      code: 'session-day-early',
    });
    const postponed = { word: 'postponed', until: '2021-09-10', reason: 'chờ mua' } as const;
    const postpone = () =>
      settleAction({ ...by(store, '2021-08-19'), key: 'k1' }, { ...postponed, action: signing.id });
    await postpone();
    expect((await postpone()).words, 'sent twice').toHaveLength(1);
    expect(await remind('2021-08-20'), 'its day is another now').toBe(0);
    expect(await remind('2021-09-17'), 'a week late').toBe(1);
    const [letter] = await listLetters(
      store,
      { kind: 'session-actions', to: 'so@example.vn' },
      '2021-09-18T02:00:00.000Z',
      1,
    );
    const { message } = await composeLetter(letter!, { store, configuration, mail: configuration.mail! });
    expect(message.subject).toContain('1 việc đã thống nhất quá hạn');
    expect(JSON.stringify(message.content)).toContain('Hạn 10/09/2021 (đã quá hạn)');

    const next = await meet('2021-09-20');
    const held = await heldSession(store, next.id);
    expect(held.carried).toMatchObject([{ id: signing.id, state: 'open', until: '2021-09-10' }]);
    await settleAction(by(store, '2021-09-25'), { ...done, action: signing.id });
    expect(await openActions(store, wanted)).toEqual([]);
    // The minutes of that session still say what it found open, and what became of it.
    const after = await heldSession(store, next.id);
    const paper = sessionMinutes(
      after,
      configuration,
      code => `Thủ tục mang mã ${code}`,
      '2021-09-25T02:00:00.000Z',
    );
    expect(paper.head.date, 'made after it').toBe('2021-09-25');
    const before = sessionMinutes(after, configuration, () => undefined, '2021-09-18T02:00:00.000Z');
    expect(before.head.date, 'made before it').toBe('2021-09-20');
    expect(paper.tables.map(({ name }) => name)).toEqual(['Việc các buổi trước', 'Vướng mắc']);
    expect(paper.paragraphs).toContain('- Sở TTTT: Trần B.');
    const agenda = paper.tables.at(-1)!;
    const named = rowWords(agenda.rows[0]!, paperColumns(agenda)).at(-1);
    expect(named).toMatch(/^(\d\.\d{6}) «Thủ tục mang mã \1»/);
    const file = await inMemory({ file: 'x.docx', write: out => writePaperDocument(paper, out) });
    expect(file.length).toBeGreaterThan(5_000);
    const trail = (await listAudit(store, 20)).map(({ action, outcome }) => `${action} ${outcome}`);
    expect(trail).toContain('settle-session-action refused: other-unit');
    expect(trail.filter(each => each === 'settle-session-action done')).toHaveLength(3);
  });
});
