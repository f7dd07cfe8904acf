import type { Command } from 'commander';
import type { Words } from '../domain/language.ts';
import { said, spokenLanguage } from './language.ts';
import { note } from './output.ts';

const titles: Record<string, string> = {
  'Usage:': 'Cách dùng:',
  'Arguments:': 'Tham số:',
  'Options:': 'Lựa chọn:',
  'Commands:': 'Lệnh:',
};

/** What is not known and like nothing that is: whoever typed it has to look it up. */
const unlike = /^error: unknown (?:command|option) '(?!.*Did you mean)/s;

/** A reason that is not given, or says nothing. */
const reasonless = /^error: (?:required )?option '--reason /;

const sentences: [RegExp, string][] = [
  [/^error: unknown option '(.*)'/, "không có lựa chọn '$1'"],
  [/^error: unknown command '(.*)'/, "không có lệnh '$1'"],
  [/^error: missing required argument '(.*)'/, "thiếu tham số '$1'"],
  [/^error: required option '(.*)' not specified/, "thiếu lựa chọn bắt buộc '$1'"],
  [
    /^error: option '([^']*)' argument '(.*)' is invalid\. Allowed choices are /,
    "'$2' không dùng được cho '$1': chọn: ",
  ],
  [/^error: option '([^']*)' argument '(.*)' is invalid\. /, "'$2' không dùng được cho '$1': "],
  [/^error: option '(.*)' argument missing/, "lựa chọn '$1' thiếu giá trị"],
  [
    /^error: command-argument value '(.*)' is invalid for argument '([^']*)'\. /,
    "'$1' không dùng được cho tham số '$2': ",
  ],
  [
    /^error: too many arguments for '([^']*)'\. Expected \d+ arguments? but got \d+: (.*)\./s,
    "thừa tham số cho lệnh '$1': $2",
  ],
  [/^error: too many arguments\. Expected \d+ arguments? but got \d+: (.*)\./s, 'thừa tham số: $1'],
  [/^error: /, ''],
];

/** What stands for values in options and arguments, word by word, longest first. */
const placeholders: [vietnamese: string, english: string][] = [
  ['mã-thủ-tục', 'procedure'],
  ['trường-hợp', 'case'],
  ['mã-ở-đó', 'code-there'],
  ['mã-quốc-gia', 'national-code'],
  ['mã-của-ta', 'our-code'],
  ['mã-đơn-vị', 'agency-code'],
  ['mã-sai-lệch', 'discrepancy'],
  ['mã-việc', 'task'],
  ['tình-trạng', 'state'],
  ['địa-chỉ', 'address'],
  ['hệ-thống', 'system'],
  ['kế-hoạch', 'plan'],
  ['danh-mục', 'list'],
  ['danh-sách', 'list'],
  ['cách', 'how'],
  ['đợt', 'round'],
  ['lĩnh-vực', 'field'],
  ['thư-mục', 'folder'],
  ['lựa-chọn', 'options'],
  ['thủ-tục', 'procedure'],
  ['giá-trị', 'value'],
  ['vai-trò', 'role'],
  ['số-thư', 'message'],
  ['đơn-vị', 'agency'],
  ['nội-dung', 'item'],
  ['trả-lời', 'answer'],
  ['kết-quả', 'result'],
  ['cơ-quan', 'office'],
  ['ý-kiến', 'word'],
  ['đề-xuất', 'proposal'],
  ['quy-định', 'provision'],
  ['lý-do', 'reason'],
  ['câu-hỏi', 'question'],
  ['nơi', 'place'],
  ['buổi', 'session'],
  ['vướng-mắc', 'obstacle'],
  ['người', 'person'],
  ['lời', 'word'],
  ['tháng', 'month'],
  ['phiên', 'session'],
  ['ngày', 'day'],
  ['khóa', 'key'],
  ['dạng', 'form'],
  ['việc', 'job'],
  ['lệnh', 'command'],
  ['tệp', 'file'],
  ['tên', 'name'],
  ['bên', 'owner'],
  ['cấp', 'tier'],
  ['mức', 'severity'],
  ['mốc', 'milestone'],
  ['mã', 'code'],
  ['số', 'number'],
  ['ai', 'who'],
];
const words = new RegExp(
  placeholders.map(([vietnamese]) => `(?<![\\p{L}-])${vietnamese}(?![\\p{L}-])`).join('|'),
  'gu',
);

/** commander speaks English only, and our options have Vietnamese placeholders: all of it in the language asked for. */
export function inSpokenLanguage(command: Command): Command {
  const vietnamese = spokenLanguage() === 'vi';
  return command
    .configureHelp({
      styleTitle: title => (vietnamese ? (titles[title] ?? title) : title),
      styleUsage: usage =>
        vietnamese
          ? usage.replace('[options]', '[lựa-chọn]').replace('[command]', '[lệnh]')
          : inEnglish(usage),
      styleSubcommandTerm: term => inSpoken(term.replace(' [options]', '')),
      styleArgumentTerm: term => (vietnamese ? term : wordsInEnglish(term)),
      styleOptionTerm: inSpoken,
      styleOptionDescription: withDefault,
      styleArgumentDescription: withDefault,
    })
    .configureOutput({
      outputError: text => {
        note(
          vietnamese
            ? `Lỗi: ${inVietnamese(text).trimEnd()}`
            : inEnglish(text)
                .trimEnd()
                .replace(/^error/, 'Error'),
        );
        if (unlike.test(text))
          note(said({ vi: '  Xem hướng dẫn: thêm --help', en: '  Give --help for help' }));
        if (reasonless.test(text))
          note(
            said({
              vi: '  Lý do được ghi vào nhật ký kiểm tra.',
              en: '  The reason is written into the audit trail.',
            }),
          );
      },
    });
}

/** Below the help of a command: how it is called, each call alike in both languages or in each. */
export function examples(...calls: (string | Words)[]): string {
  const lines = calls.map(call => `\n  ${typeof call === 'string' ? call : said(call)}`);
  return `\n${said({ vi: 'Ví dụ', en: 'Examples' })}:${lines.join('')}`;
}

function withDefault(description: string): string {
  if (spokenLanguage() === 'en') return description;
  return description.replace(
    /\((default|choices): ([^()]*)\)$/,
    (_, what: string, value: string) =>
      `(${what === 'default' ? 'mặc định' : 'chọn'}: ${value.replaceAll('"', '')})`,
  );
}

function inSpoken(term: string): string {
  return spokenLanguage() === 'vi' ? term : inEnglish(term);
}

/** Only between the brackets of a placeholder, or as the name of an argument: what somebody typed is quoted as it is. */
function inEnglish(text: string): string {
  return text.replace(/<[^<>]*>|\[[^[\]]*\]|(?<=\bargument )'[^']*'(?=[.\n]|$)/g, wordsInEnglish);
}

function wordsInEnglish(text: string): string {
  return text.replace(words, word => placeholders.find(([vietnamese]) => vietnamese === word)![1]);
}

function inVietnamese(text: string): string {
  const known = sentences.find(([english]) => english.test(text));
  const said = known ? text.replace(known[0], known[1]) : text;
  return said.replace(/\(Did you mean (?:one of )?([^?()]*)\?\)/, '(có phải là: $1?)');
}
