import { isBroken, type LinkVerdict } from '../domain/link.ts';
import { numberWords } from '../domain/number-words.ts';
import { date } from '../domain/time.ts';
import { type ShownLink, shownLinks } from '../runs/links/prove-links.ts';
import { command, usual } from './command.ts';
import { loadFrom, withStore } from './common.ts';
import { exitCodes } from './exit.ts';
import { print, printJson, table } from './output.ts';

const verdictNames: Record<LinkVerdict, string> = {
  answers: 'đúng',
  gone: 'không còn trang',
  'other-procedure': 'thủ tục khác',
  'other-unit': 'đơn vị khác',
  'not-allowed': 'không được phép xem',
  unknown: 'chưa biết',
};

/** Printed for people; machines get them all. */
const mostPrinted = 50;

/** `links`: where systems send people, and what was last seen of it. Asks nobody: runs look. */
export const linksCommand = command({
  options: usual,
  note: {
    vi: 'Lần chạy xem các đường dẫn của hệ thống có links.enabled: true, theo danh sách links.hosts và robots.txt. Thoát 2 khi có đường dẫn sai.',
    en: 'Runs look at the links of systems with links.enabled: true, as far as links.hosts and robots.txt allow. Exit code 2 where a link is wrong.',
  },
  examples: ['dvc-sync links', 'dvc-sync links --json'],
  async act(options) {
    const configuration = await loadFrom(options.config);
    const links = await withStore(configuration, async store => {
      const all: ShownLink[] = [];
      for await (const link of shownLinks(store, configuration)) all.push(link);
      return all;
    });
    if (links.some(({ verdict }) => isBroken(verdict))) process.exitCode = exitCodes.discrepancies;
    if (options.json) {
      printJson(links);
      return;
    }
    printLinks(links);
  },
});

function printLinks(links: readonly ShownLink[]): void {
  if (links.length === 0) {
    print('Chưa có đường dẫn nào được xem: cần links.enabled: true ở một hệ thống, rồi chạy "dvc-sync run".');
    return;
  }
  for (const [verdict, of] of Map.groupBy(links, link => link.verdict))
    print(`${verdictNames[verdict]}: ${numberWords(of.length)}`);
  const wrong = links.filter(({ verdict }) => isBroken(verdict));
  if (wrong.length === 0) return;
  print();
  print(
    table([
      ['THỦ TỤC', 'ĐƠN VỊ', 'KẾT QUẢ', 'NGÀY', 'ĐƯỜNG DẪN'],
      ...wrong
        .slice(0, mostPrinted)
        .map(({ procedure, agency, verdict, checkedAt, url }) => [
          ...[procedure, agency, verdictNames[verdict], checkedAt === null ? '–' : date(checkedAt), url],
        ]),
    ]),
  );
  if (wrong.length > mostPrinted) print(`… còn ${numberWords(wrong.length - mostPrinted)}; thêm --json.`);
}
