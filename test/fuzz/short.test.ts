import { afterAll, beforeAll, describe, it } from 'vitest';
import { fuzz } from './fuzz.ts';
import { adapterTargets, apiTarget, fileTargets, type OpenTargets } from './targets.ts';

/** A few inputs of `npm run test:fuzz`, the same each time. */
const box = { runs: 40, seconds: 60 };

describe('what strangers send is refused in words', async () => {
  it.each(await fileTargets())('$name', async target => void (await fuzz(target, box, 1)));

  describe.each([
    ['adapters', adapterTargets, 8],
    ['service', apiTarget, 300],
  ] as const)('%s', (_, open, runs) => {
    let opened: OpenTargets;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    it('answers', async () => {
      for (const target of opened.targets) await fuzz(target, { ...box, runs }, 1);
    });
  });
});
