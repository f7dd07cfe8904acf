import type { FoundOption, HostContext } from '../../src/adapter/adapter.ts';
import { RemoteError } from '../../src/adapter/errors.ts';
import { createClient } from './client.ts';
import { type Options, wayOf } from './options.ts';

const whereWords = { header: 'tiêu đề của yêu cầu', query: 'tham số của địa chỉ' };

/** Where the address on the service bus travels: the way in which the service behind it answers to a sign-in. */
export async function findOptions(options: Options, context: HostContext): Promise<FoundOption[]> {
  if (wayOf(options) === 'gateway') return [];
  const dstcode: FoundOption[] =
    options.dstcode === undefined
      ? [{ key: 'dstcode', note: 'chưa tìm ra; hỏi đơn vị vận hành trục liên thông (dạng VN:GOV:…)' }]
      : [];
  const others = (['header', 'query'] as const).filter(one => one !== options.routing);
  const reasons: string[] = [];
  for (const routing of [options.routing, ...others]) {
    const answered = await answers({ ...options, routing }, context);
    if (answered.ok) {
      const note = `đã thử: dịch vụ trả lời khi dstcode đi trong ${whereWords[routing]}`;
      return [...dstcode, { key: 'routing', value: routing, note }];
    }
    reasons.push(answered.reason);
    // Without an address there is nothing to carry.
    if (options.dstcode === undefined) break;
  }
  return [...dstcode, { key: 'routing', note: `chưa tìm ra: ${[...new Set(reasons)].join('; ')}` }];
}

/** A refusal of the account is an answer of the service as well. */
async function answers(
  options: Options,
  context: HostContext,
): Promise<{ ok: true } | { ok: false; reason: string }> {
  try {
    await createClient(options, context).open();
    return { ok: true };
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind === 'aborted') throw error;
    return error.kind === 'refused' && error.status === 200
      ? { ok: true }
      : { ok: false, reason: error.message };
  }
}
