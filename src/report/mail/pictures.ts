import { fileURLToPath } from 'node:url';
import { asset } from '../html/assets.ts';
import { ownersChart } from '../html/charts/owners-chart.ts';
import { rulesChart } from '../html/charts/rules-chart.ts';
import { trendChart } from '../html/charts/trend-chart.ts';
import type { Markup } from '../html/markup.ts';
import type { ReportModel } from '../model.ts';
import type { Picture } from './content.ts';

/** The report's drawings that say something for this slice, as pictures. */
export async function pictures(model: ReportModel): Promise<Picture[]> {
  const some = model.tally.toDo + model.tally.unchecked > 0;
  const manyOwners = model.owners.filter(({ tally }) => tally.toDo + tally.unchecked > 0).length > 1;
  const drawn: [name: string, title: string, drawing: Markup | false][] = [
    ['loai', 'Theo loại sai lệch', some && rulesChart(model)],
    ['noi-chiu-trach-nhiem', 'Theo nơi chịu trách nhiệm', manyOwners && ownersChart(model)],
    [
      'qua-cac-lan-chay',
      'Qua các lần chạy gần nhất (đỏ: nghiêm trọng, cam: lớn, vàng: nhỏ, xám: chưa kiểm tra lại được; nét đứt: chưa đọc đủ nguồn)',
      model.trend.length > 1 && trendChart(model),
    ],
  ];
  const made: Picture[] = [];
  for (const [name, title, drawing] of drawn) {
    if (drawing) made.push({ name, title, ...(await picture(drawing)) });
  }
  return made;
}

/** CSS pixels. */
const width = 480;
/** Units of a drawing around it. */
const margin = 8;

/** A drawing of the report's page, by the page's own colours, as it looks in light. */
async function picture(drawing: Markup): Promise<Pick<Picture, 'words' | 'png' | 'width' | 'height'>> {
  const svg = drawing.text;
  const box = /viewBox="0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"/.exec(svg);
  const words = /<desc[^<>]*>([^<]*)<\/desc>/.exec(svg)?.[1];
  if (!box || words === undefined) throw new Error('a drawing without a view box or words');
  const [wide, high] = [Number(box[1]) + 2 * margin, Number(box[2]) + 2 * margin];
  const framed = svg
    .replace(
      box[0],
      `xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${wide} ${high}" width="${wide}" height="${high}"`,
    )
    .replace('<title', `<style>${await drawingStyles()}</style><title`);
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(framed, {
    // Only the typeface we bring: the picture is the same on every machine, and no machine's fonts are looked through.
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Be Vietnam Pro' },
    fitTo: { mode: 'width', value: width * 2 },
    background: '#ffffff',
  });
  return { words: plain(words), png: image.asPng(), width, height: Math.round((high / wide) * width) };
}

const fonts = import.meta.resolve('@expo-google-fonts/be-vietnam-pro/package.json');
const fontFiles = ['400Regular/BeVietnamPro_400Regular.ttf', '600SemiBold/BeVietnamPro_600SemiBold.ttf'].map(
  file => fileURLToPath(new URL(file, fonts)),
);

let styles: Promise<string> | undefined;

/** The page's style sheet for drawings, with its colours put in: the renderer knows no variables. */
function drawingStyles(): Promise<string> {
  styles ??= Promise.all(['colours.css', 'charts.css'].map(asset)).then(([colours, charts]) => {
    const light = /:root \{([^{}]*)\}/.exec(colours!.text)![1]!;
    const values = new Map(
      [...light.matchAll(/(?<![\w-])(--[\w-]+): ([^;:]+);/g)].map(([, name, value]) => [name, value]),
    );
    return charts!.text
      .split('*/')
      .map(part => part.split('/*', 1)[0])
      .join('')
      .replace(/var\((--[\w-]+)\)/g, (_all, name: string) => values.get(name) ?? 'inherit')
      .replaceAll('font-family: inherit', "font-family: 'Be Vietnam Pro'")
      .replaceAll('font-weight: 650', 'font-weight: 600');
  });
  return styles;
}

const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#10': ' ' };

function plain(markup: string): string {
  return markup.replace(/&(amp|lt|gt|quot|#39|#10);/g, (_all, name: string) => characters[name]!);
}
