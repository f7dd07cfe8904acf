import type { RuleId } from '../domain/finding.ts';

/**
 * Rules whose remedy only a person can apply or decide on: their findings become tasks (PRODUCT.md, Rules). Plans come
 * from definitions, so nothing but a person takes a withdrawn procedure off that has none.
 */
export const manualRules: readonly RuleId[] = [
  'unmapped-agency',
  'unmapped-procedure',
  'unknown-procedure',
  'withdrawn-still-offered',
  'duplicate-offering',
  'offered-outside-scope',
  'review-conflict',
  'uneven-level',
  'exposed-above-level',
  'no-online-payment',
  'name-differs',
  'field-differs',
  'fee-differs',
  'deadline-differs',
  'decision-differs',
];
