import { z } from 'zod';
import { issuerOf } from '../domain/legal-number.ts';
import {
  type KnownText,
  type Provision,
  provisionId,
  type ReadProvisions,
  type Resolve,
  readProvisions,
  resolver,
} from '../domain/provision.ts';
import type { Ground, ReviewEntry, Target } from '../domain/review.ts';

const text = z.string();
const named = text.nullable().describe('null: not named.');

/** One provision that keeps offerings from level 4. */
export const legalObstacle = z.object({
  id: text.describe('<number>/d<article>/k<clause>/<point>; what was not named is left out.'),
  /** What the text is called in the national record; its number where it is in none. */
  text,
  ...{ number: text, article: named, clause: named, point: named },
  /** Who issued it; null where its number does not tell. */
  issuer: text.nullable(),
  offerings: z.number().describe('Whose own target it blocks.'),
  /** How many these are of. */
  units: z.number(),
  /** Of work, of these offerings' procedures; sorted. */
  fields: z.array(text),
});
export type LegalObstacle = z.output<typeof legalObstacle>;

/** Legal reasons out of which no provision could be read. */
export const unreadReason = z.object({ procedure: text, agency: text, text });
export type UnreadReason = z.output<typeof unreadReason>;

/** An offering that something legal keeps where it is. */
export interface BlockedOffering {
  procedure: string;
  agency: string;
  /** Ids of provisions, sorted, each once. */
  provisions: readonly string[];
  /** Nothing but these provisions is in the way: no technical reason, no legal one that could not be read. */
  byLawAlone: boolean;
}

export interface LegalRegister {
  /** Largest effect first. */
  provisions: LegalObstacle[];
  unread: UnreadReason[];
  blocked: BlockedOffering[];
}

/** What the national record says of a procedure, as far as the register needs it. */
export interface LegalRecord {
  name: string | null;
  field: string | null;
  texts: readonly KnownText[];
}

/** Puts the register together: rows of Phụ lục II say what is cited, targets what is blocked. */
export function createRegister(
  records: ReadonlyMap<string, LegalRecord>,
  city: readonly KnownText[],
): {
  addRow(entry: ReviewEntry): void;
  addTarget(procedure: string, target: Target): void;
  result(): LegalRegister;
} {
  const cited = new Map<string, Provision>();
  const unread: UnreadReason[] = [];
  const blocked: BlockedOffering[] = [];
  const resolvers = new Map<string, Resolve>();
  const names = new Map(city.map(({ number, name }) => [number, name]));
  const read = (procedure: string, text: string): ReadProvisions => {
    let resolve = resolvers.get(procedure);
    if (!resolve) {
      resolve = resolver(records.get(procedure)?.texts ?? [], city);
      resolvers.set(procedure, resolve);
    }
    return readProvisions(text, resolve);
  };
  const inTheWay = ({ blocks, text }: Ground) => (blocks === true ? text : null);
  return {
    addRow({ list, procedure, agency, technical, legal }) {
      if (list !== 'not-eligible') return;
      for (const [ground, own] of [
        [legal, true],
        [technical, false],
      ] as const) {
        const text = inTheWay(ground);
        if (text === null) continue;
        const { provisions, unresolved } = read(procedure, text);
        for (const provision of provisions) cited.set(provisionId(provision), provision);
        // The column of technical reasons speaks of law only where it cites some.
        if (unresolved || (own && provisions.length === 0)) unread.push({ procedure, agency, text });
      }
    },
    addTarget(procedure, { agency, level, why, technical, legal }) {
      if (level !== null || why === 'conflict' || why === 'not-reviewed') return;
      const text = inTheWay(legal);
      const technically = inTheWay(technical);
      const readings = [text, technically].map(each => (each === null ? undefined : read(procedure, each)));
      const provisions = readings.flatMap(reading => reading?.provisions ?? []);
      if (provisions.length === 0) return;
      for (const provision of provisions) cited.set(provisionId(provision), provision);
      blocked.push({
        ...{ procedure, agency },
        provisions: [...new Set(provisions.map(provisionId))].sort(),
        byLawAlone: technical.blocks !== true && readings[0]?.unresolved === false,
      });
    },
    result() {
      const byProvision = new Map<string, BlockedOffering[]>([...cited.keys()].map(id => [id, []]));
      for (const offering of blocked)
        for (const id of offering.provisions) byProvision.get(id)!.push(offering);
      const provisions = [...byProvision].map(([id, offerings]): LegalObstacle => {
        const { number, article = null, clause = null, point = null } = cited.get(id)!;
        const fields = offerings.flatMap(({ procedure }) => records.get(procedure)?.field ?? []);
        return {
          ...{ id, text: names.get(number) ?? number, number, article, clause, point },
          ...{ issuer: issuerOf(number), offerings: offerings.length },
          units: new Set(offerings.map(({ agency }) => agency)).size,
          fields: [...new Set(fields)].sort(),
        };
      });
      return {
        provisions: provisions.sort((a, b) => b.offerings - a.offerings || (a.id < b.id ? -1 : 1)),
        ...{ unread, blocked },
      };
    },
  };
}
