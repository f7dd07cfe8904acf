import type { FormProblem } from '../adapter/adapter.ts';
import { eformConcerns } from '../domain/eform-concerns.ts';
import { type FormPath, placedComponents } from '../domain/eform-walk.ts';
import { judgeFormio } from '../domain/judge-eform.ts';
import type { DesiredCase, DesiredComponent } from '../domain/service.ts';
import { shortText, textKey } from '../domain/text.ts';
import { type Complaint, complaining, onlyWarning } from './problem.ts';

/** What a system cannot take of a form; an adapter's own knowledge. */
export type FormCheck = (form: Record<string, unknown>) => readonly FormProblem[];

/** Keys the portal fills a dossier's owner from (td-dvc contract 3.1); without the first two nobody knows who filed. */
const ownerKeys = [
  { key: 'HoVaTen', needed: true },
  { key: 'SoGiayTo', needed: true },
  { key: 'NgaySinh', needed: false },
  { key: 'SoDienThoai', needed: false },
  { key: 'Email', needed: false },
  { key: 'NoiOHienTai', needed: false },
] as const;

/**
 * Usable, with what the portal looks for, one upload per required document, and nothing a system cannot take. Where a
 * definition was taken over (`takenOver`) papers may be handed in beside the form, as at the portal it is from.
 */
export function checkEform(
  desired: DesiredCase,
  formChecks: readonly FormCheck[],
  takenOver = false,
): Complaint[] {
  const { key, eform } = desired;
  if (eform === null) return [];
  const { complaints, says } = complaining({ part: 'eform', case: key });
  const fields = formFields(eform);
  const verdict = judgeFormio(JSON.stringify(eform));
  const concerns = eformConcerns(eform);
  if (verdict.state !== 'usable' && !concerns.some(({ weight }) => weight === 'blocks')) {
    const reason = verdict.reason ?? 'biểu mẫu không dùng được';
    says(fieldNamedIn(reason, fields)?.path ?? [], reason);
    return complaints;
  }
  for (const { path, reason, weight } of concerns)
    says(path, reason, weight === 'doubtful' ? onlyWarning : {});
  for (const { key: owner, needed } of ownerKeys) {
    if (fields.some(field => field.key === owner)) continue;
    const reason = `thiếu trường "${owner}" mà cổng dùng để biết người nộp`;
    says(['components'], reason, needed ? {} : onlyWarning);
  }
  for (const component of desired.components) {
    if (!component.required || fields.some(field => isUploadOf(field, component))) continue;
    const reason = `thiếu trường tải lên (file) cho giấy tờ bắt buộc "${shortText(component.name, 80)}": đặt nhãn trùng tên giấy tờ, hoặc properties.giayTo bằng tên hay mã của nó`;
    says(['components'], reason, takenOver ? onlyWarning : {});
  }
  for (const check of formChecks) {
    for (const { key: wrong, reason } of check(eform)) {
      const field = fields.find(one => one.key === wrong);
      says(field?.path ?? [], wrong === '' ? reason : `"${wrong}": ${reason}`);
    }
  }
  return complaints;
}

/** The last field with a key that the reason quotes: of two with one key, the second is the one too many. */
function fieldNamedIn(reason: string, fields: readonly FormField[]): FormField | undefined {
  const quoted = new Set([...reason.matchAll(/"([^"]+)"/g)].map(([, word]) => word));
  return fields.findLast(field => quoted.has(field.key));
}

function isUploadOf({ type, label, component }: FormField, { name, code }: DesiredComponent): boolean {
  if (type !== 'file') return false;
  const said = (component.properties as { giayTo?: unknown } | undefined)?.giayTo;
  const words = [label, ...(typeof said === 'string' ? [said] : [])].map(textKey);
  return words.includes(textKey(name)) || (code !== undefined && words.includes(textKey(code)));
}

interface FormField {
  key: string;
  type: string;
  label: string;
  component: Record<string, unknown>;
  path: FormPath;
}

/** Every keyed component of a Form.io schema in document order, those inside panels, columns and tables included. */
function formFields(form: Record<string, unknown>): FormField[] {
  return [...placedComponents(form.components)].flatMap(({ component, path }) => {
    const { key, type, label } = component;
    if (typeof key !== 'string' || typeof type !== 'string') return [];
    return [{ key, type, label: typeof label === 'string' ? label : '', component, path }];
  });
}
