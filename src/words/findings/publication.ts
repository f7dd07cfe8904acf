import type { Level } from '../../domain/level.ts';
import type { BrokenVerdict } from '../../domain/link.ts';
import { shortText } from '../../domain/text.ts';
import { agencyLabel, type First, firstWords, systemLabel } from '../sentence.ts';
import { findingWords } from './shape.ts';

type Unit = { code: string; name: string };

interface Elsewhere {
  /** What people meet. */
  met: Level;
  /** Systems of the city that run something else; no `level` = no active offering there. */
  others: { system: string; role: string; level?: Level | null }[];
}

const notListed = {
  'not-listed': 'không có dịch vụ nào',
  'no-level': 'có dịch vụ nhưng không ghi mức',
  'test-only': 'chỉ có bản ghi thử nghiệm',
};

/** What people meet where they file, held against what the city runs. */
export const publicationWords = {
  'people-land-elsewhere': findingWords<Elsewhere>({
    title: 'Người dân gặp dịch vụ khác với dịch vụ thành phố đang vận hành',
    what: 'Cổng Dịch vụ công quốc gia công bố một {noun} cho đơn vị, còn hệ thống của thành phố vận hành {noun} khác hoặc không có dịch vụ.',
    why: 'Từ ngày 01/7/2025 người dân chỉ nộp hồ sơ tại Cổng Dịch vụ công quốc gia: điều ghi ở đó là điều người dân gặp. Nơi cho nộp mà đơn vị chưa sẵn sàng tiếp nhận thì hồ sơ bị bỏ sót hoặc trễ hạn.',
    remedy:
      'Sở TTTT xác định {noun} đúng theo quyết định của thành phố, đặt lại ở hệ thống của thành phố hoặc đề nghị đơn vị quản lý Cổng Dịch vụ công quốc gia sửa, kèm đường dẫn trong bằng chứng.',
    english: {
      title: 'People meet another service than the city runs',
      what: "The national portal shows one level for the agency, while the city's systems run another or no service.",
      why: 'Since 1 July 2025 people file at the national portal only: what stands there is what they meet. Where filing is open and the agency is not ready, files are lost or late.',
      remedy:
        "The technical office finds the right level by the decision of the city and sets it in the city's systems, or asks whoever runs the national portal to correct it, with the link in the evidence.",
    },
    say({ met, others }, { procedure, agency, system, levels, shown }) {
      const there = shown(met);
      const words = others.map(({ level, ...of }) => {
        const runs = level === undefined ? 'không có dịch vụ' : levels.of(level);
        return `${systemLabel({ name: of.system, role: of.role })}: ${runs}`;
      });
      return {
        expected: there,
        actual: words.join('; '),
        message: `Thủ tục ${procedure} tại ${agency}: ${system} công bố ${there} nhưng ${words.join('; ')}.`,
      };
    },
  }),
  'audience-conflict': findingWords<{
    case: { key: string; name?: string };
    units: First<Unit & { citizen: Level | null; business: Level | null }>;
  }>({
    title: 'Công dân và doanh nghiệp được công bố {noun} khác nhau',
    what: 'Cùng một trường hợp của thủ tục tại cùng một đơn vị, Cổng Dịch vụ công quốc gia ghi {noun} cho công dân khác với cho doanh nghiệp.',
    why: 'Một trường hợp chỉ có một quy trình tiếp nhận; một trong hai đối tượng bị hướng dẫn sai.',
    remedy:
      'Sở TTTT xác định cách cung cấp đúng rồi đề nghị đơn vị quản lý Cổng Dịch vụ công quốc gia ghi thống nhất cho cả hai đối tượng.',
    english: {
      title: 'Citizens and businesses are shown different levels',
      what: 'Of one case of a procedure at one agency the national portal shows another level to citizens than to businesses.',
      why: 'A case has one way of being taken in; one of the two is told wrong.',
      remedy:
        'The technical office finds out what is right and asks whoever runs the national portal to show the same to both.',
    },
    say({ case: of, units }, { procedure, system, levels, shown }) {
      const actual = firstWords(
        units,
        'đơn vị',
        ({ citizen, business, ...unit }) =>
          `${agencyLabel(unit)} công dân ${shown(citizen)}, doanh nghiệp ${shown(business)}`,
      );
      return {
        expected: `cùng một ${levels.noun} cho công dân và doanh nghiệp`,
        actual,
        message: `Thủ tục ${procedure}, trường hợp ${of.name ?? of.key}, trên ${system}: ${actual}.`,
      };
    },
    namesUnits: ({ units }) => units.more === 0,
  }),
  'broken-link': findingWords<{ url: string; verdict: BrokenVerdict; shows?: string }>({
    title: 'Đường dẫn đưa người dân tới nhầm chỗ hoặc đã hỏng',
    what: 'Đường dẫn hệ thống đưa cho người dân không còn trang nào, hoặc mở ra thủ tục khác hay đơn vị khác.',
    why: 'Người dân bấm vào để nộp hồ sơ mà không tới được nơi nộp, hoặc nộp nhầm chỗ.',
    remedy:
      'Sở TTTT sửa đường dẫn trên hệ thống, hoặc đề nghị đơn vị quản lý hệ thống sửa; lần chạy sau xem lại.',
    english: {
      title: 'A link leads people wrong, or nowhere',
      what: 'Where a system sends people there is no page any more, or one of another procedure or another agency.',
      why: 'People who follow it do not get to where they can file, or file in the wrong place.',
      remedy:
        'The technical office corrects the link in the system, or asks whoever runs it to do so; the next run looks again.',
    },
    say({ url, verdict, shows }, { procedure, agency, system }) {
      const actual = {
        gone: 'không còn trang nào',
        'other-procedure': `trang của thủ tục ${shows}`,
        'other-unit': `trang của ${shows}`,
      }[verdict];
      return {
        expected: 'trang của đúng thủ tục và đơn vị',
        actual,
        message: `Thủ tục ${procedure} tại ${agency}: đường dẫn trên ${system} mở ra ${actual} (${shortText(url, 200)}).`,
      };
    },
  }),
  'test-service-public': findingWords<{ units: First<Unit> }>({
    title: 'Dịch vụ thử nghiệm hiện ra cho người dân',
    what: 'Cổng Dịch vụ công quốc gia liệt kê cho người dân một bản ghi được đánh dấu là thử nghiệm.',
    why: 'Hồ sơ nộp vào dịch vụ thử nghiệm không ai tiếp nhận; người dân không phân biệt được với dịch vụ thật.',
    remedy:
      'Sở TTTT đề nghị đơn vị quản lý Cổng Dịch vụ công quốc gia gỡ bản ghi thử nghiệm, hoặc bỏ đánh dấu nếu dịch vụ là thật.',
    english: {
      title: 'A test service is shown to people',
      what: 'The national portal lists for people a record that is marked as a test.',
      why: 'Nobody takes in what is filed with a test service, and people cannot tell it from a real one.',
      remedy:
        'The technical office asks whoever runs the national portal to take the record off, or to take off the mark where the service is real.',
    },
    say({ units }, { procedure, system }) {
      const named = firstWords(units, 'đơn vị', agencyLabel);
      return {
        expected: 'không có bản ghi thử nghiệm',
        actual: named,
        message: `Thủ tục ${procedure} trên ${system} có bản ghi thử nghiệm hiện ra cho người dân tại ${named}.`,
      };
    },
    namesUnits: ({ units }) => units.more === 0,
  }),
  'applied-but-not-offered': findingWords<{ shown: keyof typeof notListed }>({
    title: 'Thủ tục áp dụng tại đơn vị nhưng người dân không có dịch vụ để nộp',
    what: 'Theo danh sách của chính Cổng Dịch vụ công quốc gia, thủ tục áp dụng tại đơn vị, nhưng Cổng không công bố dịch vụ nào có mức ở đó.',
    why: 'Người dân không tìm thấy nơi nộp hồ sơ của đơn vị, dù thủ tục thuộc thẩm quyền của đơn vị.',
    remedy:
      'VP UBND đăng ký thực hiện dịch vụ tại đơn vị nếu đã được duyệt; nếu chưa thì xác định thủ tục có áp dụng ở đó hay không.',
    english: {
      title: 'Applies at the agency, but people have no service to file with',
      what: 'By the own list of the national portal the procedure applies at the agency, but the portal shows no service with a level there.',
      why: 'People do not find where to file with the agency, though it decides the procedure.',
      remedy:
        'The regulatory office registers the service of the agency where it is approved; else it settles whether the procedure applies there.',
    },
    say: ({ shown }, { procedure, agency, system }) => ({
      expected: 'có dịch vụ được công bố kèm mức',
      actual: notListed[shown],
      message: `Thủ tục ${procedure} áp dụng tại ${agency} theo danh sách của ${system}, nhưng ở đó ${notListed[shown]}.`,
    }),
  }),
};
