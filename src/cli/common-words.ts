import type { Words } from '../domain/language.ts';

/* What several commands say of the same options and mistakes. */

export const overwrite: Words = { vi: 'ghi đè tệp đã có', en: 'overwrite files that exist' };
export const json: Words = { vi: 'in một tài liệu JSON ra stdout', en: 'print one JSON document to stdout' };
export const verbose: Words = { vi: 'ghi nhật ký chi tiết ra stderr', en: 'write a detailed log to stderr' };
export const doer: Words = { vi: 'người thực hiện', en: 'who does it' };
export const why: Words = { vi: 'vì sao (bắt buộc)', en: 'why (needed)' };
export const howDone: Words = {
  vi: 'vì sao biết là xong (bắt buộc)',
  en: 'how it is known to be done (needed)',
};
export const lastRun: Words = { vi: 'lần chạy (mặc định: lần gần nhất)', en: 'run (default: the last one)' };
export const outFolder: Words = { vi: 'nơi ghi', en: 'where to write' };
export const mostLines: Words = { vi: 'in nhiều nhất bao nhiêu dòng', en: 'how many lines to print at most' };

/** What is chosen, and from which words. */
export function choice({ vi, en }: Words, known: readonly string[]): Words {
  return { vi: `${vi}: ${known.join(', ')}`, en: `${en}: ${known.join(', ')}` };
}

export const noRunYet: Words = {
  vi: 'chưa có lần chạy nào xong; chạy "dvc-sync run" trước.',
  en: 'no run has come to its end yet; do "dvc-sync run" first.',
};
export const noMilestones: Words = {
  vi: 'cấu hình chưa có mốc nào (reviews.milestones); mẫu: config/can-tho/reviews.yaml.',
  en: 'no milestones are configured (reviews.milestones); example: config/can-tho/reviews.yaml.',
};

/** Below the help of what runs until it is stopped. */
export const serviceHelp: Words = {
  vi: 'Tín hiệu: SIGTERM dừng, làm xong hoặc trả lại việc đang làm (lần thứ hai: dừng ngay) · SIGHUP đọc lại cấu hình\nMã thoát: 0 dừng êm · 1 thất bại, hoặc không dừng êm được trong server.graceSeconds · 64 cấu hình sai · 130 dừng ngay',
  en: 'Signals: SIGTERM stops, with what is in hand done or given back (the second time: at once) · SIGHUP reads the configuration again\nExit codes: 0 stopped smoothly · 1 failed, or could not stop within server.graceSeconds · 64 wrong configuration · 130 stopped at once',
};
export const stoppedAsAsked = 'Đã dừng theo yêu cầu.';

export function exists(path: string): Words {
  return {
    vi: `${path} đã có; thêm --force để ghi đè.`,
    en: `${path} exists; give --force to overwrite it.`,
  };
}
