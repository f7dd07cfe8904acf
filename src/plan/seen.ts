import { canonical, compareText, digestOf } from '../domain/canonical.ts';
import type { ChangeValues } from '../domain/push.ts';
import type { CaseState, ServiceState } from '../domain/service-state.ts';
import type { PlanInput } from './input.ts';
import { hashed } from './normal.ts';
import type { SeenItem } from './plan.ts';
import { caseParts } from './state.ts';

/** What a plan is computed from, item by item, in an order that does not depend on how it came in. */
export function seenItems(input: PlanInput): SeenItem[] {
  return itemsOf(input)
    .map(({ item, value }) => ({ item, hash: digestOf(value) }))
    .sort((a, b) => compareText(a.item, b.item) || compareText(a.hash, b.hash));
}

/** What the items are called for whoever is not told in Vietnamese. */
export function englishItems(input: PlanInput): Map<string, string> {
  return new Map(itemsOf(input).map(({ item, english }) => [item, english]));
}

function itemsOf({ city, definitions, systems, services, settings, reviewed }: PlanInput) {
  return [
    {
      item: 'danh sách đơn vị của thành phố',
      english: 'the list of units of the city',
      value: city.agencies.map(({ code, tier }) => `${code} ${tier}`).sort(),
    },
    { item: 'các giới hạn khi đẩy (push)', english: 'what limits a push', value: settings },
    ...definitions.map(({ folder: _, ...definition }) => ({
      item: `định nghĩa dịch vụ ${definition.procedure}`,
      english: `the definition of ${definition.procedure}`,
      value: definition,
    })),
    ...[...(reviewed ?? [])].map(([procedure, wishes]) => ({
      item: `kết quả rà soát thủ tục ${procedure}`,
      english: `what the reviews say of ${procedure}`,
      value: [...wishes].map(([agency, { eligible }]) => `${agency} ${eligible}`).sort(),
    })),
    ...systems.map(({ profile, kinds, source }) => ({
      item: `cấu hình hoặc tình trạng đọc của hệ thống ${profile.name}`,
      english: `how system ${profile.name} is configured or was read`,
      value: {
        profile,
        kinds: [...kinds].sort(),
        whole: source?.status === 'complete' && !source.shrunk,
      },
    })),
    ...services.flatMap(({ system, procedure, actual, applied }) => [
      {
        item: serviceItem(system, procedure),
        english: `procedure ${procedure} on ${system}`,
        value: actual ? comparable(actual) : unread,
      },
      {
        item: `giá trị đã đẩy lần trước của thủ tục ${procedure} lên ${system}`,
        english: `what was last pushed of ${procedure} to ${system}`,
        value: applied.map(({ kind, target, value }) => canonical([kind, target, value])).sort(),
      },
    ]),
  ];
}

const unread = 'unread';
/** Of what could not be read. */
export const unreadHash = digestOf(unread);

/** Vietnamese name of what a system has of a procedure. */
export function serviceItem(system: string, procedure: string): string {
  return `thủ tục ${procedure} trên ${system}`;
}

/** One hash over all of them. */
export function fingerprintOf(seen: readonly SeenItem[]): string {
  return digestOf(seen);
}

const parts = Object.entries(caseParts) as [keyof typeof caseParts, keyof CaseState][];

/** What changes are about, without handles and measured facts: these may move while nothing we look at does. */
function comparable({ exists, cannotAdd, offerings, cases }: ServiceState): unknown {
  // 'untold' is only hashed: another word would move every plan that waits.
  const compared = Object.entries(cases).map(([key, found]) => [
    key,
    parts.map(([kind, part]) => {
      const value = found[part] as ChangeValues[typeof kind] | undefined;
      return value === undefined ? 'untold' : { is: hashed(kind, value) };
    }),
  ]);
  const levels = Object.entries(offerings).map(([agency, { level }]) => [agency, { level }]);
  return { exists, cannotAdd, offerings: Object.fromEntries(levels), cases: Object.fromEntries(compared) };
}
