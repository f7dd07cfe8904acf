import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import { exitCodes } from '../../../src/cli/exit.ts';
import { note, print } from '../../../src/cli/output.ts';
import type { Agency } from '../../../src/domain/agency.ts';
import { dayOf } from '../../../src/domain/time.ts';
import { shownPath } from '../../../src/report/shown-path.ts';
import { readNationalRecord } from '../city/national.ts';
import { type ReviewRound, reviewRound } from '../city/review-lists.ts';
import { nationalRecord, sampleProcedures } from '../city/sample.ts';
import { cli, printedBy, steps, title, withSandbox } from './demo-stage.ts';

/**
 * `npm run demo:review`: a round of reviews from the communes' lists to the signed papers. 83 communes, some silent,
 * some contradicting each other; two conflicts are decided; the lists, the figures and the reminders lie in `out/review`.
 */
async function demo(): Promise<number> {
  const { values } = parseArgs({ options: { out: { type: 'string', default: 'out/review' } } });
  const folder = resolve(values.out);
  await rm(folder, { recursive: true, force: true });
  const inbox = join(folder, 'danh-muc-nhan-duoc');
  await mkdir(inbox, { recursive: true });
  return withSandbox(['--clean', '--dir', folder], async ({ config }) => {
    const given = ['--config', config];
    const round = await handedIn(folder, inbox);
    const deadline = await setUp(config, folder);

    const step = steps([3, 6, 6, 1, 2, 3, 4, 3]);
    step('Đọc các hệ thống; chưa có rà soát nào nên chưa nói gì về rà soát:');
    await expect(exitCodes.clean, ['run', ...given, '--out', join(folder, 'truoc')]);

    step(`Nhập ${round.files.length} tệp của các xã, phường, thị trấn; mỗi tệp có một bản trả lời:`);
    const files = round.files.map(({ name }) => join(inbox, name));
    const wrong = round.wrongRows.length > 0 ? exitCodes.discrepancies : exitCodes.clean;
    await expect(wrong, ['review', 'import', ...files, ...given, '--out', join(folder, 'tra-loi')]);
    step('Nhập lại đúng các tệp ấy: không có gì thay đổi.');
    await quietly(wrong, ['review', 'import', ...files, ...given, '--json']);

    step('Các danh mục mâu thuẫn nhau, đúng như đã gieo:');
    await expectConflicts(round, given);
    const [large, signed] = round.conflicts;
    step('Hai mâu thuẫn được quyết định; mâu thuẫn thứ ba còn chờ:');
    await expect(exitCodes.clean, [
      'review',
      'decide',
      large!.procedure,
      '--eligible',
      ...given,
      '--as',
      'Trần Thị B',
      '--reason',
      'đã nâng giới hạn dung lượng tệp trên cổng',
    ]);
    await expect(exitCodes.clean, [
      'review',
      'decide',
      signed!.procedure,
      '--not-eligible',
      ...given,
      '--as',
      'Lê Văn C',
      '--reason',
      'luật yêu cầu ký trực tiếp vào sổ',
    ]);
    await expectConflicts({ ...round, conflicts: round.conflicts.slice(2) }, given);

    step('Ai đã gửi, ai chưa; các mốc như bảy ngày sau hạn; thư nhắc:');
    const status = quietly(exitCodes.clean, [
      'review',
      'status',
      ...given,
      '--out',
      join(folder, 'tinh-hinh'),
    ]);
    await expect(exitCodes.clean, [
      'review',
      'milestones',
      ...given,
      '--on',
      deadline.after,
      '--out',
      join(folder, 'tinh-hinh'),
    ]);
    await status;
    await expect(exitCodes.clean, ['review', 'remind', ...given, '--on', deadline.after]);
    await quietly(exitCodes.clean, [
      'mail',
      'preview',
      '--waiting',
      ...given,
      '--out',
      join(folder, 'thu-nhac'),
    ]);

    step('Danh mục tổng hợp, danh mục mức độ 4, báo cáo tháng:');
    await expect(exitCodes.clean, ['review', 'consolidate', ...given, '--out', join(folder, 'tong-hop')]);
    step('Đối chiếu với kết quả rà soát:');
    await expect(exitCodes.discrepancies, ['run', ...given, '--out', join(folder, 'sau')]);
    await expect(exitCodes.clean, ['report', 'level-four', ...given, '--out', join(folder, 'bao-cao')]);
    // Of this month: of the one before nothing has been read.
    await expect(exitCodes.clean, [
      'report',
      'monthly',
      deadline.month,
      ...given,
      '--out',
      join(folder, 'bao-cao'),
    ]);
    title(`Mọi kết quả nằm trong ${shownPath(folder)}.`);
    return exitCodes.clean;
  });
}

