import { digestOfText } from './canonical.ts';
import type { EformVerdict } from './eform.ts';
import { eformConcerns } from './eform-concerns.ts';
import { walkForm } from './eform-walk.ts';
import { refusal } from './formio.ts';
import { isObject } from './object.ts';
import { tooLong } from './text-limits.ts';

/** Verdicts kept. */
const remembered = 2_000;

const verdicts = new Map<string, EformVerdict>();

/**
 * Can people fill this Form.io schema in? `text` is the stored JSON text (not empty: an absent form is the caller's
 * `null`). `empty` = parses, but has no input field other than buttons; `invalid` = not JSON, not an object, duplicate
 * keys in one scope, something Form.io cannot render or process, or nobody can ever hand it in. Never throws, never
 * runs the form's own code.
 */
export function judgeFormio(text: string): EformVerdict {
  const digest = digestOfText(text);
  const known = verdicts.get(digest);
  if (known) {
    // Re-inserted: the map's order is the order of last use.
    verdicts.delete(digest);
    verdicts.set(digest, known);
    return known;
  }
  const verdict: EformVerdict = { ...judge(text), hash: digest };
  verdicts.set(digest, verdict);
  if (verdicts.size > remembered) verdicts.delete(verdicts.keys().next().value!);
  return verdict;
}

function judge(text: string): Omit<EformVerdict, 'hash'> {
  const reason = tooLong(text, 'document');
  if (reason) return invalid(`biểu mẫu ${reason}`);
  let form: unknown;
  try {
    form = JSON.parse(text);
  } catch {
    return invalid('không phải JSON đúng cú pháp');
  }
  if (!isObject(form)) return invalid('không phải một đối tượng biểu mẫu Form.io');
  const { components } = form;
  if (components === undefined || components === null) return empty('biểu mẫu chưa có thành phần nào');
  if (!Array.isArray(components)) return invalid('"components" không phải là danh sách');
  const walked = walkForm(components);
  if (walked.problem) return invalid(walked.problem);
  const refused = refusal(form as { components: unknown[] });
  if (refused) return invalid(refused);
  if (walked.inputs === 0) return empty('biểu mẫu không có trường nhập liệu nào');
  const obstacle = eformConcerns({ components }).find(({ weight }) => weight === 'blocks');
  if (obstacle) return invalid(obstacle.reason);
  return { state: 'usable' };
}

function invalid(reason: string): Omit<EformVerdict, 'hash'> {
  return { state: 'invalid', reason };
}

function empty(reason: string): Omit<EformVerdict, 'hash'> {
  return { state: 'empty', reason };
}
