import { renderAsync } from '@resvg/resvg-js';
import jsqr from 'jsqr';
import { expect, it } from 'vitest';
import type { LinkVerdict } from '../../src/domain/link.ts';
import { indeterminateOf } from '../../src/reconcile/absence.ts';
import { checkRegistration } from '../../src/reconcile/registration-check.ts';
import type { TaskAnswer } from '../../src/reconcile/task-check.ts';
import { inMemory } from '../../src/report/forms.ts';
import { announcementForms, qrCode } from '../../src/report/reviews/announcement-forms.ts';
import { announcement, type LiveService } from '../../src/review/newly-live.ts';
import { mayBeTold } from '../../src/runs/newly-live.ts';
import type { SnapshotOffering, SnapshotProcedure } from '../../src/snapshot/model.ts';
import { levelTerms } from '../../src/words/level-names.ts';
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

const { agency } = service;
const levels = levelTerms(city.levelNames);
const answerAt = (
  given: Partial<SnapshotProcedure> | undefined,
  lost?: { agencies: string[]; procedures: string[] },
) => {
  const indeterminate = lost && indeterminateOf({ indeterminateOfferings: lost });
  const record = given && { code: service.procedure, detailed: true, facts: {}, offerings: [], ...given };
  return checkRegistration(
    service,
    record as SnapshotProcedure | undefined,
    { label: 'Cổng', ...(indeterminate && { indeterminate }) },
    levels,
  );
};
const at = (level: 3 | 4 | null) => answerAt({ offerings: [{ agency, level }] as SnapshotOffering[] });
const told = (proof: 'shown' | 'confirmed', answer: TaskAnswer | undefined, verdict?: LinkVerdict) =>
  mayBeTold({ proof }, { answer, verdict });

it('tells of what answers, was confirmed or stands at level 4 on the portal, and never of a link that leads elsewhere', () => {
  expect([told('shown', at(4)), told('shown', at(3), 'answers'), told('confirmed', at(null))]).toEqual([
    true,
    true,
    true,
  ]);
  expect([told('shown', at(4), 'unknown'), told('shown', undefined)]).toEqual([true, true]);
  expect([told('shown', at(3)), told('shown', at(null)), told('shown', at(3), 'unknown')]).toEqual([
    false,
    false,
    false,
  ]);
  for (const verdict of ['gone', 'other-procedure', 'other-unit'] as const)
    expect([told('confirmed', at(4), verdict), told('shown', at(4), verdict)]).toEqual([false, false]);
});

it('leaves out no service that the list of the portal could not tell of, and one that it shows to nobody', () => {
  const unclear = [
    answerAt({ unmappedOfferings: 1 }),
    answerAt(undefined, { agencies: [agency], procedures: [] }),
    answerAt({}, { agencies: [], procedures: [service.procedure] }),
    answerAt({ detailed: false }),
  ];
  expect(unclear.map(answer => told('shown', answer))).toEqual([true, true, true, true]);
  const offerings = [{ agency, level: 4 }] as SnapshotOffering[];
  const gone = [
    answerAt(undefined),
    answerAt({}),
    answerAt({ offerings, facts: { active: false } as SnapshotProcedure['facts'] }),
  ];
  expect(gone.map(answer => told('shown', answer))).toEqual([false, false, false]);
});

it('says "thủ tục" once where the name begins with it', () => {
  const said = announcement(
    { name: 'Thủ tục đăng ký kết hôn', link: null },
    { unit: 'UBND xã A', top: 'mức độ 4', day: '05/07/2021' },
  );
  expect(said).toContain('trực tuyến mức độ 4 “Thủ tục đăng ký kết hôn”:');
});
