import type { Known } from './known.ts';
import type { Channel, Fee } from './procedure.ts';
import { cleanText, cutText, textKey } from './text.ts';
import { longestJudged } from './text-limits.ts';

/** Below this an amount was probably printed in thousands ("135" for 135.000 đồng). In đồng. */
const smallestCredible = 1_000;
const longestText = 500;

const digits = String.raw`\d{1,3}(?:[.,\u0020]\d{3})+(?![\d])|\d+(?:[.,]\d+)?`;
const scale = String.raw`(?:\s*(nghìn|ngàn|triệu|tỷ))?`;
const currency = String.raw`(?:\s*(đồng|vnđ|vnd|việt nam đồng|đ)(?![\p{L}]))?`;
const mention = new RegExp(`(?<![\\p{L}\\d.,/])(${digits})${scale}${currency}`, 'giu');
const measure = /^\s*(?:gt|tấn|kg|m2|m3|m²|m³|ha|cv|kw|km|lít|người|%|usd|\$|đô)/i;
const dongWords = /^(?:|đ|đồng|vnđ|vnd|việt nam đồng|đồng việt nam|vn đồng)$/;
const scales: Record<string, number> = { nghìn: 1e3, ngàn: 1e3, triệu: 1e6, tỷ: 1e9 };

const freeWords =
  /^(?:miễn(?: phí| lệ phí| thu|$)|không(?:$| có$| có phí| có lệ phí| thu| mất| phải nộp| tính phí| phí))/;
const nothingMore = /^(?:không|chưa quy định|miễn|$)/;
/** Somebody else sets the amount, or it is free only for some: free on paper, unknown in truth. */
const setElsewhere =
  /(?:mức (?:thu|phí|lệ phí|giá)|hội đồng nhân dân|ủy ban nhân dân|theo quy định|(?:cho|đối với) )/;

/**
 * A fee out of separate cells (`SOTIEN`, `DONVI`, `MOTA`). `amount` may be "100.000", "100,000", 100000, "Không", ""
 * or free text. Anything that is not certainly an amount in đồng leaves `Fee.amount` absent.
 */
export function readFee(source: {
  amount?: string | number | null;
  currency?: string | null;
  note?: string | null;
  channel?: Channel;
}): Fee {
  const amount = cleanText(String(source.amount ?? ''));
  const unit = cleanText(source.currency ?? '');
  const note = cleanText(source.note ?? '');
  const text = [amount, unit, amount && note ? `(${note})` : note].filter(part => part !== '').join(' ');
  if (text.length > longestJudged) return place({}, text, source.channel);
  if (amount === '') return place(judgeText(note, unit), text, source.channel);
  const plain = plainNumber(amount);
  if (plain === undefined) {
    const wording = note === '' ? amount : `${amount} (${note})`;
    return place(
      freeWords.test(textKey(amount)) ? judgeFree(note) : judgeText(wording, unit),
      text,
      source.channel,
    );
  }
  const factor = currencyFactor(unit);
  if (factor === undefined) return place({}, text, source.channel);
  if (plain === 0) return place(judgeFree(note), text, source.channel);
  return place(judgeAmount(plain * factor), text, source.channel);
}

/** A fee out of one free text: "8.000 đồng/bản", "Không", "Miễn phí (150.000 đồng/giấy)". */
export function readFeeText(text: string): Fee {
  const clean = cleanText(text);
  return place(clean.length > longestJudged ? {} : judgeText(clean, ''), clean, undefined);
}

/**
 * Must somebody pay? Online fees decide where there are any, else those of every channel; no fee listed is `free`.
 * Unclear fees are `unknown` unless another one is certainly above 0.
 */
export function feeDue(fees: Known<Fee[]>): 'due' | 'free' | 'unknown' {
  if (fees === undefined) return 'unknown';
  const online = (fees ?? []).filter(fee => fee.channel === 'online');
  const deciding = online.length > 0 ? online : (fees ?? []);
  if (deciding.some(fee => (fee.amount ?? 0) > 0)) return 'due';
  return deciding.some(fee => fee.amount === undefined) ? 'unknown' : 'free';
}

