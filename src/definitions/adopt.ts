import type { Hosted, SystemProfile } from '../domain/city.ts';
import { feeAmounts } from '../domain/fee.ts';
import type { Level } from '../domain/level.ts';
import type { ProcedureFacts } from '../domain/procedure.ts';
import type { CaseValue } from '../domain/push.ts';
import { counted, type ServiceDefinition } from '../domain/service.ts';
import type { CaseState, ServiceState } from '../domain/service-state.ts';
import { dayText } from '../domain/time.ts';
import { planConditions } from '../readiness/declared.ts';
import { writeDuration } from './deadline-text.ts';
import { feeKind } from './scaffold-facts.ts';
import { todo } from './todo.ts';
import { filesOf, jsonText, type Remark, type ServiceDraft, workflowDraft, yamlText } from './write.ts';

export interface AdoptOptions {
  /** Which system it is, what it is there to hold, and the day (`YYYY-MM-DD`) it was looked at. */
  from: Pick<SystemProfile, 'name' | 'hosts'> & { day: string };
  /** What this system does not tell: fees, readiness … of the definition there was, where there was one. */
  base?: ServiceDefinition;
  /** What it said of fees when it was last read whole, for want of a base. */
  fees?: ProcedureFacts['fees'];
  /** Name of the procedure from the national record, for want of a base. */
  name?: string;
  /** Folder of the published schemas as seen from the files. Default `../..`. */
  schemas?: string;
}

/**
 * Definition files from what a system has now: file name → text. Loading them and comparing with the same `actual`
 * finds no difference. What no system tells comes from the base, else is said to be unknown; what this one should have
 * told and could not is `TODO`.
 */
export function adoptedFiles(actual: ServiceState, options: AdoptOptions): Record<string, string> {
  const { base, from, schemas = '../..' } = options;
  const cases = Object.entries(actual.cases).map(([remote, found], index) => ({
    key: caseKey(remote, index),
    remote,
    found,
    known: base?.cases.find(({ key }) => key === remote),
  }));
  const { level, agencies, others } = commonestLevel(actual.offerings);
  const remarks: Remark[] = [
    {
      path: ['procedure'],
      text: 'Ghi lại từ cấu hình đang có ở hệ thống; unknown là điều không hệ thống nào cho biết.',
    },
    ...(others.length > 0
      ? [{ path: ['applies'], text: `Ở mức khác, không thuộc tệp này: ${others.join(', ')}.` }]
      : []),
    ...cases
      .filter(({ key, remote }) => key !== remote)
      .map(({ key, remote }) => ({ path: ['cases'], text: `Mã ở hệ thống của ${key}: ${remote}` })),
  ];
  const values = cases.map(({ found }) => found.value);
  const told = (key: 'online' | 'onlinePayment', part: Hosted) =>
    from.hosts.includes(part) ? agreed(values, key) : undefined;
  const service: ServiceDraft = {
    procedure: actual.procedure,
    name: base?.name ?? (options.name || todo),
    level: level ?? base?.level ?? todo,
    applies: agencies.length > 0 ? { agencies } : (base?.applies ?? { agencies: [todo] }),
    cases: cases.map(({ key, found, known }) => ({
      key,
      ...caseDraft(found.value ?? known),
      components:
        found.components?.map(counted) ??
        known?.components ??
        (from.hosts.includes('components')
          ? [{ name: todo, originals: todo, copies: todo, required: todo }]
          : []),
    })),
    fees: base?.fees ?? feesTold(options.fees),
    payment: { online: told('onlinePayment', 'payment') ?? base?.onlinePayment ?? 'unknown' },
    channels: {
      online: told('online', 'channel') ?? base?.channels.online ?? 'unknown',
      post: base?.channels.post ?? 'unknown',
    },
    readiness:
      base?.readiness ??
      Object.values(planConditions).map(condition => ({
        condition,
        state: 'unknown' as const,
        source: `lấy từ ${from.name} ngày ${dayText(from.day)}, chưa xem xét`,
      })),
    // A definition of the city's own stays that.
    ...(level !== undefined &&
      (!base || base.adopted) && { adopted: { system: from.name, level, day: from.day } }),
  };
  const eforms = new Map(cases.map(({ key, found, known }) => [key, eformText(found, known?.eform)]));
  const workflows = new Map(
    cases.map(({ key, found, known }) => {
      const workflow = found.workflow === undefined ? known?.workflow : found.workflow;
      return [key, workflow ? yamlText('workflow', workflowDraft(workflow), [], schemas) : null];
    }),
  );
  return {
    'service.yaml': yamlText('service', service, remarks, schemas),
    ...filesOf('eform', 'json', eforms),
    ...filesOf('workflow', 'yaml', workflows),
  };
}

