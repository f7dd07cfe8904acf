import { makingAnew, takenAt, taking } from '../../../src/adapter/kit/taken-away.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import type { CaseValue } from '../../../src/domain/push.ts';
import { blank, type Fields } from '../fields.ts';
import { partTypes } from '../parts.ts';
import { asksForMoney, describe, factsOf, type ProcessFacts, works } from '../process-note.ts';
import { countOf } from '../read/hours.ts';
import { ourNumbers } from '../read/variants.ts';
import {
  byId,
  processFields,
  type RemoteCase,
  type RemoteProcedure,
  type RemoteProcess,
  type RemoteTemplate,
} from '../remote.ts';
import {
  audienceName,
  audienceOf,
  canStore,
  isOpen,
  openAudience,
  putConfig,
  putRightMaxLevel,
} from './configs.ts';
import { caseOf, optionsOf, writeOptions } from './options.ts';
import { firstOf, type Outcome, sending } from './outcome.ts';
import { partSends } from './parts.ts';
import { type Asking, askingName, askingOf, othersAsk, withPayment } from './payment.ts';
import { formSend } from './sending.ts';
import { putProcess, writeActions } from './workflow.ts';

/** The next stage of giving a procedure a case: template and process, then what hangs on them. */
export function writeCase(
  procedure: string,
  key: string,
  value: CaseValue,
  remote: RemoteProcedure,
): Outcome {
  const found = remote.cases[key] ?? ourNumbers(procedure, key);
  const { templateNo, processNo, template, process } = found as RemoteCase;
  if (!template || !process) return sending(makeCase());
  const path = `/serviceprocesses/${encodeURIComponent(process.id)}`;
  const { paid, ...told } = valueFacts(value);
  // Actions say themselves whether they ask; until there are some, and of what has noted it, the note does.
  const noting = paid && (!works(process) || factsOf(process).paid);
  const { start } = factsOf(process);
  const facts = { ...told, ...(noting && { paid }), ...(start && { start }) };
  return firstOf(
    () => [
      ...addResultPart(template),
      ...putProcess(
        path,
        process,
        {
          ...nameField(process),
          description: describe(process, facts),
          durationCount: countOf(process, value.deadlineHours),
        },
        `sửa quy trình của trường hợp «${value.name}»`,
      ),
      ...putPayment(process),
      ...writeOptions(key, value, { template, process }, remote),
    ],
    openChannel,
  );

  /** Name and process number are the server's keys: a second POST of either is refused. */
  function makeCase(): RemoteSend[] {
    const sends: RemoteSend[] = [];
    if (!template) {
      // Names of templates are unique in the whole site, names of cases are not.
      const templateName = value.name === '' ? templateNo : `${value.name} (${templateNo})`;
      const row = { templateNo, templateName, description: '', newFormScript: '', formMeta: '' };
      const label = `tạo mẫu hồ sơ ${templateNo}`;
      sends.push(formSend(label, 'POST', '/dossiertemplates', row, { [`template:${key}`]: templateNo }));
    }
    if (!process) {
      const label = `tạo quy trình ${processNo}`;
      const row = newProcess(processNo, value);
      sends.push(formSend(label, 'POST', '/serviceprocesses', row, { [`process:${key}`]: processNo }));
    }
    return sends;
  }

  /** What we stop is remembered; once any of it is to ask again, all of it is, unless others have been let ask meanwhile. */
  function putPayment(of: RemoteProcess): RemoteSend[] {
    const { actions } = of;
    if (actions === undefined) return [];
    const { service, memory } = remote;
    const { onlinePayment: wanted } = value;
    const name = askingName(key);
    const taken = takenAt<Asking>(memory, name);
    const before = taken?.row ?? {};
    const begun = wanted && taken?.anew && !othersAsk(actions, before);
    if (wanted === asksForMoney(of) && !begun) return [];
    const payment = { wanted, ...(service?.fee ? { fee: service.fee } : {}) };
    const sends = writeActions(path, withPayment(actions, payment, before));
    if (wanted) return sends.map(send => ({ ...send, remember: makingAnew(memory, name) }));
    const asking = askingOf(actions);
    // Begun before, it has left some of them asking.
    const left = Object.keys(asking).some(id => asking[id]?.asked && before[id]?.asked);
    const stopped = taking(memory, name, { ...(left && before), ...asking });
    return sends.map(send => ({ ...send, remember: stopped }));
  }

  /** The name of a case is that of its options; as long as there are none, that of its process. */
  function nameField({ fields }: RemoteProcess): Fields {
    const linked = optionsOf(key, remote).length > 0 && fields.processName !== '';
    return linked || value.name === '' ? {} : { processName: value.name };
  }

  /** Results are handed out through a part of their own (contract 4.2); only templates of ours get one. */
  function addResultPart(of: RemoteTemplate): RemoteSend[] {
    const ours = templateNo === ourNumbers(procedure, key).templateNo;
    if (!ours || of.parts.some(({ fields }) => fields.partType === partTypes.output)) return [];
    const row = { partName: 'Kết quả giải quyết', partType: partTypes.output };
    return [partSends(key, of, {}).post('KQ01', row)];
  }

  /** Filing online is a matter of the config, which cases may share: it is open as long as one of them is. */
  function openChannel(): RemoteSend[] {
    const wrong = [...new Set(optionsOf(key, remote).map(({ config }) => config))].flatMap(config => {
      const others = (config.options ?? []).flatMap(option => {
        const other = caseOf(option, remote);
        return other === undefined || other === key ? [] : remote.cases[other]!.process;
      });
      const open = value.online || others.some(other => other && !factsOf(other).closed);
      const now = audienceOf(config);
      // A level that only imports can set is refused with everything that comes along.
      if (open === isOpen(now) || !canStore(config.level)) return [];
      const remember = open ? undefined : taking(remote.memory, audienceName(config.agency), now);
      return { config, changed: open ? openAudience(config.agency, remote) : closed, remember };
    });
    const label = `${value.online ? 'mở' : 'đóng'} nộp trực tuyến`;
    // The highest level last: the service takes over the level of whatever config was written last.
    wrong.sort(({ config: a }, { config: b }) => (a.level ?? 0) - (b.level ?? 0) || byId(a.id, b.id));
    return wrong.length > 0
      ? wrong.map(({ config, changed, remember }) =>
          putConfig(config, changed, `${label} ở ${config.agency}`, remember),
        )
      : putRightMaxLevel(remote);
  }
}

