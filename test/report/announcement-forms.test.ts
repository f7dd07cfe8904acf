import { renderAsync } from '@resvg/resvg-js';
import jsqr from 'jsqr';
import { expect, it } from 'vitest';
import type { LinkVerdict } from '../../src/domain/link.ts';
import { inMemory } from '../../src/report/forms.ts';
import { announcementForms, qrCode } from '../../src/report/reviews/announcement-forms.ts';
import { announcement, type LiveService, mayBeTold } from '../../src/review/newly-live.ts';
import { city } from '../review/support.ts';

const link = 'https://dichvucong.gov.vn/thu-tuc/1.004194?donVi=H13.21.1&nguồn=áp-phích';
const service: LiveService = {
  ...{ procedure: '1.004194', name: 'Đăng ký <khai sinh>', agency: 'H13.21.1' },
  ...{ since: '2021-07-05', link, proof: 'shown', published: null },
};

/** Read back by a decoder that knows nothing of who drew it. */
async function decoded(svg: string): Promise<string | undefined> {
  const drawn = await renderAsync(svg, { fitTo: { mode: 'width', value: 600 }, background: 'white' });
  const read = (jsqr as unknown as typeof jsqr.default)(
    new Uint8ClampedArray(drawn.pixels),
    drawn.width,
    drawn.height,
  );
  return read?.data;
}

it('draws a QR code that leads where the service is', async () => {
  expect(await decoded(await qrCode(link))).toBe(link);
});

it('makes a text and a sheet of A4 for each new service of a unit, with its code and link', async () => {
  const [text, sheet] = await Promise.all(
    announcementForms('H13.21.1', [service], city).map(form => inMemory(form)),
  );
  expect(text!.toString()).toBe(
    `Từ ngày 05/07/2021, UBND phường Cái Khế tiếp nhận và giải quyết trực tuyến mức độ 4 thủ tục “Đăng ký <khai sinh>”: người dân, doanh nghiệp nộp hồ sơ và nhận kết quả mà không phải đến cơ quan. Nộp hồ sơ tại: ${link}\n`,
  );
  const page = sheet!.toString();
  expect(page).toContain('<h1>Đăng ký &lt;khai sinh&gt;</h1>');
  expect(page).toContain('@page{size:A4');
  expect(await decoded(/<svg[\s\S]*?<\/svg>/.exec(page)![0])).toBe(link);
});

it('draws no code where no link is known, and says so', async () => {
  const [, sheet] = await Promise.all(
    announcementForms('H13.21.1', [{ ...service, link: null }], city).map(form => inMemory(form)),
  );
  expect(sheet!.toString()).not.toContain('<svg');
  expect(sheet!.toString()).toContain('Chưa biết đường dẫn');
});

it('tells of what answers, was confirmed or stands at level 4 on the portal, and never of a link that leads elsewhere', () => {
  const told = (proof: 'shown' | 'confirmed', level: 3 | 4 | null | undefined, verdict?: LinkVerdict) =>
    mayBeTold({ proof }, { level, verdict });
  expect([told('shown', 4), told('shown', 3, 'answers'), told('confirmed', null)]).toEqual([
    true,
    true,
    true,
  ]);
  // Nobody could tell: the registration counts, and so it does of a link that nobody could look at.
  expect([told('shown', undefined), told('shown', 4, 'unknown')]).toEqual([true, true]);
  expect([told('shown', 3), told('shown', null), told('shown', 3, 'unknown')]).toEqual([false, false, false]);
  for (const verdict of ['gone', 'other-procedure', 'other-unit'] as const)
    expect([told('confirmed', 4, verdict), told('shown', 4, verdict)]).toEqual([false, false]);
});

it('says "thủ tục" once where the name begins with it', () => {
  const said = announcement(
    { name: 'Thủ tục đăng ký kết hôn', link: null },
    { unit: 'UBND xã A', top: 'mức độ 4', day: '05/07/2021' },
  );
  expect(said).toContain('trực tuyến mức độ 4 “Thủ tục đăng ký kết hôn”:');
});
