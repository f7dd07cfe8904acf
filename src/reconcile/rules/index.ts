import type { Rule } from '../rule.ts';

/** Every rule there is, in the order of PRODUCT.md, which is the order reports show them in. */
export const rules: readonly Rule[] = [];
