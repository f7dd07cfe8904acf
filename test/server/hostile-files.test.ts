import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { deflateRawSync } from 'node:zlib';
import { strToU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKey } from '../../src/app/access/keys.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { openStore } from '../../src/store/core/open.ts';
import { form, service } from '../definitions/support.ts';
import { otherForm, row, utf8, whole, xlsx } from '../review/corpus/make.ts';
import { zip } from '../review/corpus/zip64.ts';
import { type Place, placeOf } from '../support/place.ts';
import { type RunningService, startService } from '../support/service.ts';
import { smallCity } from '../support/small-city.ts';

const list = whole('I', [row(1, '1.004194')]);

/** Twelve parts of 200 MB of nothing, packed to 0.2 MB: 2.4 GB for whoever believes it. */
function bomb(): Uint8Array {
  const packed = deflateRawSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 });
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(200 * 1024 * 1024, 22);
  head.writeUInt16LE(1, 26);
  parts.push(head, Buffer.from('x'), packed);
  const names = ['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml'];
  for (let n = 0; n < 12; n++) {
    const name = Buffer.from(names[n] ?? `xl/worksheets/sheet${n}.xml`);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(200 * 1024 * 1024, 24);
    entry.writeUInt16LE(name.length, 28);
    directory.push(entry, name);
  }
  const start = Buffer.concat(parts).length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(12, 8);
  end.writeUInt16LE(12, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

async function millionColumns(): Promise<Uint8Array> {
  const cells = '<c><v>1</v></c>'.repeat(1_000_000);
  const parts = unzipSync(await xlsx({ rows: list }));
  const path = 'xl/worksheets/sheet1.xml';
  const xml = new TextDecoder().decode(parts[path]);
  parts[path] = strToU8(xml.replace('</sheetData>', `<row>${cells}</row></sheetData>`));
  return zip(parts);
}

describe('what is sent to a service that serves', () => {
  let place: Place;
  let serve: RunningService | undefined;
  let key: string;
  beforeAll(async () => {
    place = await placeOf(smallCity(), {
      server: { port: 0, bodyMegabytes: 30, requestsPerMinute: 1_000_000 },
    });
    const configuration = await loadConfiguration(place.config, process.env);
    const store = await openStore(configuration.store, { mayBegin: true });
    const by = { who: 'an', origin: 'test', at: new Date().toISOString() };
    ({ key } = await createKey(store, { name: 'an', role: 'operator', expiresAt: null }, by));
    await store.close();
    const folder = join(configuration.services, '1.000894');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'service.yaml'), service.replace('1.000656', '1.000894'));
    await writeFile(join(folder, 'eform.json'), JSON.stringify(form));
    await writeFile(join(folder, 'workflow.bpmn'), '<!--'.repeat(249_000));
  });
  afterAll(async () => {
    await serve?.kill();
    await place.close();
  });

  // One for all; it waits as only a test may.
  beforeEach(async () => {
    serve ??= await startService('serve', place.config);
  });

  const headers = () => ({ authorization: `Bearer ${key}` });
  function upload(bytes: Uint8Array, name: string, query = ''): Promise<Response> {
    const body = new FormData();
    body.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
    return fetch(`${serve!.url}/v1/reviews${query}`, { method: 'POST', headers: headers(), body });
  }

  /** The answer, and how often somebody who asks again and again was told meanwhile that the service lives. */
  async function meanwhile(asked: Promise<Response>): Promise<{ answer: Response; alive: number }> {
    let over = false;
    void asked.then(
      () => {
        over = true;
      },
      () => {
        over = true;
      },
    );
    let alive = 0;
    while (!over) {
      const { status } = await fetch(`${serve!.url}/livez`);
      if (status === 200 && !over) alive++;
      // Who asks without a breath takes a core of its own.
      await wait(2);
    }
    return { answer: await asked, alive };
  }

  it.each<[string, string, () => Uint8Array | Promise<Uint8Array>, RegExp]>([
    ['0.2 MB that inflate to 2.4 GB', 'a.xlsx', bomb, /Content_Types.*lớn hơn 8 MB/],
    ['a workbook of a million columns', 'a.xlsx', millionColumns, /16\.384 cột/],
    [
      '25 MB of CSV',
      'a.csv',
      () => utf8(`1,1.004194,${'Đăng ký tạm trú '.repeat(12)}\n`.repeat(90_000)),
      /^null$/,
    ],
  ])(
    '%s is answered in words while the service answers everybody else',
    async (_what, name, bytes, words) => {
      const { answer, alive } = await meanwhile(upload(await bytes(), name, '?dryRun=true'));
      expect(answer.status).toBe(200);
      expect(String(((await answer.json()) as { error: string | null }).error)).toMatch(words);
      expect(alive).toBeGreaterThan(20);
    },
  );

  it('what follows is read as if nothing had been, as a list with marks too', async () => {
    const next = await upload(await xlsx({ rows: list }), 'a.xlsx', '?unit=H13.21.1');
    expect(await next.json()).toMatchObject({ state: 'imported', id: 1, accepted: 1 });
    const marked = await upload(otherForm('ods', list), 'b.ods', '?unit=H13.21.1&form=xlsx&dryRun=true');
    expect(marked.headers.get('content-type')).toContain('spreadsheetml');
    expect(Buffer.from(await marked.arrayBuffer()).toString('latin1', 0, 2)).toBe('PK');
  });

  it('a megabyte of beginnings of remarks in a definition keeps nobody waiting', async () => {
    const get = (path: string) => fetch(`${serve!.url}${path}`, { headers: headers() });
    const { answer, alive } = await meanwhile(get('/v1/definitions'));
    expect(await answer.json()).toMatchObject({
      services: [],
      problems: [{ file: expect.stringContaining('workflow.bpmn'), reason: expect.stringContaining('thẻ') }],
    });
    expect(alive).toBeGreaterThan(20);
    const page = await meanwhile(get('/v1/offerings/1.000894/H13.21.1/readiness'));
    expect(page.answer.status).toBeLessThan(500);
    expect(page.alive).toBeGreaterThan(20);
  });
});