/** Writes the communes' lists as they came. */
async function handedIn(folder: string, inbox: string): Promise<ReviewRound> {
  const agencies = parse(await readFile(join(folder, 'agencies.yaml'), 'utf8')) as Agency[];
  const communes = agencies.filter(({ tier }) => tier === 'commune');
  const services = sampleProcedures
    .map(procedure => readNationalRecord(nationalRecord(procedure)))
    .filter(({ facts }) => facts.active !== false && facts.tiers?.includes('commune'))
    .map(({ code, facts }) => ({ code, name: facts.name ?? code }));
  const round = await reviewRound(communes, services);
  for (const { name, content } of round.files) await writeFile(join(inbox, name), content);
  return round;
}

/** Adds milestones around today and people to be reminded to the city's configuration. */
async function setUp(config: string, folder: string): Promise<{ after: string; month: string }> {
  const today = new Date().toISOString();
  const agencies = parse(await readFile(join(folder, 'agencies.yaml'), 'utf8')) as Agency[];
  const units = agencies.filter(({ tier }) => tier === 'commune' || tier === 'district');
  const sections = {
    reviews: {
      milestones: [
        {
          id: 'xa',
          name: 'UBND xã, phường, thị trấn báo cáo về UBND quận, huyện',
          due: dayOf(today),
          what: 'review',
          tiers: ['commune'],
        },
        {
          id: 'huyen',
          name: 'UBND quận, huyện báo cáo về cơ quan chuyên môn',
          due: dayOf(today, 5),
          what: 'review',
          tiers: ['district'],
        },
        {
          id: 'cau-hinh',
          name: 'Cấu hình và công khai dịch vụ công mức độ 4',
          due: dayOf(today, 130),
          what: 'configuration',
          owner: 'technical',
        },
      ],
    },
    mail: {
      from: 'dvc-sync Cần Thơ <dvc-sync@example.vn>',
      smtp: { host: '127.0.0.1', port: 2525, security: 'none' },
      recipients: [
        { address: 'so-tttt@example.vn', name: 'Sở TTTT', everything: true },
        { address: 'vp-ubnd@example.vn', name: 'VP UBND', owner: 'regulatory' },
        ...units.map(({ code, name }) => ({
          address: `${code.toLowerCase()}@example.vn`,
          name,
          agency: code,
        })),
      ],
    },
    documents: {
      issuer: 'Ủy ban nhân dân thành phố Cần Thơ',
      signer: { authority: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH'], title: 'PHÓ CHỦ TỊCH' },
      recipients: ['Bộ Thông tin và Truyền thông (b/c)', 'Sở Thông tin và Truyền thông', 'Lưu: VT'],
    },
  };
  await appendFile(config, stringify(sections));
  return { after: dayOf(today, 7), month: dayOf(today).slice(0, 7) };
}

/** What `review conflicts` says, held against what was planted. */
async function expectConflicts(
  { conflicts }: Pick<ReviewRound, 'conflicts'>,
  given: string[],
): Promise<void> {
  const [json] = await Promise.all([
    printedBy(['review', 'conflicts', ...given, '--json'], exitCodes.discrepancies),
    cli(['review', 'conflicts', ...given]),
  ]);
  const found = JSON.parse(json) as { procedure: string; cause: string }[];
  const told = new Set(found.map(({ procedure, cause }) => `${procedure} ${cause}`));
  const missed = conflicts.filter(({ procedure, cause }) => !told.has(`${procedure} ${cause}`));
  print(`Đã gieo ${conflicts.length} mâu thuẫn, tìm thấy ${found.length}.`);
  if (missed.length === 0 && found.length === conflicts.length) return;
  for (const { procedure, cause } of missed) note(`  không tìm thấy: ${procedure} (${cause})`);
  process.exit(exitCodes.failed);
}

async function expect(wanted: number, args: string[]): Promise<void> {
  check(await cli(args), wanted, args);
}

/** The same with what it prints left out: a page of it stands in a file. */
async function quietly(wanted: number, args: string[]): Promise<void> {
  await printedBy(args, wanted);
}

function check(code: number, wanted: number, args: string[]): void {
  if (code === wanted) return;
  note(`"dvc-sync ${args.slice(0, 2).join(' ')}" kết thúc với mã ${code}, chờ mã ${wanted}.`);
  process.exit(exitCodes.failed);
}

process.exitCode = await demo();
