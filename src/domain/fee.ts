import type { Known } from './known.ts';
import { judged, type Printed } from './printed.ts';
import type { Fee } from './procedure.ts';
import { bySpelling, textKey, withoutAccents } from './text.ts';

/** Below this an amount was probably printed in thousands ("135" for 135.000 đồng). In đồng. */
const smallestCredible = 1_000;

/** What a text about money is read by. */
const patternsFor = bySpelling(spelled => {
  const digits = String.raw`\d{1,3}(?:(?:[.,]|\. (?=000(?!\d))|\u0020)\d{3})+(?![\d])|\d+(?:[.,]\d+)?`;
  const scale = String.raw`(?:\s*(nghìn|ngàn|triệu|tỷ))?`;
  const currency = String.raw`(?:\s*(đồng|vnđ|vnd|việt nam đồng|đ|₫)(?!\p{L}))?`;
  return {
    mention: new RegExp(spelled(String.raw`(?<![\p{L}\d.,/])(${digits})${scale}${currency}`), 'giu'),
    measure: new RegExp(
      spelled(String.raw`^\s*(?:gt|tấn|kg|m2|m3|m²|m³|ha|cv|kw|km|lít|người|%|usd|\$|đô)`),
      'iu',
    ),
    /** "Lệ phí thẩm định:", "- Phí, lệ phí:"; one with other words in it says for whom or for what it is. */
    label: new RegExp(spelled('^[-–+*• ]*(?:(?:mức|thu|phí|lệ phí|và|thẩm định)[ ,/]{0,3})+: ?'), 'iu'),
    free: new RegExp(
      spelled(
        '^(?:miễn(?: phí| lệ phí| thu|$)|không(?:$| có$| có phí| có lệ phí| thu| mất| phải nộp| tính phí| phí))',
      ),
      'iu',
    ),
    freeWords: new RegExp(
      spelled(
        '^(?:miễn|không)(?: (?:có|thu|mất|phải nộp|tính))?(?:,?(?: và)? (?:phí|lệ phí)){0,2}(?!\\p{L})',
      ),
      'iu',
    ),
    nothingMore: new RegExp(spelled('^(?:không|chưa quy định|miễn|$)'), 'iu'),
    /** Somebody else sets the amount, or it is free only for some: free on paper, unknown in truth. */
    setElsewhere: new RegExp(
      spelled(
        '(?:mức (?:thu|phí|lệ phí|giá)|hội đồng nhân dân|ủy ban nhân dân|theo quy định|(?:cho|đối với) )',
      ),
      'iu',
    ),
  };
});

/** By their names without accents. */
const scales: Record<string, number> = { nghin: 1e3, ngan: 1e3, trieu: 1e6, ty: 1e9 };

/**
 * A fee out of separate cells (`SOTIEN`, `DONVI`, `MOTA`). `amount` may be "100.000", "100,000", 100000, "Không", ""
 * or free text. Anything that is not certainly an amount in đồng leaves `Fee.amount` absent.
 */
export function readFee({ currency, ...source }: Omit<Printed, 'unit'> & { currency?: string | null }): Fee {
  return judged({ ...source, ...(currency && { unit: currency }) }, (amount, unit, note): Verdict => {
    if (amount === '') return judgeText(note, unit);
    const number = plainNumber(amount);
    if (number === undefined)
      return isFree(amount) ? judgeFree(note) : judgeText(note === '' ? amount : `${amount} (${note})`, unit);
    const factor = currencyFactor(unit);
    if (factor === undefined) return {};
    return number === 0 ? judgeFree(note) : judgeAmount(number * factor);
  });
}

/** A fee out of one free text: "8.000 đồng/bản", "Không", "Miễn phí (150.000 đồng/giấy)". */
export function readFeeText(text: string): Fee {
  return readFee({ note: text });
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

/** Distinct amounts above 0 in đồng, ascending; none = free. `undefined`: not told, or one of them unclear. */
export function feeAmounts(fees: Known<Fee[]>): number[] | undefined {
  if (fees === undefined || fees?.some(({ amount }) => amount === undefined)) return undefined;
  const charged = (fees ?? []).map(({ amount }) => amount!).filter(amount => amount > 0);
  return [...new Set(charged)].sort((a, b) => a - b);
}

type Verdict = Pick<Fee, 'amount' | 'suspicious' | 'freeWithAmount'>;

function judgeAmount(amount: number): Verdict {
  if (!Number.isSafeInteger(amount) && amount >= smallestCredible) return {};
  if (amount < 0 || !Number.isFinite(amount)) return {};
  if (amount === 0) return { amount: 0 };
  return amount < smallestCredible ? { suspicious: true } : { amount };
}

function isFree(text: string): boolean {
  return patternsFor(text).free.test(textKey(text));
}

function judgeFree(note: string): Verdict {
  if (mentions(note).some(amount => amount > 0)) return { freeWithAmount: true };
  const { nothingMore, setElsewhere } = patternsFor(note);
  const key = textKey(note);
  return nothingMore.test(key) && !setElsewhere.test(key) ? { amount: 0 } : {};
}

function judgeText(printed: string, unit: string): Verdict {
  const { label, freeWords } = patternsFor(printed);
  const said = printed.replace(label, '').replace(/^[-–+*• ]+/, '');
  const text = isFree(said) ? said : printed;
  const number = plainNumber(text);
  const factor = currencyFactor(unit);
  if (number !== undefined) return factor === undefined ? {} : judgeAmount(number * factor);
  if (isFree(text))
    return judgeFree(text.replace(freeWords, '').replace(/^[\s(:;,.–-]+|(?<![\s).])[\s).]+$/g, ''));
  const amounts = new Set(mentions(text));
  if (amounts.size !== 1 || factor === undefined) return {};
  return judgeAmount([...amounts][0]!);
}

/** Amounts of money named in a text: with a currency or multiplier behind, or with separated thousands. */
function mentions(text: string): number[] {
  const { mention, measure } = patternsFor(text);
  const found: number[] = [];
  for (const match of text.matchAll(mention)) {
    const [whole, number = '', multiplier, money] = match;
    const grouped = /[.,\u0020]\d{3}$/.test(number);
    if (!multiplier && !money && !grouped && !/^\d{5,}$/.test(number)) continue;
    if (!money && measure.test(text.slice(match.index + whole.length))) continue;
    // "20. 000": a slip of the pen; "1. 200.000" is an item of a list.
    const value = plainNumber(number.replaceAll('. ', '.'));
    if (value !== undefined)
      found.push(value * (multiplier ? scales[withoutAccents(multiplier.toLowerCase())]! : 1));
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
  const words = withoutAccents(
    unit
      .split('/')[0]!
      .toLowerCase()
      .replace(/[\s()]+/g, ' ')
      .trim(),
  );
  const [, multiplier, money = ''] = /^(nghin|ngan|trieu)? ?(.*)$/s.exec(words) ?? [];
  if (!/^(?:|₫|d|(?:(?:viet nam |vn )?dong|vnd)(?: vnd| viet nam)?)$/.test(money)) return undefined;
  return multiplier ? scales[multiplier] : 1;
}
