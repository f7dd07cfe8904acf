import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LevelNaming } from '../../src/domain/level.ts';
import { levelLegend, levelWordsOf } from '../../src/words/level-names.ts';
import {
  approved,
  architect,
  levelByHand,
  type PushPlace,
  planned,
  poor,
  pushPlace,
} from '../support/push-place.ts';

let place: PushPlace;

/** What only the other vocabulary says of a level. */
const foreign: Record<LevelNaming, RegExp> = {
  numbers: /toàn trình|mức một phần|cung cấp thông tin/giu,
  'decree-42': /mức độ|mức [34]/giu,
};

/** What pictures call levels: the city's word, the other one in brackets. */
function names(naming: LevelNaming): RegExp[] {
  return (['4', '3'] as const).map(
    level => new RegExp(RegExp.escape(levelWordsOf(level, naming).name), 'giu'),
  );
}

/** Where the other vocabulary has its place. */
const quoted: Record<LevelNaming, (string | RegExp)[]> = {
  // Both give the other's word where a picture or a paper explains itself; the rest is of decision 766.
  numbers: [
    levelLegend(),
    ...names('numbers'),
    /Cung cấp thông tin: mức độ 1, 2/g,
    /(?<=>)(?:Tỷ lệ toàn trình|Toàn trình|Một phần|Cung cấp thông tin)(?=<)/g,
  ],
  // … and those of the annexes of the plan of 2021.
  'decree-42': [
    levelLegend('decree-42'),
    ...names('decree-42'),
    /DANH MỤC THỦ TỤC HÀNH CHÍNH (?:KHÔNG )?NÂNG DỊCH VỤ CÔNG MỨC ĐỘ 4/g,
    /(?:Đủ|Chưa đủ) điều kiện nâng lên mức độ 4/g,
    /(?<=>)Mức độ cung cấp(?=<)/g,
  ],
};

/** Every text in a folder: of pages what is read, of workbooks and documents their parts. */
async function textsIn(folder: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const file of await readdir(folder, { recursive: true })) {
    const bytes = await readFile(join(folder, file)).catch(() => undefined);
    if (!bytes) continue;
    if (/\.(xlsx|docx)$/.test(file)) {
      const parts = Object.entries(unzipSync(bytes)).filter(([name]) => name.endsWith('.xml'));
      texts.set(file, parts.map(([, part]) => strFromU8(part)).join('\n'));
    } else if (!file.endsWith('.eml')) {
      // What an .eml file carries stands beside it as .html and .txt.
      const page = bytes.toString('utf8').replace(/<style>.*?<\/style>|<script>.*?<\/script>/gs, '');
      texts.set(file, page.replaceAll('&amp;', '&').replace(/\s+/g, ' '));
    }
  }
  return texts;
}

const milestones = (['review', 'registration', 'improvement', 'configuration'] as const).map(what => ({
  ...{ id: what, name: `Mốc ${what}`, due: '2021-06-15', what },
  ...(what === 'review' ? { tiers: ['commune'] } : { owner: 'technical' }),
}));

beforeAll(async () => {
  const mail = {
    ...{ from: 'dvc-sync <dvc-sync@example.vn>', smtp: { host: '127.0.0.1' } },
    recipients: [{ address: 'ct@example.vn', everything: true }],
  };
  const reviews = { milestones, decision: 'Quyết định số 2974/QĐ-UBND' };
  place = await pushPlace({ levelNames: 'numbers', mail, reviews, push: { maxShare: 1 } }, { small: true });
  const plan = await planned(place);
  await approved(place, plan);
  expect((await place.call('apply', plan.id)).code).toBe(0);
  await levelByHand(place, architect, '3');
}, 120_000);
afterAll(() => place?.close());

