import type { Language } from '../../domain/language.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { RefusalParams } from '../../domain/refusal.ts';
import { dayText } from '../../domain/time.ts';

import type { Sayings } from './shape.ts';

const targetNames: Record<keyof RefusalParams['no-open-finding']['target'], Record<Language, string>> = {
  fingerprint: { vi: 'mã sai lệch', en: 'fingerprint' },
  rule: { vi: 'quy tắc', en: 'rule' },
  procedure: { vi: 'thủ tục', en: 'procedure' },
  agency: { vi: 'riêng đơn vị', en: 'agency alone' },
  system: { vi: 'hệ thống', en: 'system' },
};

function targetWords(
  target: RefusalParams['no-open-finding']['target'],
  language: Language,
  nothing: string,
): string {
  const parts = Object.entries(target).map(
    ([name, value]) => `${targetNames[name as keyof typeof targetNames][language]} ${value}`,
  );
  return parts.join(', ') || nothing;
}

/** Findings, what is set aside, and the tasks of people. */
export const findingWords = {
  'no-open-finding': {
    vi: ({ target }) =>
      `không có sai lệch nào đang mở khớp với ${targetWords(target, 'vi', 'lựa chọn trống')}.`,
    en: ({ target }) => `no open discrepancy fits ${targetWords(target, 'en', 'an empty choice')}.`,
  },
  'fingerprint-ambiguous': {
    vi: ({ fingerprint, count }) =>
      `có ${numberWords(count)} sai lệch bắt đầu bằng ${fingerprint}; ghi thêm vài ký tự của mã.`,
    en: '{count} discrepancies begin with {fingerprint}; give a few more characters.',
  },
  'waiver-end-wrong': {
    vi: '"{until}" không phải ngày có thật; viết như 31/12/2026.',
    en: '"{until}" is no day of the calendar; write it as 31/12/2026 or 2026-12-31.',
  },
  'waiver-over': {
    vi: ({ until }) => `ngày ${dayText(until)} đã qua.`,
    en: 'the day {until} is in the past.',
  },
  'finding-resolved': {
    vi: 'sai lệch này đã hết, không còn gì để bỏ qua.',
    en: 'the discrepancy is resolved; there is nothing to set aside.',
  },
  'finding-not-waived': {
    vi: 'sai lệch này không đang được bỏ qua.',
    en: 'the discrepancy is not set aside.',
  },
  'finding-no-work': {
    vi: ({ why }) =>
      why === 'info' ? 'sai lệch này chỉ để biết, không phải làm gì.' : 'sai lệch này đang được tạm bỏ qua.',
    en: ({ why }) =>
      why === 'info'
        ? 'the discrepancy is information; nothing is to be done.'
        : 'the discrepancy is set aside.',
  },
  'task-due-over': {
    vi: ({ due }) => `ngày ${dayText(due)} đã qua.`,
    en: 'the day {due} is in the past.',
  },
  'task-unknown': {
    vi: 'không có việc nào chưa làm mang mã {key}.',
    en: 'there is no open task of the key {key}.',
  },
  'task-ambiguous': {
    vi: 'có nhiều việc mang mã bắt đầu bằng {key}; ghi thêm vài ký tự của mã.',
    en: 'several tasks have a key that begins with {key}; give a few more characters.',
  },
  'task-not-open': { vi: 'việc này không còn chờ làm.', en: 'the task is not open.' },
} as const satisfies Partial<Sayings>;
