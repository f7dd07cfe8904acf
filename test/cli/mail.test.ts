import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from '../../src/store/access/audit.ts';
import { openStore } from '../../src/store/core/open.ts';
import type { ShownLetter } from '../../src/store/mail/outbox.ts';
import { dvcSync, type Ended } from '../support/command.ts';
import { startMailServer, type TestMailServer } from '../support/mail-server.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

let place: Place;
let server: TestMailServer;
let refused = true;
beforeAll(async () => {
  server = await startMailServer({
    security: 'none',
    recipient: address =>
      refused && address === 'vp@example.vn' ? { code: 550, words: 'không có hộp thư' } : 'take',
  });
  const city = smallCity();
  // Gone from the national list: the city still offers it.
  city.seeds.national.procedures = city.seeds.national.procedures.slice(1);
  place = await placeOf(city, {
    mail: {
      from: 'dvc-sync Cần Thơ <dvc-sync@example.vn>',
      smtp: { host: '127.0.0.1', port: server.port, security: 'none' },
      recipients: [
        { address: 'ct@example.vn', name: 'Sở TTTT', everything: true },
        { address: 'vp@example.vn', owner: 'regulatory' },
        { address: 'lich@example.vn', everything: true, when: 'schedule', critical: false },
      ],
    },
  });
});
afterAll(async () => {
  await place?.close();
  await server?.close();
});

const mail = (...args: string[]): Promise<Ended> => dvcSync(['mail', ...args, '--config', place.config]);
const listed = async (...args: string[]) =>
  JSON.parse((await mail('list', '--json', ...args)).stdout) as {
    outbox: Record<string, number | null>;
    letters: ShownLetter[];
  };

describe('mail', () => {
  test('explains itself, its parts too', async () => {
    const [whole, part] = await Promise.all([dvcSync(['mail', '--help']), dvcSync(['mail', 'resend', '-h'])]);
    expect(whole).toMatchObject({ code: 0, stdout: expect.stringContaining('Ví dụ:\n  dvc-sync mail') });
    expect(part.code).toBe(0);
    expect(part.stdout).toContain('số của thư');
    for (const { stdout } of [whole, part]) expect(stdout).not.toMatch(/Usage|Options|Arguments|default/);
  });

  test('has nothing to preview before the first run', async () => {
    expect(await mail('preview', '--out', join(place.folder, 'thu'))).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('chưa có lần chạy nào xong'),
    });
  });

  test('holds what a run says, sends it once, and keeps what was refused for a person', async () => {
    expect((await place.run()).code).toBe(2);
    const { outbox, letters } = await listed();
    expect(outbox).toMatchObject({ waiting: 2, dead: 0, inDoubt: 0 });
    expect(letters.map(({ to, standing }) => `${to} ${standing}`).sort()).toEqual([
      'ct@example.vn waiting',
      'vp@example.vn waiting',
    ]);
    const sent = await mail('send', '--json');
    expect(sent.code).toBe(1);
    expect(JSON.parse(sent.stdout)).toEqual({ sent: 1, postponed: 0, dead: 1, inDoubt: 0, stopped: null });
    expect(server.received.map(({ mail: { subject } }) => subject)).toEqual([
      expect.stringMatching(/^\[dvc-sync Cần Thơ\] \d+ sai lệch mới/),
    ]);
    const dead = await mail('list', '--state', 'dead');
    expect(dead.stdout).toMatch(/bỏ riêng\s+tổng hợp\s+vp@example\.vn.*550 không có hộp thư/);
    expect((await mail('send')).stdout).toContain('0 thư đã gửi');
  });

  test('sends a letter again when a person says so, and writes down who', async () => {
    const { letters } = await listed();
    const [dead, sent] = ['dead', 'sent'].map(one => letters.find(({ standing }) => standing === one)!);
    expect((await mail('resend', String(sent!.id))).code).toBe(64);
    expect((await mail('resend', 'x')).code).toBe(64);
    expect((await mail('resend', '99999')).stderr).toContain('không có thư số 99999');
    expect(await mail('resend', String(dead!.id), '--as', 'Trần Thị B')).toMatchObject({ code: 0 });
    const store = await openStore({ driver: 'sqlite', file: join(place.folder, 'data', 'dvc-sync.sqlite') });
    expect(await listAudit(store, 1)).toMatchObject([
      { who: 'Trần Thị B', action: 'resend-letter', target: String(dead!.id), before: { state: 'dead' } },
    ]);
    await store.close();
    refused = false;
    expect(await mail('send')).toMatchObject({ code: 0, stdout: expect.stringContaining('1 thư đã gửi') });
    expect(server.received.map(({ to }) => to)).toEqual(['ct@example.vn', 'vp@example.vn']);
  });

  test('writes the letters of everybody to disk as they would arrive', async () => {
    const out = join(place.folder, 'thu');
    const { code, stdout } = await mail('preview', '--out', out, '--json');
    expect(code).toBe(0);
    const previewed = JSON.parse(stdout) as { to: string; subject: string; files: string[] }[];
    expect(previewed.map(({ to }) => to)).toEqual(['ct@example.vn', 'vp@example.vn', 'lich@example.vn']);
    expect((await readdir(out)).sort()).toEqual(
      previewed.flatMap(({ files }) => files.map(file => file.slice(out.length + 1))).sort(),
    );
    const [eml, html, txt] = await Promise.all(previewed[0]!.files.map(file => readFile(file, 'utf8')));
    expect((await simpleParser(eml!)).subject).toBe(previewed[0]!.subject);
    expect(html).toContain('src="data:image/png;base64,');
    expect(txt).toContain('CẦN XỬ LÝ, GẤP NHẤT TRƯỚC');
    expect(server.received).toHaveLength(2);
    expect((await mail('preview', '--out', previewed[0]!.files[0]!)).code).toBe(64);
    expect((await mail('preview', '--run', 'R-0')).code).toBe(64);
  });

  test('tries the mail server with a letter that says so', async () => {
    expect(await mail('test', 'ai@example.vn')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('đã nhận thư thử gửi ai@example.vn'),
    });
    expect(server.received.at(-1)!.mail.subject).toBe('[dvc-sync Cần Thơ] Thư thử, không cần trả lời');
    expect((await mail('test', 'ai@example.vn\r\nBcc: x@example.vn')).code).toBe(64);
  });

  test.each([
    ['a state that is none', ['list', '--state', 'gone']],
    ['an option that is none', ['list', '--stat', 'dead']],
  ])('refuses %s', async (_, args) => {
    expect((await mail(...args)).code).toBe(64);
  });
});
