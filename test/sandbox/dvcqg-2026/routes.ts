import { type Answer, ok, page, refusal, singlePage } from './answer.ts';
import { createEvaluation } from './evaluation.ts';
import { details } from './formality.ts';
import { createLists, givenBefore } from './lists.ts';
import { groups } from './metrics.ts';
import { odd } from './oddities.ts';
import { type Body, sizeOf } from './paging.ts';
import { at, type Quirks } from './quirks.ts';
import type { PortalState } from './state.ts';

export const apiPath = '/api/v1/';

/** Answers a call by its path. */
export function createRoutes(state: PortalState, quirks: Quirks) {
  const lists = createLists(state, quirks);
  const evaluate = createEvaluation(state, quirks);

  const getFormality = ({ id }: Body): Answer => {
    const formality = state.formalities.find(candidate => candidate.id === id);
    if (!formality) return refusal(quirks.refusalStatus, 'NOT_FOUND', 'Không tìm thấy thủ tục hành chính');
    return ok(odd(details(formality, quirks), formality.seed.code, quirks));
  };

  const offerings = (path: string, body: Body): Answer => {
    const failing = quirks.failingAudience !== '' && body.formalityTargetType === quirks.failingAudience;
    if (failing && givenBefore(state, body) >= quirks.failingAudienceAfter) {
      return page(503, '503 Service Temporarily Unavailable');
    }
    return ok(lists.offerings(path, body));
  };

  const services: Record<string, (path: string, body: Body) => Answer> = {
    'submitting/formality/list-all-formality-by-citizen': (path, body) =>
      ok(lists.procedures(path, body, false)),
    'submitting/formality/list-all-public-formality-by-citizen': (path, body) =>
      ok(lists.procedures(path, body, true)),
    'configuring/formality/get-formality-by-citizen': (_, body) => getFormality(body),
    'configuring/citizen/department/list-with-location': (path, body) => ok(lists.departments(path, body)),
    'submitting/formality/list-department-url-by-citizen': offerings,
    'reporting/formalities': (path, body) => ok(lists.applied(path, body)),
  };

  return (method: string, url: string, sent: string): Answer | 'silence' => {
    const path = url.slice(apiPath.length);
    // A `GET` is sent to the single page, whatever its address.
    if (method !== 'POST') return singlePage;
    const body = parsed(sent);
    if (!body) return refusal(quirks.refusalStatus, 'BAD_REQUEST', 'Dữ liệu gửi lên không hợp lệ');
    if (at(quirks.notOk, path)) return refusal(201, 'INTERNAL_ERROR', 'Có lỗi xảy ra, vui lòng thử lại sau');
    const group = path.match(/^reporting\/evaluation\/([^/]+)$/)?.[1];
    if (tooLarge(group, body, quirks)) {
      return quirks.overCeiling === 'hang' ? 'silence' : page(504, '504 Gateway Time-out');
    }
    if (group !== undefined) return evaluate(group, body);
    return services[path]?.(path, body) ?? page(404, 'Không tìm thấy trang');
  };
}

function tooLarge(group: string | undefined, { limit, pageSize }: Body, { pageCeiling }: Quirks): boolean {
  const size = limit === undefined && pageSize === undefined ? 0 : sizeOf(limit ?? pageSize);
  const most = groups[group ?? '']?.pageSize ?? Number.POSITIVE_INFINITY;
  return size > most || (pageCeiling > 0 && size > pageCeiling);
}

function parsed(text: string): Body | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return body !== null && typeof body === 'object' && !Array.isArray(body) ? (body as Body) : undefined;
  } catch {
    return undefined;
  }
}
