import type { Rule } from '../rule.ts';
import { rule as duplicateOffering } from './duplicate-offering.ts';
import { rule as exposedAboveLevel } from './exposed-above-level.ts';
import { rule as levelDiffers } from './level-differs.ts';
import { rule as missingOffering } from './missing-offering.ts';
import { rule as offeredOutsideScope } from './offered-outside-scope.ts';
import { rule as recordsQuarantined } from './records-quarantined.ts';
import { rule as sourceShrunk } from './source-shrunk.ts';
import { rule as sourceUnreadable } from './source-unreadable.ts';
import { rule as unevenLevel } from './uneven-level.ts';
import { rule as unknownProcedure } from './unknown-procedure.ts';
import { rule as unmappedAgency } from './unmapped-agency.ts';
import { rule as unmappedProcedure } from './unmapped-procedure.ts';
import { rule as withdrawnStillOffered } from './withdrawn-still-offered.ts';

/** Every rule there is, in the order of PRODUCT.md, which is the order reports show them in. */
export const rules: readonly Rule[] = [
  sourceUnreadable,
  sourceShrunk,
  recordsQuarantined,
  unmappedAgency,
  unmappedProcedure,
  missingOffering,
  unknownProcedure,
  withdrawnStillOffered,
  duplicateOffering,
  levelDiffers,
  offeredOutsideScope,
  unevenLevel,
  exposedAboveLevel,
];
