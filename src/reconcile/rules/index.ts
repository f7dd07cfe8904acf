import type { Rule } from '../rule.ts';
import { rule as aboveEligibility } from './above-eligibility.ts';
import { rule as appliedButNotOffered } from './applied-but-not-offered.ts';
import { rule as audienceConflict } from './audience-conflict.ts';
import { rule as belowTarget } from './below-target.ts';
import { rule as brokenLink } from './broken-link.ts';
import { rule as componentsDiffer } from './components-differ.ts';
import { rule as componentsDrift } from './components-drift.ts';
import { rule as deadlineDiffers } from './deadline-differs.ts';
import { rule as deadlineWithoutUnit } from './deadline-without-unit.ts';
import { rule as decisionDiffers } from './decision-differs.ts';
import { rule as duplicateOffering } from './duplicate-offering.ts';
import { rule as eformDrift } from './eform-drift.ts';
import { rule as explanationContradicted } from './explanation-contradicted.ts';
import { rule as exposedAboveLevel } from './exposed-above-level.ts';
import { rule as feeDiffers } from './fee-differs.ts';
import { rule as feeSuspicious } from './fee-suspicious.ts';
import { rule as fieldDiffers } from './field-differs.ts';
import { rule as freeWithAmount } from './free-with-amount.ts';
import { rule as invalidEform } from './invalid-eform.ts';
import { rule as levelDiffers } from './level-differs.ts';
import { rule as levelDrift } from './level-drift.ts';
import { rule as missingOffering } from './missing-offering.ts';
import { rule as nameDiffers } from './name-differs.ts';
import { rule as nameTwice } from './name-twice.ts';
import { rule as noComponents } from './no-components.ts';
import { rule as noEform } from './no-eform.ts';
import { rule as noOnlinePayment } from './no-online-payment.ts';
import { rule as noWorkflow } from './no-workflow.ts';
import { rule as notLocalised } from './not-localised.ts';
import { rule as notReviewed } from './not-reviewed.ts';
import { rule as offeredOutsideScope } from './offered-outside-scope.ts';
import { rule as onlineClosed } from './online-closed.ts';
import { rule as otherLocality } from './other-locality.ts';
import { rule as peopleLandElsewhere } from './people-land-elsewhere.ts';
import { rule as recordsQuarantined } from './records-quarantined.ts';
import { rule as reviewConflict } from './review-conflict.ts';
import { rule as reviewOutdated } from './review-outdated.ts';
import { rule as sourceShrunk } from './source-shrunk.ts';
import { rule as sourceUnreadable } from './source-unreadable.ts';
import { rule as testResidue } from './test-residue.ts';
import { rule as testServicePublic } from './test-service-public.ts';
import { rule as unevenLevel } from './uneven-level.ts';
import { rule as unknownProcedure } from './unknown-procedure.ts';
import { rule as unmappedAgency } from './unmapped-agency.ts';
import { rule as unmappedProcedure } from './unmapped-procedure.ts';
import { rule as unsoundWorkflow } from './unsound-workflow.ts';
import { rule as withdrawnStillOffered } from './withdrawn-still-offered.ts';
import { rule as workflowDrift } from './workflow-drift.ts';

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
  belowTarget,
  aboveEligibility,
  offeredOutsideScope,
  unevenLevel,
  exposedAboveLevel,
  peopleLandElsewhere,
  brokenLink,
  audienceConflict,
  testServicePublic,
  appliedButNotOffered,
  explanationContradicted,
  reviewOutdated,
  notReviewed,
  reviewConflict,
  noEform,
  invalidEform,
  noWorkflow,
  unsoundWorkflow,
  noComponents,
  componentsDiffer,
  noOnlinePayment,
  onlineClosed,
  nameDiffers,
  fieldDiffers,
  feeDiffers,
  deadlineDiffers,
  decisionDiffers,
  levelDrift,
  eformDrift,
  workflowDrift,
  componentsDrift,
  feeSuspicious,
  freeWithAmount,
  deadlineWithoutUnit,
  testResidue,
  otherLocality,
  nameTwice,
  notLocalised,
];
