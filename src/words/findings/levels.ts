import type { Level } from '../../domain/level.ts';
import { numberWords } from '../../domain/number-words.ts';
import { type Tier, tierNames } from '../../domain/tier.ts';
import { agencyLabel, countOf, type First, firstWords, systemLabel } from '../sentence.ts';
import { findingWords } from './shape.ts';

interface Uneven {
  tier: Tier;
  /** The level of most, how many have it, and who has another one. */
  usual: Level | null;
  alike: number;
  others: First<{ code: string; name: string; level: Level | null }>;
}

/** Levels that are not what they should be. */
export const levelsWords = {
  'level-differs': findingWords<{ shown: { system: string; role: string; level: Level | null }[] }>({
    title: '{Noun} khác nhau giữa các hệ thống',
    what: 'Cùng một thủ tục tại cùng một đơn vị nhưng các hệ thống ghi {noun} khác nhau.',
    why: 'Người dân thấy một {noun} còn cán bộ xử lý theo {noun} khác; số liệu báo cáo của các hệ thống không khớp nhau.',
    remedy: 'Sở TTTT xác định {noun} đúng theo quyết định của thành phố rồi đặt lại ở hệ thống ghi sai.',
    english: {
      title: 'Levels differ between systems',
      what: 'One procedure at one agency has different levels in the systems.',
      why: 'People see one level while officials work by another; the figures of the systems do not agree.',
      remedy:
        'The technical office finds the right level by the decision of the city and sets it where it is wrong.',
    },
    say({ shown }, { procedure, agency, levels }) {
      const words = shown.map(
        ({ system, role, level }) => `${systemLabel({ name: system, role })}: ${levels.of(level)}`,
      );
      return {
        expected: `cùng một ${levels.noun} ở các hệ thống`,
        actual: words.join('; '),
        message: `Thủ tục ${procedure} tại ${agency} phải có cùng một ${levels.noun} ở các hệ thống nhưng đang khác nhau: ${words.join('; ')}.`,
      };
    },
  }),
  'uneven-level': findingWords<Uneven>({
    title: '{Noun} không đồng đều giữa các đơn vị cùng cấp',
    what: 'Cùng một thủ tục, trên cùng một hệ thống, các đơn vị cùng cấp lại cung cấp ở {noun} khác nhau.',
    why: 'Kế hoạch yêu cầu một thủ tục được cung cấp thống nhất ở mọi đơn vị cùng cấp; người dân ở nơi này không được phục vụ như ở nơi khác.',
    remedy:
      'Sở TTTT làm việc với các đơn vị thuộc nhóm thiểu số nêu trong bằng chứng: nếu vướng kỹ thuật thì khắc phục, nếu vướng quy định thì chuyển VP UBND.',
    english: {
      title: 'Agencies of one tier have different levels',
      what: 'One procedure at one system is offered at different levels by agencies of the same tier.',
      why: 'The plan asks for one level at all agencies of a tier; people at one place are served worse than at another.',
      remedy:
        'The technical office works with the agencies of the minority named in the evidence: technical obstacles are mended, legal ones go to the regulatory office.',
    },
    say({ tier, usual, alike, others }, { procedure, system, levels, shown }) {
      const named = firstWords(others, 'đơn vị', other => `${agencyLabel(other)} ${shown(other.level)}`);
      const differing = countOf(others);
      return {
        expected: usual ?? levels.of(null),
        actual: `${numberWords(differing)} trong ${numberWords(alike + differing)} đơn vị khác ${levels.noun}`,
        message: `Thủ tục ${procedure} trên ${system}: ${numberWords(alike)} đơn vị ${tierNames[tier]} ở ${shown(usual)}, riêng ${named}.`,
      };
    },
    namesUnits: ({ others }) => others.more === 0,
  }),
  'exposed-above-level': findingWords<{ level: Level | null; shown: Level }>({
    title: 'Cho nộp trực tuyến vượt {noun} của đơn vị',
    what: 'Hệ thống cho nộp hồ sơ trực tuyến theo {noun} chung của thủ tục, trong khi {noun} của chính đơn vị chưa cho phép.',
    why: 'Hồ sơ nộp vào nơi chưa sẵn sàng tiếp nhận trực tuyến (chưa có biểu mẫu, quy trình), dễ bị bỏ sót hoặc trễ hạn.',
    remedy:
      'Sở TTTT đặt lại {noun} hiển thị của thủ tục, hoặc nâng {noun} của đơn vị sau khi đủ điều kiện; nếu hệ thống không tách được theo đơn vị thì báo đơn vị vận hành.',
    english: {
      title: 'Online filing is open above the level of the agency',
      what: 'The system lets people file online by the level of the procedure as a whole, though the level of the agency itself does not allow it.',
      why: 'Files arrive where nobody is ready for them (no e-form, no workflow) and are overlooked or late.',
      remedy:
        'The technical office sets the shown level right, or raises that of the agency once the conditions hold; where the system cannot tell agencies apart, whoever runs it is told.',
    },
    say: ({ level, shown }, { procedure, agency, system, levels }) => ({
      expected: level ?? levels.of(null),
      actual: shown,
      message: `Thủ tục ${procedure} tại ${agency}: đơn vị ${levels.of(level)} nhưng ${system} cho người dân nộp trực tuyến theo ${levels.of(shown)}.`,
    }),
  }),
};
