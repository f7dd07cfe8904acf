import type { Command } from 'commander';
import { note } from './output.ts';

const titles: Record<string, string> = {
  'Usage:': 'Cách dùng:',
  'Arguments:': 'Tham số:',
  'Options:': 'Lựa chọn:',
  'Commands:': 'Lệnh:',
};

const sentences: [RegExp, string][] = [
  [/^error: unknown option '(.*)'/, "không có lựa chọn '$1'"],
  [/^error: unknown command '(.*)'/, "không có lệnh '$1'"],
  [/^error: missing required argument '(.*)'/, "thiếu tham số '$1'"],
  [/^error: required option '(.*)' not specified/, "thiếu lựa chọn bắt buộc '$1'"],
  [/^error: option '([^']*)' argument '(.*)' is invalid\. /, "'$2' không dùng được cho '$1': "],
  [/^error: option '(.*)' argument missing/, "lựa chọn '$1' thiếu giá trị"],
  [
    /^error: too many arguments for '([^']*)'\. Expected \d+ arguments? but got \d+: (.*)\./s,
    "thừa tham số cho lệnh '$1': $2",
  ],
  [/^error: too many arguments\. Expected \d+ arguments? but got \d+: (.*)\./s, 'thừa tham số: $1'],
  [/^error: /, ''],
];

/** commander speaks English only: its headings and its sentences in Vietnamese. */
export function speakVietnamese(command: Command): Command {
  return command
    .configureHelp({
      styleTitle: title => titles[title] ?? title,
      styleUsage: usage => usage.replace('[options]', '[lựa-chọn]').replace('[command]', '[lệnh]'),
      styleSubcommandTerm: term => term.replace(' [options]', ''),
      styleOptionDescription: withDefault,
      styleArgumentDescription: withDefault,
    })
    .configureOutput({ outputError: text => note(`Lỗi: ${inVietnamese(text).trimEnd()}`) });
}

function withDefault(description: string): string {
  return description.replace(/\(default: "([^"]*)"\)$/, '(mặc định: $1)');
}

function inVietnamese(text: string): string {
  const known = sentences.find(([english]) => english.test(text));
  const said = known ? text.replace(known[0], known[1]) : text;
  return said.replace(/\(Did you mean (?:one of )?([^?()]*)\?\)/, '(có phải là: $1?)');
}
