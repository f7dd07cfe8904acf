import { numberWords } from '../../domain/number-words.ts';
import { type Severity, severityNames } from '../../domain/severity.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { type Content, html, Markup } from '../html/markup.ts';
import {
  type LetterContent,
  type LetterItem,
  type LetterSection,
  type Picture,
  shownSections,
  type Tone,
} from './content.ts';

/**
 * The letter as HTML that holds in common mail programs: tables, every style on its element, nothing fetched. The one
 * style sheet only adds what some programs understand (dark colours, narrow screens); without it all is there.
 * `cid` gives the content id of a picture, or any other address.
 */
export function letterHtml(
  content: LetterContent,
  subject: string,
  cid: (picture: Picture) => string,
): string {
  const page = html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no"><title>${subject}</title>
<style>${new Markup(extraStyles)}</style></head>
<body class="paper" style="margin:0;padding:0;background-color:${colours.paper};-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden">${content.lead[0] ?? content.headline}</div>
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:${colours.paper}"><tr><td align="center" class="edge" style="padding:24px 12px">
<table role="presentation" class="sheet" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background-color:${colours.sheet};border:1px solid ${colours.line};border-radius:8px">
${top(content)}${shownSections(content).map(section => sectionRow(section, cid))}${footer(content)}</table>
</td></tr></table></body></html>
`;
  return page.text;
}

const colours = {
  paper: '#f2f1ec',
  sheet: '#ffffff',
  ink: '#1d2b33',
  soft: '#55646d',
  line: '#dfe2dd',
  accent: '#1f5468',
  wash: '#f4f6f5',
};
const fonts = "'Be Vietnam Pro','Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/** Ink and ground. */
const severityColours: Record<Severity, [string, string]> = {
  critical: ['#a3221b', '#fbe9e6'],
  major: ['#7d4400', '#fcefdc'],
  minor: ['#5f4f00', '#f8f1cf'],
  info: ['#235a86', '#e6eff7'],
};
const toneColours: Record<Tone, string> = { plain: colours.ink, bad: '#a3221b', good: '#22633a' };

const extraStyles = `@media (max-width:480px){.edge{padding:0!important}.cell{padding-left:16px!important;padding-right:16px!important}.head{font-size:20px!important}.fig{display:inline-block!important;width:48%!important;box-sizing:border-box}}
@media (prefers-color-scheme:dark){.paper{background-color:#14191c!important}.sheet{background-color:#1b2226!important;border-color:#323c41!important}.wash{background-color:#222c31!important}.ink{color:#e6eaea!important}.soft{color:#a3b0b4!important}.rule{border-color:#323c41!important}.link{color:#8cc6d6!important}.bad{color:#ffaaa1!important}.good{color:#9fdbb1!important}.critical{color:#ffaaa1!important;background-color:#43211e!important}.major{color:#ffc486!important;background-color:#3f2d18!important}.minor{color:#e8d98a!important;background-color:#37321b!important}.info{color:#a5cdf0!important;background-color:#1e3142!important}}`;

const type = (size: number, line: number, colour: string, more = '') =>
  `margin:0;font-family:${fonts};font-size:${size}px;line-height:${line}px;color:${colour};${more}`;

function paragraph(text: Content, { size = 15, line = 23, tone = 'ink', more = '' } = {}): Markup {
  const colour = tone === 'soft' ? colours.soft : colours.ink;
  return html`<p class="${tone}" style="${type(size, line, colour, more)}">${text}</p>`;
}

function top({ kind, place, part, headline, lead, figures, link }: LetterContent): Markup {
  return html`<tr><td class="cell" style="padding:28px 28px 8px">
${paragraph(html`${kind} · ${place}`, { size: 13, line: 20, tone: 'soft' })}
${part && paragraph(part, { size: 15, line: 24, more: 'font-weight:600;' })}
<h1 class="ink head" style="${type(23, 30, colours.ink, 'font-weight:700;padding:6px 0 10px;')}">${headline}</h1>
${lead.map(sentence => paragraph(sentence, { more: 'padding:0 0 6px;' }))}</td></tr>
${figures.length > 0 && figureRow(figures)}${link && button(link)}`;
}

function figureRow(figures: LetterContent['figures']): Markup {
  const cells = figures.map(
    ({ value, label, tone }) =>
      html`<td class="fig" width="${Math.floor(100 / figures.length)}%" valign="top" style="padding:10px 12px"><p class="${value > 0 && tone !== 'plain' ? tone : 'ink'}" style="${type(24, 28, value > 0 ? toneColours[tone] : colours.ink, 'font-weight:700;')}">${numberWords(value)}</p>${paragraph(label, { size: 13, line: 18, tone: 'soft' })}</td>`,
  );
  return html`<tr><td class="cell" style="padding:8px 28px"><table role="presentation" class="wash" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:${colours.wash};border-radius:6px"><tr>${cells}</tr></table></td></tr>`;
}

function button({ label, address }: { label: string; address: string }): Markup {
  return html`<tr><td class="cell" style="padding:12px 28px 4px"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="${colours.accent}" style="background-color:${colours.accent};border-radius:6px"><a href="${address}" style="${type(15, 20, '#ffffff', 'display:inline-block;padding:11px 20px;font-weight:600;text-decoration:none;')}">${label}</a></td></tr></table></td></tr>`;
}

function sectionRow(
  { title, note, items, more, pictures }: LetterSection,
  cid: (picture: Picture) => string,
): Markup {
  return html`<tr><td class="cell" style="padding:22px 28px 4px">
<h2 class="ink" style="${type(17, 24, colours.ink, 'font-weight:700;padding:0 0 4px;')}">${title}</h2>
${note && paragraph(note, { size: 14, line: 21, tone: 'soft', more: 'padding:0 0 4px;' })}
${items && html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${items.map(itemRow)}</table>`}
${more && paragraph(more, { size: 14, line: 21, tone: 'soft', more: 'padding:8px 0 0;' })}
${pictures?.map(picture => figure(picture, cid(picture)))}</td></tr>
`;
}

function itemRow({ severity, turn, title, text, note }: LetterItem): Markup {
  const badge =
    severity &&
    html`<span class="${severity}" style="${type(12, 18, severityColours[severity][0], `display:inline-block;padding:1px 8px;border-radius:9px;font-weight:600;background-color:${severityColours[severity][1]};`)}">${sentenceCase(severityNames[severity])}</span> `;
  const lines = [
    (badge || turn) &&
      html`<p class="soft" style="${type(13, 20, colours.soft, 'padding:0 0 3px;')}">${badge}${turn}</p>`,
    title && paragraph(title, { more: 'font-weight:600;' }),
    text && paragraph(text, { size: 14, line: 21 }),
    note && paragraph(note, { size: 13, line: 20, tone: 'soft' }),
  ];
  return html`<tr><td class="rule" style="padding:11px 0;border-top:1px solid ${colours.line}">${lines}</td></tr>`;
}

/** On white ground whatever the colours around it: a drawing cannot follow them. */
function figure({ title, words, width, height }: Picture, source: string): Markup {
  return html`<p class="soft" style="${type(13, 20, colours.soft, 'padding:10px 0 6px;')}">${title}</p><img src="${source}" alt="${title}: ${words}" width="${width}" height="${height}" style="display:block;width:100%;max-width:${width}px;height:auto;border:0;border-radius:6px;background-color:#ffffff;font-family:${fonts};font-size:13px;color:${colours.ink}">`;
}

function footer(content: LetterContent): Markup {
  const lines = content.footer.map(line =>
    paragraph(line, { size: 12, line: 18, tone: 'soft', more: 'padding:0 0 4px;' }),
  );
  return html`<tr><td class="cell rule" style="padding:24px 28px 24px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="rule" style="padding:12px 0 0;border-top:1px solid ${colours.line}">${lines}</td></tr></table></td></tr>`;
}