/** Distinct amounts in đồng; no fee listed counts as free, so `{0}`. `undefined`: not told, or one of them unclear. */
export function feeAmounts(fees: Known<Fee[]>): Set<number> | undefined {
  if (fees === undefined) return undefined;
  const amounts = new Set<number>();
  for (const fee of fees ?? []) {
    if (fee.amount === undefined) return undefined;
    amounts.add(fee.amount);
  }
  return amounts.size > 0 ? amounts : new Set([0]);
}

type Verdict = Pick<Fee, 'amount' | 'suspicious' | 'freeWithAmount'>;

function place(verdict: Verdict, text: string, channel: Channel | undefined): Fee {
  return { ...(channel ? { channel } : {}), ...verdict, text: cutText(text, longestText) };
}

function judgeAmount(amount: number): Verdict {
  if (!Number.isSafeInteger(amount) && amount >= smallestCredible) return {};
  if (amount < 0 || !Number.isFinite(amount)) return {};
  if (amount === 0) return { amount: 0 };
  return amount < smallestCredible ? { suspicious: true } : { amount };
}

function judgeFree(note: string): Verdict {
  if (mentions(note).some(amount => amount > 0)) return { freeWithAmount: true };
  const key = textKey(note);
  return nothingMore.test(key) && !setElsewhere.test(key) ? { amount: 0 } : {};
}

function judgeText(text: string, unit: string): Verdict {
  const plain = plainNumber(text);
  const factor = currencyFactor(unit);
  if (plain !== undefined) return factor === undefined ? {} : judgeAmount(plain * factor);
  if (freeWords.test(textKey(text))) {
    return judgeFree(
      text
        .replace(/^\s*(?:miễn(?: phí| lệ phí)?|không(?: có| thu)?)/i, '')
        .replace(/^[\s(:;,.–-]+|(?<![\s).])[\s).]+$/g, ''),
    );
  }
  const amounts = new Set(mentions(text));
  if (amounts.size !== 1 || factor === undefined) return {};
  return judgeAmount([...amounts][0]!);
}

/** Amounts of money named in a text: with a currency or multiplier behind, or with separated thousands. */
function mentions(text: string): number[] {
  const found: number[] = [];
  for (const match of text.matchAll(mention)) {
    const [whole, number = '', multiplier, money] = match;
    const grouped = /[.,\u0020]\d{3}$/.test(number);
    if (!multiplier && !money && !grouped && !/^\d{5,}$/.test(number)) continue;
    if (!money && measure.test(text.slice(match.index + whole.length))) continue;
    const value = plainNumber(number);
    if (value !== undefined) found.push(value * (multiplier ? scales[multiplier.toLowerCase()]! : 1));
  }
  return found;
}

/** "100.000", "100,000", "100 000", "100000", "100000.00" → 100000. Anything else → undefined. */
function plainNumber(text: string): number | undefined {
  if (/^\d{1,3}([.,\u0020])\d{3}(?:\1\d{3})*$/.test(text)) return Number(text.replace(/[.,\u0020]/g, ''));
  const cents = /^(\d{1,3}(?:[.,\u0020]\d{3})*|\d+)[.,]0{1,2}$/.exec(text);
  if (cents) return Number(cents[1]!.replace(/[.,\u0020]/g, ''));
  return /^-?\d{1,15}(?:[.,]\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

/** What one unit is worth in đồng; `undefined` for dollars, per cent and other words. */
function currencyFactor(unit: string): number | undefined {
  const words = (unit.split('/')[0] ?? '').normalize('NFC').toLowerCase().trim();
  const [, multiplier, money = ''] = /^(nghìn|ngàn|triệu)?\s*(.*)$/s.exec(words) ?? [];
  if (!dongWords.test(money)) return undefined;
  return multiplier ? scales[multiplier] : 1;
}
