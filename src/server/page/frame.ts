import { createHash } from 'node:crypto';
import { asset } from '../../report/html/assets.ts';
import { type Content, html, type Markup } from '../../report/html/markup.ts';

/** Those of the reports, so that the service looks like what it sends, and the page's own. */
const sheetNames = ['colours', 'base', 'top', 'tables', 'phone', 'print', 'page'].map(name => `${name}.css`);

export interface StyleSheet {
  text: string;
  /** With a mark of its content: kept by browsers for good. */
  address: string;
}

export async function styleSheet(): Promise<StyleSheet> {
  const sheets = await Promise.all(sheetNames.map(asset));
  const text = sheets.map(sheet => sheet.text).join('');
  const mark = createHash('sha256').update(text).digest('base64url').slice(0, 12);
  return { text, address: `/page.css?v=${mark}` };
}

export interface Frame {
  title: string;
  style: StyleSheet;
  /** "Thành phố Cần Thơ". */
  place: string;
  /** Beside the name of the service; nothing for strangers. */
  account?: Content;
  main: Content;
}

/** A whole page: landmarks, a way past the head for the keyboard, nothing from elsewhere, no script. */
export function frame({ title, style, place, account, main }: Frame): Markup {
  return html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
<title>${title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${style.address}"></head>
<body><a class="skip" href="#noi-dung">Tới nội dung chính</a>
<header class="bar"><p><a href="/">dvc-sync</a> <span>${place}</span></p>${account}</header>
<main id="noi-dung" tabindex="-1">${main}</main>
<footer class="end"><p>dvc-sync đối chiếu dịch vụ công trực tuyến giữa các hệ thống của thành phố. Giờ Việt Nam.</p></footer></body></html>
`;
}
