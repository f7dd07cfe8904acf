import { z } from 'zod';
import { atMost } from '../../src/adapter/at-most.ts';
import { beginningOf } from '../../src/adapter/beginning-of.ts';
import { codeOfNumber } from '../../src/domain/code.ts';
import { toRows } from './answer.ts';

/** Providers that go by accessor instead of declared names write these (contract 1.6). */
const otherNames: Record<string, string> = {
  domainCode0020: 'domainCode',
  templateNo0020: 'templateNo',
  _public: 'public',
  serviceUr: 'serviceUrl',
};

/** Scalars arrive as text, number or boolean; `null` and absent are the same. */
const anyScalar = z.union([z.string(), z.number(), z.boolean()]);
const scalar = anyScalar.superRefine(atMost('name'));
const asText = (value: string | number | boolean | null | undefined) =>
  value === null || value === undefined ? undefined : String(value);
const text = scalar.nullish().transform(asText);
/** Papers, notes, deadlines and fees in words. */
const note = anyScalar.superRefine(atMost('note')).nullish().transform(asText);
const required = scalar.transform(value => String(value)).refine(value => value.trim() !== '', 'trống');

/** The code of a procedure; a number is one only where nothing but zeros can have been lost. */
const code = scalar.transform((value, context) => {
  const written = typeof value === 'number' ? codeOfNumber(value) : String(value);
  if (written !== undefined && written.trim() !== '') return written;
  const message = written === undefined ? `mã là số ${value}, không rõ mã nào` : 'trống';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});
const optionalCode = z
  .union([z.literal(''), code])
  .nullish()
  .transform(value => value || undefined);

const number = scalar.nullish().transform((value, context) => {
  const written = String(value ?? '').trim();
  if (written === '') return undefined;
  const read = Number(written.replace(',', '.'));
  if (Number.isFinite(read)) return read;
  context.addIssue({ code: 'custom', message: `không phải số: ${beginningOf(written, 40)}` });
  return z.NEVER;
});

const flag = scalar.nullish().transform((value, context) => {
  const written = String(value ?? '')
    .trim()
    .toLowerCase();
  if (written === '') return undefined;
  if (written === 'true' || written === '1') return true;
  if (written === 'false' || written === '0') return false;
  context.addIssue({ code: 'custom', message: `không phải true/false: ${beginningOf(written, 40)}` });
  return z.NEVER;
});

/** A flag that bears on nothing but itself: one nobody understands is one nobody could tell. */
const asideFlag = flag.catch(undefined);

function row<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(declaredNames, z.object(shape));
}

function list<Item extends z.ZodType>(item: Item) {
  return z.preprocess(toRows, z.array(item));
}

function declaredNames(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  let renamed: Record<string, unknown> | undefined;
  for (const [other, declared] of Object.entries(otherNames)) {
    if (!(other in value) || declared in value) continue;
    renamed ??= { ...value };
    renamed[declared] = renamed[other];
  }
  return renamed ?? value;
}

/** A row with all its fields, for those who send it back. */
export const anyRow = z.preprocess(declaredNames, z.looseObject({}));

const embeddedConfig = row({
  serviceConfigId: required,
  govAgencyCode: required,
  govAgencyName: text,
  serviceLevel: text,
});

/** What rows and details of services have in common. */
const serviceFields = {
  serviceInfoId: required,
  serviceCode: code,
  serviceName: text,
  domainCode: text,
  domainName: text,
  durationText: note,
  feeText: note,
  active: flag,
  serviceConfigs: list(embeddedConfig),
};

/** A row of the service list; a code that came as a number is marked. */
export const serviceRow = z.preprocess(
  value => {
    const named = declaredNames(value);
    const fromNumber = typeof Object(named).serviceCode === 'number';
    return fromNumber ? { ...(named as object), fromNumber } : named;
  },
  z.object({
    ...serviceFields,
    serviceCodeDVCQG: optionalCode,
    fromNumber: z.literal(true).optional(),
  }),
);

/** What can still be said of a service whose row could not be used; never refuses. */
export const serviceHint = z
  .object({ serviceCode: optionalCode.catch(undefined) })
  .catch({ serviceCode: undefined });

export const serviceDetail = row(serviceFields);

/** List row and detail of a service config are the same. */
export const configRow = row({
  serviceConfigId: required,
  serviceInfoId: text,
  serviceCode: optionalCode,
  govAgencyCode: required,
  govAgencyName: text,
  serviceLevel: text,
  forCitizen: flag,
  forBusiness: flag,
  postalService: asideFlag,
});

/** What can still be said of a config whose row could not be used; never refuses. */
export const configHint = z
  .object({ serviceCode: optionalCode.catch(undefined), govAgencyCode: text.catch(undefined) })
  .catch({ serviceCode: undefined, govAgencyCode: undefined });

export const optionRow = row({
  processOptionId: required,
  optionName: text,
  dossierTemplateId: text,
  templateNo: text,
  serviceProcessId: text,
  processNo: text,
  processName: text,
});

/** An option as the one-stop desk's list has it (contract 2.3): which process it leads to is not said there. */
const optionHead = row({
  processOptionId: required,
  optionName: text,
  instructionNote: note,
  templateNo: text,
  templateName: text,
});

/** A config with the options that the desk's list shows of it. */
export const deskRow = row({ serviceConfigId: required, options: list(optionHead) });

const part = row({
  partNo: required,
  partName: note,
  partType: number,
  required: flag,
  fileTemplateNo: text,
  esign: asideFlag,
  /** In this answer the switch of the e-form, whatever its name says (contract 2.6). */
  hasForm: flag,
  eForm: flag,
});

export const templateDetail = row({ dossierTemplateId: required, dossierParts: list(part) });

export const processDetail = row({ serviceProcessId: required, durationCount: number, durationUnit: number });

export const stepRow = row({
  stepCode: required,
  stepName: text,
  dossierStatus: text,
  durationCount: number,
});

export const actionRow = row({
  processActionId: text,
  actionCode: text,
  actionName: text,
  preStepCode: text,
  postStepCode: text,
  requestPayment: number,
  eSignature: asideFlag,
  createDossiers: text,
});

export const roleRow = row({ roleId: text, roleName: text, roleCode: text });

const parentItem = row({ itemCode: text });

export const agencyItem = row({
  itemCode: required,
  itemName: text,
  parentItem: list(parentItem),
});

export type ServiceRow = z.output<typeof serviceRow>;
export type ServiceDetail = z.output<typeof serviceDetail>;
export type EmbeddedConfig = z.output<typeof embeddedConfig>;
export type ConfigRow = z.output<typeof configRow>;
export type OptionHead = z.output<typeof optionHead>;
export type DeskRow = z.output<typeof deskRow>;
export type OptionRow = z.output<typeof optionRow>;
export type TemplateDetail = z.output<typeof templateDetail>;
export type ProcessDetail = z.output<typeof processDetail>;
export type StepRow = z.output<typeof stepRow>;
export type ActionRow = z.output<typeof actionRow>;
export type RoleRow = z.output<typeof roleRow>;