/** Goes through all a city does with its levels; what was printed, and what was written, by file. */
async function everySurface(levelNames: LevelNaming): Promise<Map<string, string>> {
  const { call, folder, config } = place;
  const settings = await readFile(config, 'utf8');
  await writeFile(config, settings.replace(/^levelNames: .*$/m, `levelNames: ${levelNames}`));
  const out = join(folder, levelNames);
  const printed: string[] = [];
  const say = async (...args: string[]) => {
    const { stdout, stderr } = await call(...args);
    printed.push(`${args.join(' ')}: ${stdout} ${stderr}`);
  };
  const list = join(folder, 'danh-muc.csv');
  const hand = async (rows: string[], ...options: string[]) => {
    await writeFile(list, rows.join('\n'));
    await say('review', 'import', list, '--as', 'B', '--out', join(out, `tra-loi-${options[1]}`), ...options);
  };
  const name = `Thủ tục gửi lần ${levelNames}`;
  const head = 'STT,Mã TTHC,Tên thủ tục hành chính,Về kỹ thuật,Về quy định của pháp luật';
  const [first, second, third] = ['H13.21.1', 'H13.21.2', 'H13.21.3'] as const;
  await hand([head, `1,${architect},${name},X,X`], '--unit', first, '--list', 'I');
  await hand([head, `1,${architect},${name},Chưa có chữ ký số,`], '--unit', second, '--list', 'II');
  await hand(
    ['STT,Mã TTHC,Tên thủ tục hành chính,Mức DVC', `1,${architect},${name},3`, `2,${poor},${name},cao`],
    ...['--unit', 'H13', '--list', 'online'],
  );
  for (const code of [architect, poor])
    await say(
      ...['review', 'decide', code, '--agency', third, '--eligible', '--as', 'B', '--reason', 'đã họp'],
    );
  await say('run', '--out', out);
  await say('plan', '--html', join(out, 'plan.html'), '--as', 'B');
  await say('tasks', '--out', join(out, 'tasks'));
  await say('review', 'readiness', '--out', join(out, 'city'));
  await say('review', 'readiness', '--agency', first, '--out', join(out, 'unit'));
  await say('review', 'readiness', architect, '--agency', first, '--out', join(out, 'offering'));
  await say('review', 'status', '--out', join(out, 'status'));
  await say('review', 'milestones', '--all', '--out', join(out, 'milestones'));
  await say('review', 'remind', '--as', 'B');
  for (const part of ['conflicts', 'list', 'decisions']) await say('review', part);
  await say('review', 'show', first);
  await say('review', 'consolidate', '--all', '--out', join(out, 'annexes'));
  await say('report', 'level-four', '--out', join(out, 'level-four'));
  await say('report', 'monthly', '--out', join(out, 'monthly'));
  await say('mail', 'preview', '--out', join(out, 'mail'));
  await say('mail', 'preview', '--waiting', '--out', join(out, 'waiting'));
  await say('history');
  await say('rules');
  return (await textsIn(out)).set('printed', printed.join('\n'));
}

test.each(['numbers', 'decree-42'] as const)(
  'a city that calls its levels by %s reads no other word for them wherever it looks, whatever it called them before',
  async naming => {
    const texts = await everySurface(naming);
    expect([...texts.keys()]).toEqual(
      expect.arrayContaining([
        ...['report.html', 'report.xlsx', 'discrepancies.ndjson', 'plan.html', 'tasks/tasks.html'],
        ...[
          'tasks/tasks.xlsx',
          'city/improvement.html',
          'city/improvement.xlsx',
          'status/review-status.xlsx',
        ],
        ...['milestones/milestones.html', 'annexes/phu-luc-tong-hop.docx'],
      ]),
    );
    const own = naming === 'numbers' ? /mức độ 4/ : /mức toàn trình/;
    for (const surface of [
      'report.html',
      'plan.html',
      'tasks/tasks.html',
      'city/improvement.html',
      'printed',
    ])
      expect(texts.get(surface)).toMatch(own);
    const found = [...texts].flatMap(([surface, text]) => {
      const left = quoted[naming].reduce((rest: string, each) => rest.replaceAll(each, ''), text);
      const places = [...left.matchAll(foreign[naming])].map(({ index }) => index);
      return places.map(at => `${surface}: ${left.slice(Math.max(0, at - 60), at + 80)}`);
    });
    expect(found).toEqual([]);
  },
  120_000,
);
