import type { City } from '../../domain/city.ts';
import { dayText } from '../../domain/time.ts';
import { announcement, type LiveService } from '../../review/newly-live.ts';
import { levelTerms } from '../../words/level-names.ts';
import { procedureColumns } from '../documents/paper.ts';
import { type Form, textForm } from '../forms.ts';
import { html, Markup } from '../html/markup.ts';
import { type Names, namesOf } from '../names.ts';
import { list } from '../table/table.ts';

/** What a unit publishes of its new services: the text, and a sheet of A4 with a QR code for each. */
export function announcementForms(agency: string, services: readonly LiveService[], city: City): Form[] {
  const unit = namesOf(city).agency(agency);
  const top = levelTerms(city.levelNames).of(4);
  const textOf = (service: LiveService) => announcement(service, { unit, top, day: dayText(service.since) });
  return [
    textForm(`${agency}.txt`, write => write(`${services.map(textOf).join('\n\n')}\n`)),
    textForm(`${agency}.html`, async write => {
      const sheets = await Promise.all(services.map(service => sheetOf(service, unit, top)));
      await write(pageOf(unit, sheets).text);
    }),
  ];
}

/** A QR code as a drawing; the white border around it is part of it. */
export async function qrCode(text: string): Promise<string> {
  const { default: library } = await import('qrcode');
  return library.toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
}

async function sheetOf(service: LiveService, unit: string, top: string): Promise<Markup> {
  const { procedure, name, since, link } = service;
  const drawn = link === null ? null : new Markup(await qrCode(link));
  return html`<section><p class="unit">${unit}</p>
<p class="call">NỘP HỒ SƠ TRỰC TUYẾN ${top.toLocaleUpperCase('vi')}</p>
<h1>${name}</h1><p>Mã thủ tục: ${procedure}. Thực hiện từ ngày ${dayText(since)}.</p>
<div class="code">${drawn ?? html`<p>Chưa biết đường dẫn của dịch vụ này.</p>`}</div>
${link !== null && html`<p>Quét mã bằng điện thoại, hoặc vào:</p><p class="link">${link}</p>`}</section>`;
}

const style = `@page{size:A4;margin:18mm}body{margin:0;font-family:Arial,sans-serif;color:#111}
section{box-sizing:border-box;height:250mm;text-align:center;page-break-after:always;padding:6mm}
section:last-child{page-break-after:auto}.unit{font-size:18pt;font-weight:bold}.call{font-size:22pt;font-weight:bold;color:#1f4e5f}
h1{font-size:26pt}p{font-size:15pt}.code svg{width:90mm;height:90mm}.link{overflow-wrap:anywhere;font-size:13pt}`;

function pageOf(unit: string, sheets: readonly Markup[]): Markup {
  return html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Dịch vụ công trực tuyến: ${unit}</title><style>${new Markup(style)}</style></head><body>
${[...sheets]}</body></html>
`;
}

/** Services that went live, and who has told people of them. */
export function liveTable(names: Names) {
  return list<LiveService>([
    ...procedureColumns(40),
    { title: 'Đơn vị', cell: ({ agency }) => names.agency(agency) },
    { title: 'Từ ngày', cell: ({ since }) => ({ day: since }) },
    {
      title: 'Đã công khai',
      cell: ({ published }) => (published ? `${dayText(published.on)}, ${published.place}` : 'chưa xác nhận'),
    },
  ]);
}
