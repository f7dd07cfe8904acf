import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfiguration } from '../../src/config/load.ts';
import type { DiscrepancyLine, RunCounts } from '../../src/domain/run.ts';
import { openStore } from '../../src/store/core/open.ts';
import { readWorkbook } from '../report/read-workbook.ts';
import { sandboxCity, withOutage } from '../sandbox/city/city.ts';
import { startCity } from '../sandbox/city/servers.ts';
import { parts } from '../server/parts.ts';
import { type Running, runServer } from '../server/running.ts';
import { launchBrowser } from '../support/browser.ts';
import { dvcSync, readLines, temporaryFolder } from '../support/command.ts';

/**
 * Everything a run or a slice of it prints, read back from what the real command wrote and added up, against the lines
 * of its own `discrepancies.ndjson`.
 */
interface Numbers {
  toDo: number;
  fresh: number;
  critical: number;
  unchecked: number;
  known: number;
  waived: number;
  rows: number;
}

function numbersOf(lines: readonly DiscrepancyLine[]): Numbers {
  const pressing = lines.filter(({ severity }) => severity !== 'info');
  const seen = pressing.filter(({ state }) => state === 'new' || state === 'open');
  return {
    toDo: seen.length,
    fresh: seen.filter(({ state }) => state === 'new').length,
    critical: seen.filter(({ severity }) => severity === 'critical').length,
    unchecked: pressing.filter(({ state }) => state === 'carried').length,
    known: lines.filter(({ severity, state }) => severity === 'info' && state !== 'waived').length,
    waived: lines.filter(({ state }) => state === 'waived').length,
    rows: lines.length,
  };
}

const days = ['good', 'bad'] as const;
type Day = (typeof days)[number];

const slices = {
  all: [],
  technical: ['--owner', 'technical'],
  regulatory: ['--owner', 'regulatory'],
  units: ['--owner', 'agency'],
  department: ['--agency', 'H13.3'],
  commune: ['--agency', 'H13.21.10'],
} as const;
type Slice = keyof typeof slices;

const recipients = [
  { address: 'all@cantho.example', everything: true },
  { address: 'technical@cantho.example', owner: 'technical' },
  { address: 'regulatory@cantho.example', owner: 'regulatory' },
  { address: 'units@cantho.example', owner: 'agency' },
  { address: 'department@cantho.example', agency: 'H13.3' },
  { address: 'commune@cantho.example', agency: 'H13.21.10' },
];

const nothingToDo =
  /không có việc phải làm|Không có sai lệch nào(?! khớp)|Không đơn vị nào có sai lệch|không có gì mới/i;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let browser: Browser;
let context: BrowserContext;
const printed = new Map<string, string>();
const lines = new Map<string, DiscrepancyLine[]>();
const served = new Map<Day, { home: string; rows: DiscrepancyLine[]; head: RunCounts; metrics: string }>();
const at = (day: Day, slice: Slice | 'run' | 'mail') => join(folder.path, day, slice);

beforeAll(async () => {
  folder = await temporaryFolder();
  browser = await launchBrowser();
  context = await browser.newContext({ locale: 'vi-VN' });
  const city = await sandboxCity();
  let config = '';
  const call = (...args: string[]) => dvcSync([...args, '--config', config]);
  for (const day of days) {
    const running = await startCity(day === 'good' ? city : withOutage(await sandboxCity()));
    config = await running.writeConfiguration(folder.path, {
      mail: {
        from: 'dvc-sync@cantho.example',
        smtp: { host: '127.0.0.1', port: 2525, security: 'none' },
        recipients,
      },
    });
    const ran = await call('run', '--out', at(day, 'run'));
    await running.close();
    expect(ran.code, ran.stderr).toBe(day === 'good' ? 2 : 3);
    printed.set(`${day} run`, ran.stdout);
    for (const [slice, filter] of Object.entries(slices) as [Slice, readonly string[]][]) {
      const { stdout } = await call('report', ...filter, '--out', at(day, slice));
      printed.set(`${day} ${slice}`, stdout);
      printed.set(
        `${day} ${slice} json`,
        (await call('report', ...filter, '--form', 'csv', '--json', '--out', at(day, slice))).stdout,
      );
      lines.set(`${day} ${slice}`, await readLines(at(day, slice)));
    }
    await call('mail', 'preview', '--out', at(day, 'mail'));
    served.set(day, await serve(config));
    // Set aside between the days: not to be found again is nothing new for it.
    if (day === 'good') await call('waive', '--rule', 'name-differs', '--reason', 'chờ công bố lại');
  }
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await folder?.remove();
});

