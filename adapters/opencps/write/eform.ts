import type { Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import { rawForm } from '../../../src/domain/eform.ts';
import { formProblems } from '../alpaca.ts';
import { isNoForm, readScript, sameForm, writeScript } from '../alpaca-script.ts';
import { isTrue } from '../fields.ts';
import { eformPart, formPartNo, isBlank, partTypes, scriptText } from '../parts.ts';
import type { RemoteCase, RemoteTemplate } from '../remote.ts';
import { keptContents } from './kept-contents.ts';
import { done, firstOf, impossible, type Outcome, sending } from './outcome.ts';
import { partSends } from './parts.ts';

type Form = Record<string, unknown>;

/** The next stage of giving a template its e-form, on the part that carries it or on one of its own. */
export function writeEform(
  key: string,
  after: Form | null,
  found: RemoteCase | undefined,
  memory: Memory,
): Outcome {
  const template = found?.template;
  if (!template) {
    if (isNoForm(after)) return done;
    return impossible(`trường hợp «${key}» chưa có mẫu hồ sơ trên OpenCPS; cần đẩy trường hợp trước`);
  }
  const parts = partSends(key, template, memory);
  if (isNoForm(after)) return sending(switchOff(template, parts));
  if (rawForm(after) === undefined) {
    const problems = formProblems(after).map(({ key: field, reason }) => `trường «${field}»: ${reason}`);
    if (problems.length > 0)
      return impossible(`không dịch được biểu mẫu sang OpenCPS: ${problems.join('; ')}`);
  }
  const part = eformPart(template);
  if (!part) {
    const row = { partName: 'Tờ khai điện tử', partType: partTypes.other, eForm: 'true' };
    return sending([parts.post(formPartNo, row)]);
  }
  // The script is about to be written anyway; the part is not to lose its report and sample data by the way.
  return firstOf(
    () => parts.put(part, { eForm: 'true' }, ['formscript']),
    () => {
      const now = isBlank(scriptText(part)) ? null : readScript(scriptText(part));
      if (sameForm(now, after)) return [];
      const forget = keptContents(key, memory).puttingBack(part, 'formscript', true);
      return [parts.content(part.partNo, 'formscript', writeScript(after), forget)];
    },
    () => parts.restore(),
  );
}

/** No form: the switch of every part that shows one goes off; reports and sample data stay. */
function switchOff(template: RemoteTemplate, parts: ReturnType<typeof partSends>): RemoteSend[] {
  const showing = template.parts.filter(part => isTrue(part.fields.eForm) && !isBlank(scriptText(part)));
  const off = showing.flatMap(part => parts.put(part, { eForm: 'false' }, ['formscript']));
  return off.length > 0 ? off : parts.restore();
}
