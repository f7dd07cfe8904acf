import type { KyselyPlugin } from 'kysely';
import { expect, it } from 'vitest';
import type { Configuration } from '../../../src/config/configuration.ts';
import { reviewsSection } from '../../../src/config/sections/reviews.ts';
import type { ManualTask } from '../../../src/domain/task.ts';
import { composeLetter } from '../../../src/report/mail/compose.ts';
import { letterText } from '../../../src/report/mail/text.ts';
import { missingProcedures } from '../../../src/runs/mail/missing-procedures.ts';
import { queueReminders } from '../../../src/runs/mail/reminders.ts';
import { listLetters } from '../../../src/store/mail/outbox.ts';
import { confirmMilestone } from '../../../src/store/reviews/milestones.ts';
import { writeRegistrations } from '../../../src/store/work/registrations.ts';
import { procedureWords } from '../../../src/words/procedures.ts';
import { mailConfiguration } from '../../report/mail/place.ts';
import { city } from '../../review/support.ts';
import { onEveryDatabase } from '../../store/support.ts';

const configuration: Configuration = {
  ...mailConfiguration({
    recipients: [
      { address: 'tttt@example.vn', owner: 'technical' },
      { address: 'ninh-kieu@example.vn', agency: 'H13.21' },
      { address: 'ct@example.vn', everything: true },
    ],
  }),
  city,
  reviews: reviewsSection.parse({
    milestones: [
      // A Tuesday.
      { id: 'tuyen-truyen', name: 'Tuyên truyền', due: '2021-06-15', what: 'other', tiers: ['district'] },
      { id: 'khac-phuc', name: 'Khắc phục', due: '2021-06-15', what: 'improvement', owner: 'technical' },
    ],
  }),
};
const at = (day: string) => `${day}T01:00:00.000Z`;

const registration: Configuration = {
  ...configuration,
  server: { ...configuration.server, publicUrl: 'https://dvc.example.vn' },
  reviews: reviewsSection.parse({
    milestones: [{ id: 'dk', name: 'Đăng ký', due: '2021-06-15', what: 'registration', owner: 'technical' }],
  }),
};
function openTask(at: number) {
  const task: ManualTask = {
    ...{ key: `national/1.00000${at}/register-level/4/H13.21`, system: 'national', case: null, due: null },
    ...{ procedure: `1.00000${at}`, procedureName: `Thủ tục ${at}`, kind: 'register-level' },
    ...{ agencies: ['H13.21'], what: 'Đăng ký.', values: [], link: null, owner: 'technical' },
    expected: null as never,
  };
  return { task, was: null, now: 'open' as const, note: null };
}

