import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { runOutboxSender, sendDue } from '../../src/runtime/outbox-sender.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { listLetters, outboxState, resendLetter } from '../../src/store/mail/outbox.ts';
import { everything, mailConfiguration, runWith } from '../report/mail/place.ts';
import { readWorkbook } from '../report/read-workbook.ts';
import { sampleRows } from '../report/sample.ts';
import { minute } from '../store/findings.ts';
import { storeFile } from '../store/support.ts';
import { elsewhere, root } from '../support/certificates.ts';
import { type MailServerShape, startMailServer, startSilentServer } from '../support/mail-server.ts';

let folder: string;
let caFile: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvc-sync-mail-'));
  caFile = join(folder, 'root.pem');
  writeFileSync(caFile, root);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const account = { user: 'dvc-sync@example.vn', password: 'mật-khẩu-bí-mật' };
const others = [
  { address: 'vp@example.vn', name: 'Văn phòng UBND', owner: 'regulatory' },
  { address: 'tt@example.vn', owner: 'technical' },
];

async function emptyStore(): Promise<Store> {
  const { settings, drop } = await storeFile();
  const store = await openStore(settings);
  onTestFinished(async () => {
    await store.close();
    await drop();
  });
  return store;
}

async function mailServer(shape: MailServerShape = {}) {
  const server = await startMailServer(shape);
  onTestFinished(() => server.close());
  return server;
}

/** The configuration of a city whose letters go to that port. */
function sendingTo(port: number, mail: Record<string, unknown> = {}, smtp: Record<string, unknown> = {}) {
  const made = mailConfiguration({
    smtp: { host: '127.0.0.1', port, caFile, ...smtp },
    ...mail,
  });
  return { ...made, secrets: [account.password] } as Configuration;
}

const quiet = { debug() {}, info() {}, warn() {} };

function round(store: Store, configuration: Configuration, now: string) {
  const signal = new AbortController().signal;
  return sendDue({ store, configuration, log: quiet, signal, now: () => new Date(now) });
}

const shown = async (store: Store, now: string) =>
  (await listLetters(store, {}, now, 100)).map(({ to, standing, attempts, lastError }) => ({
    to,
    standing,
    attempts,
    lastError,
  }));

describe.each(['starttls', 'tls'] as const)('a letter over %s', security => {
  it('arrives whole: diacritics, pictures, workbook; and only once', async () => {
    const server = await mailServer({ security, account });
    const store = await emptyStore();
    const login = { security, username: account.user, password: account.password };
    const configuration = sendingTo(server.port, {}, login);
    const rows = sampleRows({ agenciesPerCause: 5 });
    const { letters } = await runWith(store, configuration, minute(1), rows);
    expect(await round(store, configuration, minute(2))).toMatchObject({ sent: 1, stopped: null });
    expect(await round(store, configuration, minute(3))).toMatchObject({ sent: 0 });
    expect(server.received).toHaveLength(1);
    const { mail, secure, user } = server.received[0]!;
    expect([secure, user]).toEqual([true, account.user]);
    expect(mail.subject).toMatch(/^\[dvc-sync Cần Thơ\] \d+ sai lệch mới, \d+ nghiêm trọng · 23\/11\/2026$/);
    expect(mail.from?.value).toEqual([{ name: 'dvc-sync Cần Thơ', address: 'dvc-sync@cantho.example.vn' }]);
    expect([mail.to].flat()[0]?.value).toEqual([{ name: everything.name, address: everything.address }]);
    expect(mail.messageId).toBe(`<${letters[0]!.messageId}@cantho.example.vn>`);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('priority')).toBe('high');
    for (const body of [mail.text!, mail.html as string]) {
      expect(body.normalize('NFC')).toBe(body);
      expect(body).toContain('Ủy ban nhân dân thành phố Cần Thơ');
      expect(body).toContain('Đến lượt: Sở TTTT');
      expect(body).toContain('nghiêm trọng');
    }
    const [sheet, ...further] = mail.attachments.filter(({ contentType }) => contentType.includes('sheet'));
    expect(further).toEqual([]);
    expect(sheet!.filename).toBe('Sai lệch DVCTT 23-11-2026.xlsx');
    const list = readWorkbook(sheet!.content).sheets.find(({ name }) => name === 'Sai lệch');
    expect(list!.rows).toHaveLength(rows.length + 1);
    const drawings = mail.attachments.filter(({ contentType }) => contentType === 'image/png');
    expect(drawings.length).toBeGreaterThan(1);
    const shownIds = [...(mail.html as string).matchAll(/<img src="cid:([^"]+)" alt="[^"]{20,}"/g)];
    expect(shownIds.map(([, id]) => `<${id}>`)).toEqual(drawings.map(({ contentId }) => contentId));
    for (const { content, related } of drawings) {
      expect(content.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
      // Twice as many pixels as it is shown at; IHDR holds the width.
      expect(content.readUInt32BE(16)).toBe(960);
      expect(related).toBe(true);
    }
  });
});

