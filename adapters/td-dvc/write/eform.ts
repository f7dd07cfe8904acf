import type { RemoteSend } from '../../../src/adapter/writer.ts';
import { sameJson } from '../../../src/domain/canonical.ts';
import { rawForm } from '../../../src/domain/eform.ts';
import type { Change } from '../../../src/domain/push.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import { noForm, readEform } from '../read/eform.ts';
import { caseOf } from '../remote.ts';
import { updateCase } from './cases.ts';

export function nextEform({ target, after }: Change<'set-eform'>, actual: ServiceState): RemoteSend[] {
  const item = caseOf(actual, target.case);
  if (!item || sameJson(readEform(item.fields.eForm), after)) return [];
  const label = `đặt biểu mẫu của thủ tục ${target.procedure}`;
  return [
    updateCase(label, target.case!, item, {
      eForm: rawForm(after ?? noForm) ?? JSON.stringify(after ?? noForm),
    }),
  ];
}
