import { type Action, mayDo } from '../../app/permissions.ts';
import { type Content, html, type Markup } from '../../report/html/markup.ts';
import type { Principal } from '../sign-in/principal.ts';
import type { Assets } from './assets.ts';

/** Nothing is read from attributes as a program, nothing is kept, and what went wrong changes no page. */
const htmxSettings = JSON.stringify({
  history: false,
  includeIndicatorCSS: false,
  extensions: 'sse',
  noSwap: [204, 304, '4xx', '5xx'],
});

/** The way back to where a page hangs: its list, the thing it is part of. */
export type Trail = readonly (readonly [address: string, name: string])[];

export interface Frame {
  title: string;
  assets: Assets;
  /** "Thành phố Cần Thơ". */
  place: string;
  /** Who is signed in; nobody on pages for strangers, which have no rooms either. */
  caller?: Principal | null;
  /** Address of the room it is in. */
  room?: string | undefined;
  trail?: Trail | undefined;
  /** Said once, of what was just done. */
  notice?: Content;
  main: Content;
}

/** A whole page: landmarks, a way past the head for the keyboard, nothing from elsewhere, no script of its own. */
export function frame({ title, assets, place, caller, room, trail = [], notice, main }: Frame): Markup {
  const { style, script } = assets;
  return html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
<meta name="htmx-config" content="${htmxSettings}">
<title>${title} · dvc-sync</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${style.address}">
${caller && html`<script src="${script.address}" defer></script>`}</head>
<body><a class="skip" href="#noi-dung">Tới nội dung chính</a>
<header class="bar"><p><a href="/">dvc-sync</a> <span>${place}</span></p>${caller && account(caller)}</header>
${caller && navigation(caller, room)}
<main id="noi-dung" tabindex="-1">${trail.length > 0 && wayBack(trail)}${
    notice && html`<p class="notice" role="status">${notice}</p>`
  }${main}</main>
<footer class="end"><p>dvc-sync đối chiếu dịch vụ công trực tuyến giữa các hệ thống của thành phố. Giờ Việt Nam. <a href="/tro-giup">Sổ tay</a></p></footer></body></html>
`;
}

function navigation({ role }: Principal, room: string | undefined): Markup {
  const links = all
    .filter(({ action }) => mayDo(role, action))
    .map(
      ({ address, name }) =>
        html`<li><a href="${address}"${address === room && html` aria-current="page"`}>${name}</a></li>`,
    );
  return html`<nav class="rooms" aria-label="Các mục"><ul>${links}</ul></nav>`;
}

function wayBack(trail: Trail): Markup {
  const links = trail.map(([address, name]) => html`<li><a href="${address}">${name}</a></li>`);
  return html`<nav class="trail" aria-label="Đường về"><ol>${links}</ol></nav>`;
}

function account({ name, via }: Principal): Markup {
  return html`<div class="account"><span>${name}</span>${
    via === 'session' &&
    html`<form method="post" action="/sign-out"><button type="submit">Đăng xuất</button></form>`
  }</div>`;
}

/** What stands at the head of every page, in this order, for who finds something there. A new room is a line. */
const all: readonly { address: string; name: string; action: Action }[] = [
  { address: '/', name: 'Tổng quan', action: 'read-slice' },
  { address: '/sai-lech', name: 'Sai lệch', action: 'read-slice' },
  { address: '/don-vi', name: 'Đơn vị', action: 'read' },
  { address: '/lan-chay', name: 'Lần chạy', action: 'read' },
  { address: '/ke-hoach', name: 'Kế hoạch', action: 'read' },
  { address: '/viec-can-lam', name: 'Việc cần làm', action: 'read-slice' },
  { address: '/ra-soat', name: 'Rà soát', action: 'read-slice' },
];