describe('a connection that is not safe', () => {
  const wrong: [string, MailServerShape, Record<string, unknown>][] = [
    ['offers no STARTTLS', { security: 'none' }, { security: 'starttls' }],
    ['shows a certificate nobody here vouches for', {}, { caFile: undefined }],
    ['shows the certificate of another host', { certificate: elsewhere }, {}],
    [
      'shows that of another host from the first byte',
      { certificate: elsewhere, security: 'tls' },
      { security: 'tls' },
    ],
  ];
  it.each(wrong)('is not used when the server %s', async (_, shape, smtp) => {
    const server = await mailServer({ account, ...shape });
    const store = await emptyStore();
    const login = { username: account.user, password: account.password };
    const configuration = sendingTo(server.port, {}, { ...login, ...smtp });
    await runWith(store, configuration, minute(1), sampleRows({ causesPerRule: 3 }));
    const { stopped, postponed } = await round(store, configuration, minute(2));
    expect(stopped).toMatch(/không được gửi trần/);
    expect(postponed).toBe(1);
    expect([server.envelopes, server.received]).toEqual([0, []]);
    const [letter] = await shown(store, minute(2));
    expect(letter).toMatchObject({ standing: 'waiting', attempts: 1 });
    expect(letter!.lastError).not.toContain(account.password);
  });
});

describe('a server that does not take a letter', () => {
  it('is asked again later when it says later, while the other letters go out', async () => {
    let ready = false;
    const server = await mailServer({
      recipient: address =>
        address === everything.address && !ready ? { code: 451, words: 'thử lại sau' } : 'take',
    });
    const store = await emptyStore();
    const configuration = sendingTo(server.port, { recipients: [everything, ...others], attempts: 3 });
    await runWith(store, configuration, minute(1), sampleRows({ causesPerRule: 3 }));
    expect(await round(store, configuration, minute(2))).toMatchObject({ sent: 2, postponed: 1 });
    expect(await shown(store, minute(2))).toContainEqual({
      to: everything.address,
      standing: 'waiting',
      attempts: 1,
      lastError: expect.stringMatching(/tạm từ chối.*451 thử lại sau/),
    });
    expect(await round(store, configuration, minute(2))).toMatchObject({ sent: 0, postponed: 0 });
    ready = true;
    expect(await round(store, configuration, minute(10))).toMatchObject({ sent: 1, postponed: 0 });
    expect(server.received.map(({ to }) => to).sort()).toEqual([
      'ct@example.vn',
      'tt@example.vn',
      'vp@example.vn',
    ]);
  });

  it('is not asked any more after the configured number of tries', async () => {
    const server = await mailServer({ mail: () => ({ code: 450, words: 'bận' }) });
    const store = await emptyStore();
    const configuration = sendingTo(server.port, { attempts: 2 });
    await runWith(store, configuration, minute(1), sampleRows({ causesPerRule: 3 }));
    expect(await round(store, configuration, minute(2))).toMatchObject({ postponed: 1 });
    expect(await round(store, configuration, minute(20))).toMatchObject({ dead: 1 });
    expect(await shown(store, minute(20))).toMatchObject([
      { standing: 'dead', attempts: 2, lastError: expect.stringMatching(/^đã thử 2 lần.*450 bận/) },
    ]);
    expect(await round(store, configuration, minute(59))).toMatchObject({ dead: 0, postponed: 0 });
  });

  it('ends the matter when it refuses for good, for that letter only', async () => {
    const server = await mailServer({
      recipient: address => (address === 'vp@example.vn' ? { code: 550, words: 'không có hộp thư' } : 'take'),
    });
    const store = await emptyStore();
    const configuration = sendingTo(server.port, { recipients: [everything, ...others] });
    await runWith(store, configuration, minute(1), sampleRows({ causesPerRule: 3 }));
    expect(await round(store, configuration, minute(2))).toMatchObject({ sent: 2, dead: 1 });
    expect(await outboxState(store, minute(3))).toMatchObject({ dead: 1, waiting: 0 });
    expect(await shown(store, minute(2))).toContainEqual(
      expect.objectContaining({
        to: 'vp@example.vn',
        lastError: expect.stringContaining('không có hộp thư'),
      }),
    );
  });

  it('does not cost letters when it only dislikes our password', async () => {
    const server = await mailServer({ account });
    const store = await emptyStore();
    const login = { username: account.user, password: 'sai-mật-khẩu' };
    const configuration = sendingTo(server.port, { recipients: [everything, ...others] }, login);
    await runWith(store, configuration, minute(1), sampleRows({ causesPerRule: 3 }));
    const { stopped, dead } = await round(store, configuration, minute(2));
    expect(stopped).toMatch(/không nhận tài khoản hoặc mật khẩu/);
    expect(dead).toBe(0);
    expect(await outboxState(store, minute(2))).toMatchObject({ waiting: 3 });
  });

  it('that never says a word is given up after the configured time', async () => {
    const server = await startSilentServer();
    onTestFinished(() => server.close());
    const store = await emptyStore();
    const configuration = sendingTo(server.port, {}, { timeoutSeconds: 0.2 });
    await runWith(store, configuration, minute(1), sampleRows({ causesPerRule: 3 }));
    expect((await round(store, configuration, minute(2))).stopped).toMatch(/không trả lời kịp/);
    expect(await shown(store, minute(2))).toMatchObject([{ standing: 'waiting', attempts: 1 }]);
  });

  it('that is not there leaves the letters waiting', async () => {
    const server = await startMailServer();
    await server.close();
    const store = await emptyStore();
    const configuration = sendingTo(server.port);
    await runWith(store, configuration, minute(1), sampleRows({ causesPerRule: 3 }));
    expect((await round(store, configuration, minute(2))).stopped).toMatch(/không kết nối được/);
  });
});