/** The page `/`, the rows over the API, the head of the run and the metrics, as the service gives them. */
async function serve(config: string) {
  const configuration = await loadConfiguration(config, process.env);
  const store = await openStore(configuration.store);
  const server: Running = await runServer(store, parts, '', configuration);
  try {
    const key = await server.key('viewer');
    const rows: DiscrepancyLine[] = [];
    for (let cursor = ''; ; ) {
      const page = await server.read(`/v1/runs/latest/discrepancies?limit=50${cursor}`, key);
      rows.push(...page.items);
      if (page.next === null) break;
      cursor = `&cursor=${encodeURIComponent(page.next)}`;
    }
    return {
      rows,
      home: await (await server.get('/', key)).text(),
      head: (await server.read('/v1/runs', key)).items[0].counts as RunCounts,
      metrics: await (await server.get('/metrics', key)).text(),
    };
  } finally {
    await server.close();
    await store.close();
  }
}

const number = (text: string | undefined) => Number((text ?? '0').replaceAll('.', ''));
/** The first group of a pattern in a text, as a number; 0 where it does not occur. */
const told = (text: string, pattern: RegExp) => number(pattern.exec(text)?.[1]);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

async function opened(html: string): Promise<Page> {
  const page = await context.newPage();
  await page.setContent(html);
  return page;
}

async function figure(page: Page, id: string): Promise<number> {
  const found = page.locator(`#${id} dd`);
  return (await found.count()) === 0 ? 0 : number((await found.textContent())!);
}

/** Numbers after a name in the words of a drawing: "Sở TTTT: 49 chưa kiểm tra lại được · 2 nghiêm trọng; …". */
function drawn(words: string, what: RegExp): number {
  return sum([...words.matchAll(what)].map(([, value]) => number(value)));
}

const ownerParts = /(\d[\d.]*) (?:nghiêm trọng|lớn|nhỏ)/g;
const ownerUnchecked = /(\d[\d.]*) chưa kiểm tra lại được/g;