onEveryDatabase('reminders', database => {
  it('go to who is not done, each step once, however often they are asked for', async () => {
    const store = await database.open();
    const queued = async (day: string) => (await queueReminders(store, configuration, at(day))).queued;
    expect(await queued('2021-06-01')).toBe(0);
    expect(await queued('2021-06-04')).toBe(2);
    expect(await queued('2021-06-04')).toBe(0);
    expect(await queued('2021-06-08')).toBe(0);
    expect(await queued('2021-06-10')).toBe(2);
    // Over the last day, on the first working day and then every third.
    expect(await queued('2021-06-16')).toBe(2);
    expect(await queued('2021-06-17')).toBe(0);
    expect(await queued('2021-06-21')).toBe(2);
    const letters = await listLetters(
      store,
      { kind: 'reminder', to: 'tttt@example.vn' },
      at('2021-06-22'),
      10,
    );
    expect(letters.map(({ subject }) => subject).sort()).toEqual([
      'khac-phuc/technical/before-3',
      'khac-phuc/technical/before-7',
      'khac-phuc/technical/late-1',
      'khac-phuc/technical/late-2',
    ]);
  });

  it('stop with a person’s word, and name units nobody can be reached at', async () => {
    const store = await database.open();
    await confirmMilestone(store, {
      ...{ milestone: 'khac-phuc', unit: 'technical', doneOn: '2021-06-10', reason: 'báo cáo' },
      ...{ by: 'B', at: at('2021-06-10') },
    });
    expect(await queueReminders(store, configuration, at('2021-06-16'))).toEqual({
      queued: 1,
      unreached: ['H13.22'],
    });
  });

  it('look for what is missing only where somebody is told of it', async () => {
    const store = await database.open();
    await writeRegistrations(store, [openTask(1)], at('2021-06-01'));
    const looks = async (mail: Configuration['mail']) => {
      let count = 0;
      const transformQuery: KyselyPlugin['transformQuery'] = ({ node }) => {
        count += JSON.stringify(node).includes('"register-level"') ? 1 : 0;
        return node;
      };
      const db = store.db.withPlugin({ transformQuery, transformResult: async ({ result }) => result });
      const done = await queueReminders(
        Object.create(store, { db: { value: db } }),
        { ...registration, mail },
        at('2021-06-10'),
      );
      return { ...done, count };
    };
    const { mail } = registration;
    const nobody = await looks({ ...mail!, recipients: mail!.recipients.slice(1) });
    expect(nobody).toMatchObject({ queued: 0, unreached: ['technical'] });
    const told = await looks(mail);
    expect(told).toMatchObject({ queued: 1, unreached: [] });
    expect(told.count).toBeGreaterThan(nobody.count);
  });

  it('name the first five services that are missing, with their places, and where the others are', async () => {
    const store = await database.open();
    await writeRegistrations(store, [1, 2, 3, 4, 5, 6, 7].map(openTask), at('2021-06-01'));
    await queueReminders(store, registration, at('2021-06-10'));
    const [letter] = await listLetters(store, { kind: 'reminder' }, at('2021-06-10'), 1);
    const mail = registration.mail!;
    const { message } = await composeLetter(letter!, { store, configuration: registration, mail });
    const section = message.content.sections.find(({ title }) => title === 'Dịch vụ chưa đăng ký');
    expect(section?.items?.map(({ text }) => text)).toEqual(
      [1, 2, 3, 4, 5].map(each => `1.00000${each} «Thủ tục ${each}» tại UBND quận Ninh Kiều`),
    );
    expect(section?.more).toBe('Và 2 dịch vụ khác: https://dvc.example.vn/viec-can-lam');
    expect(message.content.link?.address).toBe('https://dvc.example.vn/viec-can-lam');
  });

  it('name what a unit has not reviewed', async () => {
    const store = await database.open();
    const below = { units: 0, complete: 0 };
    const count = { expected: 9, reported: 2, owed: 7, lastImportAt: null, below };
    const missing = [1, 2, 3, 4, 5, 6, 7].map(each => `1.00000${each}`);
    const facts = {
      completeness: [{ agency: 'H13.21', tier: 'district' as const, ...count, missing }],
      names: new Map([['1.000001', 'Khai sinh']]),
      words: [],
    };
    const named = await missingProcedures(store, city, 'review', 'H13.21', facts);
    expect(procedureWords(named!)).toMatch(/^1\.000001 «Khai sinh»; 1\.000002; .* và 2 thủ tục khác$/);
    expect(await missingProcedures(store, city, 'other', 'H13.21', facts)).toBeUndefined();
  });

  it('say what is late, since when, and what to do', async () => {
    const store = await database.open();
    await queueReminders(store, configuration, at('2021-06-17'));
    const [letter] = await listLetters(store, { to: 'ninh-kieu@example.vn' }, at('2021-06-17'), 1);
    const mail = configuration.mail!;
    const { message } = await composeLetter(letter!, { store, configuration, mail });
    expect(message).toMatchObject({
      urgent: true,
      subject: expect.stringContaining('QUÁ HẠN: Tuyên truyền, 15/06/2021'),
    });
    const text = letterText(message.content);
    expect(text).toContain('“Tuyên truyền” đã quá hạn 15/06/2021 mà chưa xong.');
    expect(text).toContain('UBND quận Ninh Kiều: chưa có ai xác nhận đã xong.');
    expect(text).toContain('xác nhận mốc này đã xong');
  });
});
