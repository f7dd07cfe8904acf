import { z } from 'zod';
import { html, type Markup } from '../../report/html/markup.ts';
import type { App } from '../app.ts';
import { nextAddress } from '../sign-in/routes.ts';
import { frame } from './frame.ts';
import { type Shell, sendPage } from './page.ts';

const problems: Record<string, string> = {
  'sign-in-refused': 'Khóa hoặc thẻ này không đúng, đã hết hạn hoặc đã bị thu hồi.',
  'role-missing': 'Thẻ này không có vai trò nào được dùng dịch vụ.',
  'too-many-requests': 'Sai quá nhiều lần; đợi một phút rồi thử lại.',
  unavailable: 'Tạm thời chưa kiểm tra được; thử lại sau ít phút.',
};

function wordsOf(problem: string): string {
  // An address can be made by anybody: only what stands in the table.
  return (Object.hasOwn(problems, problem) && problems[problem]) || 'Chưa đăng nhập được; thử lại.';
}

/** `problem` is a kind of problem document. */
const query = z.object({ problem: z.string().max(100).optional().catch(undefined), next: nextAddress });

export function signInPage(app: App, { assets, place }: Shell): void {
  app.get(
    '/sign-in',
    { config: { roles: 'public' }, schema: { hide: true, querystring: query } },
    async (request, reply) =>
      sendPage(reply, frame({ title: 'Đăng nhập', assets, place: place(), main: signIn(request.query) })),
  );
}

function signIn({ problem, next }: z.output<typeof query>): Markup {
  const words = problem === undefined ? undefined : wordsOf(problem);
  return html`<div class="sign-in"><h1>Đăng nhập</h1>
${words && html`<p class="notice warning" role="alert" id="loi">${words}</p>`}
<form method="post" action="/sign-in">${next && html`<input type="hidden" name="next" value="${next}">`}
<label for="credential">Khóa API hoặc thẻ truy cập</label>
<input id="credential" name="credential" type="password" autocomplete="current-password" required autofocus spellcheck="false" aria-describedby="goi-y${words && ' loi'}"${words && html` aria-invalid="true"`}>
<p class="quiet" id="goi-y">Khóa bắt đầu bằng <code>dvcs_</code>; quản trị viên cấp. Phiên đăng nhập kéo dài 12 giờ.</p>
<button type="submit">Đăng nhập</button></form></div>`;
}
