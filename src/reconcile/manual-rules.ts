import type { RuleId } from '../domain/finding.ts';

/** Rules whose remedy only a person can apply or decide on: their findings become tasks (PRODUCT.md, Rules). */
export const manualRules: readonly RuleId[] = [
  'unmapped-agency',
  'unmapped-procedure',
  'unknown-procedure',
  'duplicate-offering',
  'offered-outside-scope',
  'uneven-level',
  'exposed-above-level',
  'no-online-payment',
  'name-differs',
  'field-differs',
  'fee-differs',
  'deadline-differs',
  'decision-differs',
];
