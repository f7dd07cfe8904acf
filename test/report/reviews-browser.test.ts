import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { reviewsSection } from '../../src/config/sections/reviews.ts';
import { inMemory } from '../../src/report/forms.ts';
import { milestoneForms } from '../../src/report/reviews/milestone-forms.ts';
import { milestoneOverview } from '../../src/report/reviews/milestones.ts';
import { statusForms } from '../../src/report/reviews/status-forms.ts';
import { reviewStatus, targetSentence } from '../../src/report/reviews/status-model.ts';
import { countCompleteness } from '../../src/review/completeness.ts';
import { milestoneStates } from '../../src/review/milestones.ts';
import { prepareRollUp } from '../../src/review/roll-up.ts';
import { workingDays } from '../../src/review/working-days.ts';
import { city, entry, material } from '../review/support.ts';
import { launchBrowser } from '../support/browser.ts';

// What runs in the page; the project itself has no use for the DOM's types.
// biome-ignore lint/suspicious/noExplicitAny: see above
declare const document: any;

const now = '2021-06-17T03:00:00.000Z';

test('who adds up what units have to review is told where it is more than the sentence above counts', () => {
  const rolled = prepareRollUp(city)(material({ entries: [entry('H13.21.1', 'eligible')] }));
  const counted = (applied?: readonly string[]) => {
    const count = countCompleteness(city);
    count.add({ ...rolled, ...(applied && { applied }) });
    const targets = { eligible: 1, notEligible: 0, alreadyOnline: 0, conflict: 0, notReviewed: 3 };
    const state = { nationalAt: now, targets, conflicts: [], names: new Map(), reported: [] };
    return targetSentence(reviewStatus({ ...state, completeness: count.result() }, city, now));
  };
  expect(counted()).toMatch(/3 chưa ai rà soát\.$/);
  expect(counted(['H13.3'])).toMatch(
    /3 chưa ai rà soát\. Các đơn vị phải rà soát 5 dịch vụ, tính theo danh sách của Cổng dịch vụ công quốc gia\.$/,
  );
});

/** The pages of a round of reviews with a conflict, silent units and a milestone that is over. */
async function pages(): Promise<Record<string, string>> {
  const rolled = prepareRollUp(city)(
    material({
      name: 'Đăng ký <b>khai sinh</b> & việc khác',
      entries: [entry('H13.21.1', 'eligible'), entry('H13.21.2', 'not-eligible')],
    }),
  );
  const count = countCompleteness(city);
  count.add(rolled);
  const completeness = count.result();
  const conflicts = rolled.conflicts.map(conflict => ({ ...conflict, name: rolled.name }));
  const targets = { eligible: 1, notEligible: 1, alreadyOnline: 0, conflict: 0, notReviewed: 2 };
  const status = reviewStatus(
    { nationalAt: now, completeness, names: new Map(), conflicts, targets, reported: [] },
    city,
    now,
  );
  const reviews = reviewsSection.parse({
    milestones: [{ id: 'xa', name: 'Cấp xã báo cáo', due: '2021-06-15', what: 'review', tiers: ['commune'] }],
  });
  const states = milestoneStates(
    reviews.milestones,
    workingDays([]),
    city,
    { completeness, words: [] },
    '2021-06-17',
  );
  const overview = milestoneOverview(reviews, states, city, now);
  return {
    status: String(await inMemory(statusForms(status)[0]!)),
    milestones: String(await inMemory(milestoneForms(overview)[0]!)),
  };
}

test('pages of reviews fit any window, ask for nothing, and show nothing as markup', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-reviews-'));
  const browser = await launchBrowser();
  try {
    const texts = await pages();
    for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, `${name}.html`), text);
    for (const name of Object.keys(texts)) {
      for (const width of [320, 390, 1280]) {
        const page = await browser.newPage({ viewport: { width, height: 800 } });
        const trouble: string[] = [];
        page.on('console', message => trouble.push(message.text()));
        page.on('request', request => {
          if (!request.isNavigationRequest()) trouble.push(request.url());
        });
        await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        expect(trouble).toEqual([]);
        await page.close();
      }
    }
    expect(texts.status).toContain('Đăng ký &lt;b&gt;khai sinh&lt;/b&gt; &amp; việc khác');
    expect(texts.status).toContain('3 trên 7 đơn vị đã gửi đủ danh mục rà soát');
    expect(texts.milestones).toContain('1 mốc quá hạn');
    expect(await readFile(join(folder, 'milestones.html'), 'utf8')).toContain('2/4 đã xong · 2 quá hạn');
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
});
