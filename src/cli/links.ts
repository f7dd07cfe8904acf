import { isBroken, type LinkVerdict } from '../domain/link.ts';
import { numberWords } from '../domain/number-words.ts';
import { dayOf } from '../domain/time.ts';
import { list } from '../report/table/table.ts';
import { type ShownLink, shownLinks } from '../runs/links/prove-links.ts';
import { command } from './command.ts';
import { print, printTable } from './output.ts';

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
  note: {
    vi: 'Lần chạy xem các đường dẫn của hệ thống có links.enabled: true, theo danh sách links.hosts và robots.txt. Thoát 2 khi có đường dẫn sai.',
    en: 'Runs look at the links of systems with links.enabled: true, as far as links.hosts and robots.txt allow. Exit code 2 where a link is wrong.',
  },
  examples: ['dvc-sync links', 'dvc-sync links --json'],
  async onStore({ configuration, store }) {
    const links = await Array.fromAsync(shownLinks(store, configuration));
    const wrong = links.filter(({ verdict }) => isBroken(verdict));
    return {
      json: links,
      open: wrong.length > 0,
      print() {
        if (links.length === 0)
          print(
            'Chưa có đường dẫn nào được xem: cần links.enabled: true ở một hệ thống, rồi chạy "dvc-sync run".',
          );
        for (const [verdict, of] of Map.groupBy(links, link => link.verdict))
          print(`${verdictNames[verdict]}: ${numberWords(of.length)}`);
        if (wrong.length === 0) return;
        print();
        printTable(linkTable, wrong, { limit: mostPrinted, more: '; thêm --json.' });
      },
    };
  },
});

const linkTable = list<ShownLink>([
  { title: 'Thủ tục', cell: ({ procedure }) => procedure },
  { title: 'Đơn vị', cell: ({ agency }) => agency },
  { title: 'Kết quả', cell: ({ verdict }) => verdictNames[verdict] },
  { title: 'Ngày', cell: ({ checkedAt }) => checkedAt && { day: dayOf(checkedAt) } },
  { title: 'Đường dẫn', cell: ({ url }) => url },
]);