/**
 * Of what a system has, that which the files say, by their keys. Offerings at other levels are not remembered as ours:
 * the next plan would take away what the definition does not name.
 */
export function takenOver(actual: ServiceState): ServiceState {
  const { agencies } = commonestLevel(actual.offerings);
  const offerings = agencies.map(agency => [agency, actual.offerings[agency]!]);
  const cases = Object.entries(actual.cases).map(([key, found], index) => [caseKey(key, index), found]);
  return { ...actual, offerings: Object.fromEntries(offerings), cases: Object.fromEntries(cases) };
}

/** Only as far as the system leaves no doubt: what every fee is, and how much. */
function feesTold(told: AdoptOptions['fees']): NonNullable<ServiceDraft['fees']> | 'unknown' {
  if (feeAmounts(told) === undefined) return 'unknown';
  const fees = (told ?? [])
    .filter(({ amount }) => amount !== 0)
    .map(({ amount, text }) => ({ name: text.split(':', 1)[0]!, kind: feeKind(text), amount: amount! }));
  return fees.some(({ kind }) => kind === todo) ? 'unknown' : fees;
}

/** Remote keys may hold what a file name cannot. */
function caseKey(remote: string, index: number): string {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(remote) ? remote : `truong-hop-${index + 1}`;
}

/** Name and deadlines of a case, as a system or a definition has them. */
function caseDraft(
  value: Pick<CaseValue, 'name' | 'deadlineHours' | 'onlineDeadlineHours' | 'deadlineUnit'> | undefined,
): Pick<ServiceDraft['cases'][number] & object, 'name' | 'deadline'> {
  if (!value) return { name: todo, deadline: { inPerson: todo } };
  const { name, deadlineHours, onlineDeadlineHours, deadlineUnit } = value;
  const inPerson = writeDuration(deadlineHours, deadlineUnit);
  const online = onlineDeadlineHours === null ? undefined : writeDuration(onlineDeadlineHours, deadlineUnit);
  const bare = typeof inPerson === 'number' || typeof online === 'number';
  return {
    name,
    deadline: {
      inPerson,
      ...(online === undefined ? {} : { online }),
      ...(bare && deadlineUnit === 'day' ? { unit: 'day' } : {}),
    },
  };
}

function eformText({ eform }: CaseState, known: Record<string, unknown> | null | undefined): string | null {
  const form = eform === undefined ? known : eform;
  if (!form) return null;
  const { raw, ...rest } = form;
  // A form nobody can read must not come back as "no form": the next push would take it away.
  if (typeof raw === 'string' && Object.keys(rest).length === 0)
    return jsonText({ TODO: 'TODO: biểu mẫu đang có ở hệ thống không đọc được, cần soạn lại', raw });
  return jsonText(form);
}

/** The level most offerings have; the higher one in a tie. A definition holds for offerings of one level. */
function commonestLevel(offerings: ServiceState['offerings']): {
  level: Level | undefined;
  agencies: string[];
  others: string[];
} {
  const byLevel = new Map<Level, string[]>();
  for (const [agency, { level }] of Object.entries(offerings)) {
    if (level) byLevel.set(level, [...(byLevel.get(level) ?? []), agency]);
  }
  const [most] = [...byLevel].sort(([a, x], [b, y]) => y.length - x.length || b - a);
  const agencies = (most?.[1] ?? []).sort();
  const others = Object.keys(offerings).filter(agency => !agencies.includes(agency));
  return { level: most?.[0], agencies, others: others.sort() };
}

/**
 * What every case says alike: a definition says it once for all. Where some say so and others not, it can say neither;
 * `undefined` = nobody could tell of each.
 */
function agreed(
  values: readonly (CaseValue | undefined)[],
  key: 'online' | 'onlinePayment',
): boolean | 'unknown' | undefined {
  const said = new Set(values.map(value => value?.[key]));
  if (said.has(true) && said.has(false)) return 'unknown';
  const [only] = said;
  return said.size === 1 ? only : undefined;
}