/** A process of ours; days where the deadline is whole days, else hours. */
function newProcess(processNo: string, value: CaseValue): Fields {
  const fields: Fields = { ...emptyProcess, durationUnit: value.deadlineHours % 8 === 0 ? '0' : '1' };
  return {
    ...fields,
    processNo,
    processName: value.name,
    description: describe({ fields: {} }, valueFacts(value)),
    durationCount: countOf({ fields }, value.deadlineHours),
  };
}

function valueFacts(value: CaseValue): ProcessFacts {
  const { onlineDeadlineHours, deadlineUnit, online, onlinePayment } = value;
  return {
    ...(onlineDeadlineHours === null ? {} : { online: onlineDeadlineHours }),
    ...(deadlineUnit === 'day' ? { day: true } : {}),
    ...(online ? {} : { closed: true }),
    ...(onlinePayment ? { paid: true } : {}),
  };
}

const closed = { forCitizen: 'false', forBusiness: 'false' } as const;

/** Left out, `durationCount` fails without a word and `serverNo` is stored as the text "null". */
const emptyProcess: Fields = {
  ...blank(processFields),
  ...{ durationCount: '0', durationUnit: '0', counter: '0', generateDossierNo: 'false' },
  ...{ generateDueDate: 'false', generatePassword: 'false', directNotification: 'false' },
};
