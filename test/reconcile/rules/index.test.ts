import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../../../src/reconcile/rules/index.ts';
import { findingCodes, ruleText } from '../../../src/words/findings.ts';

const folder = new URL('../../../src/reconcile/rules/', import.meta.url);

describe('the list of rules', () => {
  test('has every file of the folder, once, under the rule’s own id', () => {
    const files = readdirSync(folder)
      .filter(file => file !== 'index.ts')
      .map(file => file.replace(/\.ts$/, ''));
    expect(rules.map(rule => rule.id).sort()).toEqual(files.sort());
    // Words are what the configuration and the API take ids of rules from.
    expect(findingCodes.toSorted()).toEqual(files.sort());
  });

  test.each(rules.map(rule => [rule.id, rule] as const))('%s explains itself in Vietnamese', (_, rule) => {
    const { title, what, why, remedy } = ruleText(rule.id);
    for (const text of [title, what, why, remedy]) {
      expect(text).toBe(text.normalize('NFC').trim());
      // A sentence without a single accented letter is not Vietnamese.
      expect(text).toMatch(/[À-ỹ]/u);
    }
    expect(title).not.toMatch(/\.$/);
    for (const text of [what, why, remedy]) expect(text).toMatch(/\.$/);
  });
});