describe.each(days)('on a %s day', day => {
  describe.each(Object.keys(slices) as Slice[])('the slice %s', slice => {
    const own = () => numbersOf(lines.get(`${day} ${slice}`)!);

    test('is the same in summary.json, report --json, CSV and on the terminal', async () => {
      const { toDo, unchecked, fresh, critical, known, waived, rows } = own();
      const summary = JSON.parse(await readFile(join(at(day, slice), 'summary.json'), 'utf8'));
      expect(summary.counts).toMatchObject({ toDo, unchecked });
      const json = JSON.parse(printed.get(`${day} ${slice} json`)!);
      expect(json.counts).toMatchObject({ toDo, unchecked, total: rows });
      const csv = parse((await readFile(join(at(day, slice), 'discrepancies.csv'), 'utf8')).slice(1), {
        columns: true,
      }) as Record<string, string>[];
      expect(csv).toHaveLength(rows);
      expect(
        csv.filter(row => row['Trạng thái'] === 'Chưa kiểm tra lại' && row['Mức sai lệch'] !== 'Thông tin'),
      ).toHaveLength(unchecked);
      const text = printed.get(`${day} ${slice}`)!;
      const headline = text.split('\n')[0]!;
      expect(told(headline, /(\d[\d.]*) sai lệch cần xử lý/)).toBe(toDo);
      expect(told(headline, /^(\d[\d.]*) sai lệch chưa kiểm tra lại được/)).toBe(unchecked);
      expect(told(headline, /cần xử lý, (\d[\d.]*) nghiêm trọng/)).toBe(critical);
      expect(told(text, /^(?:.*; )?(\d[\d.]*) cần xử lý \(/m)).toBe(toDo);
      expect(told(text, /cần xử lý \((\d[\d.]*) mới/)).toBe(fresh);
      expect(told(text, /(\d[\d.]*) tạm bỏ qua/)).toBe(waived);
      expect(told(text, /(\d[\d.]*) chỉ để biết/)).toBe(known);
      const owners = [...text.matchAll(/^ {2}(?:Sở TTTT|VP UBND|Đơn vị): (.*)$/gm)].map(
        ([, words]) => words!,
      );
      expect(sum(owners.map(words => told(words, /(\d[\d.]*) cần xử lý/)))).toBe(toDo);
      expect(sum(owners.map(words => told(words, /(\d[\d.]*) chưa kiểm tra lại được/)))).toBe(unchecked);
    });

    test('is the same on the page: sentence, tiles, owners, drawings, list', async () => {
      const { toDo, unchecked, fresh, critical, known, waived, rows } = own();
      const page = await opened(await readFile(join(at(day, slice), 'report.html'), 'utf8'));
      try {
        const headline = (await page.locator('h1').textContent())!.replaceAll('\u00a0', ' ');
        expect(headline).toBe(printed.get(`${day} ${slice}`)!.split('\n')[0]);
        expect(await figure(page, 'f-todo')).toBe(toDo);
        expect(await figure(page, 'f-unchecked')).toBe(unchecked);
        expect(await figure(page, 'f-critical')).toBe(critical);
        expect(await figure(page, 'f-new')).toBe(fresh);
        expect(await figure(page, 'f-info')).toBe(known);
        expect(await figure(page, 'f-waived')).toBe(waived);
        const cards = await page.locator('#ai-lam-gi .card').allTextContents();
        expect(sum(await numbers(page, '#ai-lam-gi .card .big'))).toBe(toDo);
        expect(sum(cards.map(card => told(card, /(\d[\d.]*) chưa kiểm tra lại được/)))).toBe(unchecked);
        const ofKind = async (where: string) => sum(await numbers(page, `${where} .total b`));
        expect(await ofKind('#list')).toBe(rows);
        expect(await ofKind('#list > .group')).toBe(toDo);
        expect(await ofKind('#list > .unchecked')).toBe(unchecked);
        const words = async (id: string) =>
          (await page.locator(`#${id}-d`).count()) ? (await page.locator(`#${id}-d`).textContent())! : '';
        const byOwner = await words('c-owners');
        expect(drawn(byOwner, ownerParts)).toBe(toDo);
        expect(drawn(byOwner, ownerUnchecked)).toBe(unchecked);
        const bars = await page
          .locator('svg[aria-labelledby="c-rules-t c-rules-d"] .value')
          .allTextContents();
        const rest = await page.locator('svg[aria-labelledby="c-rules-t c-rules-d"] .note').allTextContents();
        const shown = sum(bars.map(bar => number(bar.split(' ')[0])));
        expect(shown + sum(rest.map(note => told(note, /^và (\d[\d.]*) sai lệch/)))).toBe(toDo + unchecked);
        if (slice === 'all' && day === 'bad')
          expect(await words('c-trend')).toContain(
            `${unchecked} chưa kiểm tra lại được, ${toDo} cần xử lý, ${critical} nghiêm trọng`,
          );
      } finally {
        await page.close();
      }
    });

    test('is the same in the workbook', async () => {
      const { toDo, unchecked, fresh, rows } = own();
      const { sheets } = readWorkbook(await readFile(join(at(day, slice), 'report.xlsx')));
      const table = (name: string) => sheets.find(sheet => sheet.name === name)!.rows;
      const records = (name: string) => {
        const [heads, ...rest] = table(name).map(cells => cells.map(cell => cell?.text ?? ''));
        return rest.map(cells => Object.fromEntries(heads!.map((head, index) => [head, cells[index] ?? ''])));
      };
      const summary = table('Tổng hợp');
      const labelled = (label: string) => number(summary.find(cells => cells[0]?.text === label)?.[1]?.text);
      expect(summary[1]![0]!.text).toBe(printed.get(`${day} ${slice}`)!.split('\n')[0]);
      expect(labelled('Cần xử lý')).toBe(toDo);
      expect(labelled('Chưa kiểm tra lại được')).toBe(unchecked);
      expect(labelled('Mới so với lần trước')).toBe(fresh);
      expect(sum(['Sở TTTT', 'VP UBND', 'Đơn vị'].map(labelled))).toBe(toDo);
      expect(records('Sai lệch')).toHaveLength(rows);
      const column = (name: string, head: string) => sum(records(name).map(record => Number(record[head])));
      expect(column('Theo quy tắc', 'Cần xử lý')).toBe(toDo);
      expect(column('Theo quy tắc', 'Chưa kiểm tra lại')).toBe(unchecked);
      expect(column('Theo quy tắc', 'Số dòng')).toBe(rows);
      if (slice === 'department' || slice === 'commune') {
        expect(records('Theo đơn vị')).toHaveLength(1);
        expect(column('Theo đơn vị', 'Cần xử lý')).toBe(toDo);
        expect(column('Theo đơn vị', 'Chưa kiểm tra lại')).toBe(unchecked);
      }
    });

    test('is the same in its mail: subject, sentence, figures, sections, drawings', async () => {
      const { toDo, unchecked, critical } = own();
      const names = await readdir(at(day, 'mail'));
      const file = (ending: string) => {
        const name = names.find(one => one.includes(`-${slice}@`) && one.endsWith(ending))!;
        return readFile(join(at(day, 'mail'), name), 'utf8');
      };
      const blocks = (await file('.txt'))
        .replaceAll('\u00a0', ' ')
        .split('\n\n')
        .map(block => block.replace(/\s+/g, ' '));
      const text = blocks.join('\n');
      const page = await opened(await file('.html'));
      try {
        const subject = await page.title();
        expect(told(subject, /(\d[\d.]*) sai lệch chưa kiểm tra lại được/)).toBe(unchecked);
        const headline = printed.get(`${day} ${slice}`)!.split('\n')[0]!;
        expect(text).toContain(headline);
        const html = (await page.locator('body').textContent())!.replaceAll('\u00a0', ' ');
        expect(html).toContain(headline);
        const figures = /^.*· \d[\d.]* (?:mới|đã hết).*$/m.exec(text)?.[0] ?? text;
        expect(told(figures, /(\d[\d.]*) cần xử lý/)).toBe(toDo);
        expect(told(figures, /(\d[\d.]*) chưa kiểm tra lại được ·/)).toBe(unchecked);
        expect(told(figures, /(\d[\d.]*) nghiêm trọng ·/)).toBe(critical);
        const listed = (title: string) => {
          const section = blocks.find(one => one.startsWith(title)) ?? '';
          return (
            sum([...section.matchAll(/ \((\d[\d.]*)\)/g)].map(([, value]) => number(value))) +
            told(section, /loại khác, (\d[\d.]*) sai lệch/)
          );
        };
        expect(listed('CẦN XỬ LÝ')).toBe(toDo);
        expect(listed('CHƯA KIỂM TRA LẠI ĐƯỢC')).toBe(unchecked);
        const owners = /Theo nơi chịu trách nhiệm: (.*?)\.(?: |$)/m.exec(text)?.[1];
        if (owners) {
          expect(drawn(owners, ownerParts)).toBe(toDo);
          expect(drawn(owners, ownerUnchecked)).toBe(unchecked);
        }
      } finally {
        await page.close();
      }
    });

    test('tells nobody that there is nothing to do while something was not looked at again', async () => {
      const page = await opened(await readFile(join(at(day, slice), 'report.html'), 'utf8'));
      const mail = (await readdir(at(day, 'mail'))).find(
        one => one.includes(`-${slice}@`) && one.endsWith('.eml'),
      )!;
      const name = mail.replace('.eml', '.txt');
      const texts = {
        terminal: printed.get(`${day} ${slice}`)!,
        page: (await page.locator('body').textContent())!,
        mail: await readFile(join(at(day, 'mail'), name), 'utf8'),
      };
      await page.close();
      for (const [where, text] of Object.entries(texts)) {
        if (day === 'bad') expect(text, where).not.toMatch(nothingToDo);
        else expect(text, where).not.toMatch(/chưa kiểm tra lại|chưa kết luận/i);
      }
    });
  });

  test('the page of the service, its API and its metrics say the same as the run', async () => {
    const { toDo, unchecked, fresh, critical } = numbersOf(lines.get(`${day} all`)!);
    const { home, rows, head, metrics } = served.get(day)!;
    const page = await opened(home);
    expect((await page.locator('h1').textContent())!.replaceAll('\u00a0', ' ')).toBe(
      printed.get(`${day} all`)!.split('\n')[0],
    );
    expect(await figure(page, 'f-todo')).toBe(toDo);
    expect(await figure(page, 'f-unchecked')).toBe(unchecked);
    expect(await figure(page, 'f-critical')).toBe(critical);
    expect(await figure(page, 'f-new')).toBe(fresh);
    const cards = await page.locator('.card').allTextContents();
    expect(sum(await numbers(page, '.card .big'))).toBe(toDo);
    expect(sum(cards.map(card => told(card, /(\d[\d.]*) chưa kiểm tra lại được/)))).toBe(unchecked);
    if (day === 'bad') expect(await page.locator('body').textContent()).not.toMatch(nothingToDo);
    await page.close();
    expect(numbersOf(rows)).toEqual(numbersOf(lines.get(`${day} all`)!));
    expect(head).toMatchObject({ toDo, unchecked });
    expect(metrics).toMatch(new RegExp(`^dvc_sync_discrepancies_to_do ${toDo}$`, 'm'));
    expect(metrics).toMatch(new RegExp(`^dvc_sync_discrepancies_unchecked ${unchecked}$`, 'm'));
    const bySeries = [...metrics.matchAll(/^dvc_sync_discrepancies\{(.*)\} (\d+)$/gm)]
      .filter(([, labels]) => !labels!.includes('severity="info"') && /state="(new|open)"/.test(labels!))
      .map(([, , value]) => Number(value));
    expect(sum(bySeries)).toBe(toDo);
  });

  test('opens with the same sentence about what people meet: terminal, page, workbook, mail, summary, the page of the service', async () => {
    const { people } = JSON.parse(await readFile(join(at(day, 'run'), 'summary.json'), 'utf8'));
    const { sentence } = people;
    if (day === 'good') {
      const elsewhere = lines.get('good all')!.filter(({ rule }) => rule === 'people-land-elsewhere');
      expect(people).toMatchObject({ differing: elsewhere.length, met: expect.any(Number) });
      expect(sentence).toMatch(/^Trong 1\.\d{3} dịch vụ người dân gặp trên .*, vì /);
    } else expect([people.differing, sentence]).toEqual([null, expect.stringMatching(/^Chưa biết /)]);
    const { sheets } = readWorkbook(await readFile(join(at(day, 'run'), 'report.xlsx')));
    const mails = await readdir(at(day, 'mail'));
    const mail = (ending: string) =>
      readFile(
        join(at(day, 'mail'), mails.find(name => name.includes('-all@') && name.endsWith(ending))!),
        'utf8',
      );
    const { home } = served.get(day)!;
    const texts = {
      terminal: printed.get(`${day} run`)!,
      page: await readFile(join(at(day, 'run'), 'report.html'), 'utf8'),
      workbook: sheets[0]!.rows
        .flat()
        .map(cell => cell?.text)
        .join('\n'),
      mail: await mail('.txt'),
      'mail as a page': await mail('.html'),
      home,
    };
    for (const [where, text] of Object.entries(texts))
      expect(text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' '), where).toContain(sentence);
    const others = await readFile(join(at(day, 'technical'), 'summary.json'), 'utf8').catch(() => '{}');
    expect(JSON.parse(others)).not.toHaveProperty('people');
  });

  test('the owners together are the whole, and a unit has what is about it, be it among others', () => {
    const all = lines.get(`${day} all`)!;
    const owners = (['technical', 'regulatory', 'units'] as const).flatMap(
      slice => lines.get(`${day} ${slice}`)!,
    );
    expect(numbersOf(owners)).toEqual(numbersOf(all));
    for (const [slice, unit] of [
      ['department', 'H13.3'],
      ['commune', 'H13.21.10'],
    ] as const) {
      const about = all.filter(
        ({ agency, evidence }) =>
          agency === unit || (agency === null && ((evidence.agencies ?? []) as string[]).includes(unit)),
      );
      const names = (some: DiscrepancyLine[]) => some.map(({ fingerprint }) => fingerprint).sort();
      expect(names(lines.get(`${day} ${slice}`)!)).toEqual(names(about));
      expect(about.some(({ agency, severity }) => agency === null && severity === 'critical')).toBe(true);
    }
  });
});

async function numbers(page: Page, selector: string): Promise<number[]> {
  const texts = await page.locator(selector).allTextContents();
  return texts.map(text => number(/\d[\d.]*/.exec(text)?.[0]));
}

test('a bad day is one: most findings could not be looked at again, one of them set aside', () => {
  const good = numbersOf(lines.get('good all')!);
  const bad = numbersOf(lines.get('bad all')!);
  expect(bad.unchecked).toBeGreaterThan(good.toDo / 2);
  expect(bad.waived).toBeGreaterThan(0);
  // What the good day saw is seen again, unchecked or set aside; the two new ones are the sources themselves.
  expect(bad.unchecked + bad.toDo + bad.waived).toBe(good.toDo + bad.fresh);
});
