import { adoptedFiles, takenOver } from '../../definitions/adopt.ts';
import { type Held, heldBy, type Part } from '../../definitions/held.ts';
import { definedCodes, loadDefinitions } from '../../definitions/load.ts';
import { scaffold } from '../../definitions/scaffold.ts';
import { todoLines } from '../../definitions/todo.ts';
import {
  definitionPlace,
  type WrittenDefinition,
  writeDefinition,
} from '../../definitions/write-definition.ts';
import { adoptedValues, forgone } from '../../domain/applied.ts';
import { isNationalShape } from '../../domain/code.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { ServiceDefinition } from '../../domain/service.ts';
import type { ServiceState } from '../../domain/service-state.ts';
import type { Tier } from '../../domain/tier.ts';
import { dayOf } from '../../domain/time.ts';
import { feesAt } from '../../runs/definable.ts';
import { inRemoteTurn } from '../../runs/remote-turn.ts';
import { readServiceAt } from '../../runs/writers.ts';
import { nationalSnapshot, proceduresOf } from '../../snapshot/stored.ts';
import { inTransaction } from '../../store/core/open.ts';
import { appliedOf, forgetOfferings, rememberApplied } from '../../store/push/applied.ts';
import { asked } from '../audited.ts';
import type { RemoteAsking } from '../context.ts';

export interface Drafted extends WrittenDefinition {
  /** Places a person has to fill in before anything can be pushed. */
  open: number;
}

interface DraftWish {
  /** National codes. */
  procedures: readonly string[];
  /** Only for agencies of this tier. */
  tier?: Tier | undefined;
  /** Over what is there. */
  force: boolean;
}

/**
 * Drafts definitions from the national records, as they were last read whole. None is written where one of them is there
 * already.
 *
 * @throws Refusal
 */
export function draftDefinitions(asking: RemoteAsking, { procedures, tier, force }: DraftWish) {
  return asked(asking, 'scaffold', procedures.join(' '), async (_by, done) => {
    const { configuration, store } = asking;
    const { city, roles, services } = configuration;
    const national = await nationalSnapshot(store, city);
    if (!national) throw new Refusal('national-not-read', {});
    const records = await proceduresOf(store, national.id, procedures);
    const unknown = procedures.filter(code => !records.has(code) || !isNationalShape(code));
    if (unknown.length > 0) throw new Refusal('procedures-not-national', { procedures: unknown });
    const defined = new Set(force ? [] : await definedCodes(services));
    const taken = procedures.find(code => defined.has(code));
    if (taken !== undefined)
      throw new Refusal('definition-there', { file: definitionPlace(configuration, taken).folder });
    const drafted: Drafted = { files: [], removed: [], open: 0 };
    for (const code of procedures) {
      const { folder, schemas } = definitionPlace(configuration, code);
      const files = scaffold(records.get(code)!, { city, roles, schemas, ...(tier ? { tier } : {}) });
      const written = await writeDefinition(folder, files, { force });
      drafted.files.push(...written.files);
      drafted.removed.push(...written.removed);
      for (const text of Object.values(files)) drafted.open += todoLines(text).length;
      await done(store, { target: code, after: { files: written.files.length } });
    }
    return drafted;
  });
}

export interface TakenOver extends WrittenDefinition {
  /** What stays as the definition had it. */
  left: Held['left'];
}

/**
 * Takes what a system has of one procedure for its definition, and what is wanted from now on.
 *
 * @throws Refusal; RemoteError where the system is the trouble.
 */
export function takeOverService(
  asking: RemoteAsking,
  {
    system,
    procedure,
    force,
    signal,
  }: { system: string; procedure: string; force: boolean; signal: AbortSignal },
): Promise<TakenOver> {
  return asked(asking, 'adopt', `${system}/${procedure}`, async () => {
    const { configuration, store, now, log } = asking;
    const { services, systems } = configuration;
    const profile = systems.find(one => one.profile.name === system)?.profile;
    if (!profile) throw new Refusal('system-unknown', { system });
    if (!isNationalShape(procedure))
      throw new Refusal('procedures-not-national', { procedures: [procedure] });
    const { folder, schemas } = definitionPlace(configuration, procedure);
    if (!force && (await definedCodes(services)).includes(procedure))
      throw new Refusal('definition-there', { file: folder });
    return inRemoteTurn(store, 'adopt', { now, log }, async (fenced, lost) => {
      const { definitions } = await loadDefinitions(services);
      const base = definitions.find(one => one.procedure === procedure);
      const request = {
        ...asking,
        store: fenced,
        signal: AbortSignal.any([signal, lost]),
        system,
        procedure,
      };
      const actual = await readServiceAt({ ...request, cases: base?.cases ?? [] });
      if (!actual) throw new Refusal('service-not-readable', { system });
      if (!actual.exists) throw new Refusal('service-not-there', { system, procedure });
      const { hosts } = profile;
      const held = heldBy(actual, hosts, base);
      const from = { name: system, hosts, day: dayOf(now().toISOString()) };
      const files = adoptedFiles(held.actual, {
        ...{ from, schemas, fees: await feesAt(fenced, profile, procedure) },
        ...(base && { base }),
      });
      const stays = wholeParts(held, base);
      const written = await adopt({ ...asking, store: fenced }, { system, actual }, () =>
        writeDefinition(folder, files, { force, stays }),
      );
      return { ...written, left: held.left };
    });
  });
}

/** Kinds of files of which no case takes anything over: they stay to the letter. */
function wholeParts({ left }: Held, base: ServiceDefinition | undefined): Part[] {
  const kinds = ['eform', 'workflow'] as const;
  return kinds.filter(kind =>
    base?.cases
      .filter(one => one[kind] !== null)
      .every(({ key }) => left.some(each => each.part === kind && each.case === key)),
  );
}

/**
 * Takes what a system has for what is wanted: drift rules hold it against that from now on.
 *
 * @param keep Writes the definition; what it throws leaves everything as it was.
 */
export function adopt<T>(
  asking: RemoteAsking,
  { system, actual }: { system: string; actual: ServiceState },
  keep: () => Promise<T>,
): Promise<T> {
  return asked(asking, 'adopt', `${system}/${actual.procedure}`, async (by, done) => {
    const { procedure } = actual;
    const taken = takenOver(actual);
    const values = adoptedValues(taken, by.at);
    const kept = await keep();
    await inTransaction(asking.store, async inner => {
      const known = await appliedOf(inner, system, [procedure]);
      const systems = asking.configuration.systems.map(({ profile }) => profile.name);
      await forgetOfferings(inner, systems, procedure, forgone(actual, taken, known));
      await rememberApplied(inner, system, values);
      await done(inner, { after: { values: values.length } });
    });
    return kept;
  });
}
