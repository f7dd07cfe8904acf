import type { FastifyReply, FastifyRequest } from 'fastify';
import { html, type Markup } from '../../report/html/markup.ts';
import { fullSentence, sentenceCase } from '../../words/sentence.ts';
import { type Problem, type ProblemKind, problemKinds } from '../problems/problem.ts';
import { frame } from './frame.ts';
import type { Shell } from './page.ts';

/** What to do where the problem itself does not say it. */
const advice: Partial<Record<ProblemKind, string>> = {
  'not-found': 'Xem lại địa chỉ; có thể mục này đã được dọn đi theo thời hạn lưu.',
  'not-signed-in':
    'Phiên đăng nhập đã hết. Nếu vừa gửi một biểu mẫu: mở trang đăng nhập ở thẻ khác của trình duyệt, đăng nhập, rồi tải lại trang này để gửi lại, không phải nhập lại.',
  'role-missing': 'Nhờ người có quyền làm, hoặc đề nghị quản trị viên cấp khóa có vai trò ấy.',
  'foreign-origin': 'Quay lại trang vừa mở và gửi lại từ đó.',
  'method-not-allowed': 'Quay lại trang vừa mở.',
  'too-many-requests': 'Đợi một lát rồi tải lại trang.',
  'store-unavailable': 'Tải lại trang sau ít phút; nếu vẫn vậy, báo người vận hành.',
  unavailable: 'Tải lại trang sau ít phút.',
  'internal-error': 'Báo người vận hành kèm mã yêu cầu dưới đây; họ tìm được lỗi trong nhật ký theo mã ấy.',
};

/** A refusal, or what is not there, in words, with a way on. */
export function problemPage(shell: Shell, request: FastifyRequest, problem: Problem): Markup {
  const { kind, detail, errors } = problem;
  const title = problemKinds[kind][1];
  const caller = request.principal ?? null;
  const signedOut = kind === 'not-signed-in' || kind === 'sign-in-refused';
  const next = request.method === 'GET' ? `?${new URLSearchParams({ next: request.url })}` : '';
  const main = html`<h1>${title}</h1>
${detail && kind !== 'not-signed-in' && html`<p>${sentenceCase(detail.vi)}</p>`}
${errors.length > 0 && html`<ul class="problems">${errors.map(({ problem: { vi } }) => html`<li>${fullSentence(vi)}</li>`)}</ul>`}
${advice[kind] && html`<p>${advice[kind]}</p>`}
<p class="quiet">Mã yêu cầu: <code>${request.id}</code></p>
<p class="actions">${
    signedOut
      ? html`<a class="button" href="/sign-in${next}" target="_blank">Đăng nhập</a>`
      : html`<a class="button" href="/">Về trang tổng quan</a>`
  }</p>`;
  return frame({ title, assets: shell.assets, place: shell.place(), caller, main });
}

/** For a part of a page that fetched itself after the session ended: the whole page is asked for again. */
export function reloadWhole(request: FastifyRequest, reply: FastifyReply, { kind }: Problem): void {
  const ended = kind === 'not-signed-in' || kind === 'sign-in-refused';
  if (ended && request.headers['hx-request'] === 'true') reply.header('hx-refresh', 'true');
}