describe('a letter whose answer was lost', () => {
  it.each(['drop', 'silence'] as const)(
    'because of a %s after the mail was handed over, is in doubt and sent again by a person only',
    async answer => {
      let lost = true;
      const server = await mailServer({ mail: () => (lost ? answer : 'take') });
      const store = await emptyStore();
      const configuration = sendingTo(server.port, {}, { timeoutSeconds: 0.5 });
      await runWith(store, configuration, minute(1), sampleRows({ causesPerRule: 3 }));
      const first = server.next();
      expect(await round(store, configuration, minute(2))).toMatchObject({ inDoubt: 1, sent: 0 });
      lost = false;
      // However long it waits.
      const muchLater = '2027-06-01T00:00:00.000Z';
      expect(await round(store, configuration, muchLater)).toMatchObject({
        inDoubt: 0,
        sent: 0,
        postponed: 0,
      });
      expect(await outboxState(store, muchLater)).toMatchObject({ inDoubt: 1, waiting: 0 });
      const [letter] = await listLetters(store, { standing: 'in-doubt' }, muchLater, 10);
      expect(letter!.lastError).toContain('không thấy máy chủ thư trả lời');
      await resendLetter(store, letter!.id, muchLater);
      expect(await round(store, configuration, muchLater)).toMatchObject({ sent: 1 });
      // The same id, so that a mail program which has the first shows one.
      expect(server.received.map(({ mail }) => mail.messageId)).toEqual([(await first).mail.messageId]);
    },
  );
});

it('does not send to whoever was taken out of the configuration meanwhile', async () => {
  const server = await mailServer();
  const store = await emptyStore();
  const before = sendingTo(server.port, { recipients: [everything, ...others] });
  await runWith(store, before, minute(1), sampleRows({ causesPerRule: 3 }));
  const after = sendingTo(server.port, {
    recipients: [{ ...others[0], owner: 'technical' }, others[1]],
  });
  expect(await round(store, after, minute(2))).toMatchObject({ sent: 1, dead: 2 });
  expect(server.received.map(({ to }) => to)).toEqual(['tt@example.vn']);
});

it('goes on sending until it is told to stop, with the configuration of the moment', async () => {
  const server = await mailServer({ security: 'none' });
  const store = await emptyStore();
  const { mail: _, ...silent } = sendingTo(server.port);
  const open = sendingTo(server.port, {}, { security: 'none' });
  let current: Configuration = silent;
  await runWith(store, open, minute(1), sampleRows({ causesPerRule: 2 }));
  const ending = new AbortController();
  const asked = Promise.withResolvers<void>();
  const configuration = () => {
    asked.resolve();
    return current;
  };
  const now = () => new Date(minute(2));
  const working = runOutboxSender(store, configuration, quiet, ending.signal, { everyMs: 20, now });
  await asked.promise;
  current = open;
  const first = await server.next();
  await runWith(store, open, minute(2), sampleRows({ causesPerRule: 3 }));
  const second = await server.next();
  expect(second.mail.messageId).not.toBe(first.mail.messageId);
  ending.abort();
  await working;
  expect(await outboxState(store, minute(3))).toMatchObject({ waiting: 0, inDoubt: 0 });
});
