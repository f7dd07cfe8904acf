import { textKey } from '../../src/domain/text.ts';
import { nameText, unescapeHtml } from './escape.ts';
import type { Fields } from './fields.ts';
import { readNote, withFacts } from './note.ts';
import type { RemoteAction, RemoteProcess } from './remote.ts';

/** What a definition says of a case that a process has no field for; kept in its description. */
export interface ProcessFacts {
  /** Hours when filed online, where they differ. */
  online?: number;
  /** The deadline counts calendar days. */
  day?: boolean;
  /** Not to be filed online. */
  closed?: boolean;
  /** An action is to ask for payment. */
  paid?: boolean;
  /** The start of the workflow, where nobody has to do it: then it is the creation of the dossier, no step. */
  start?: StartFacts;
}

export interface StartFacts {
  id: string;
  name: string;
  state?: string;
  back?: boolean;
  /** Further ways a dossier is created (at the desk) that no definition has spoken of, as `creationKey` names them. */
  beside?: string[];
  /** Those that people made and the definition names by now: once it names them no more, they are beside it again. */
  theirs?: string[];
}

/** Between which steps an action leads, and of what name: what a definition says of it. Blank = no step. */
export interface Link {
  pre: string;
  post: string;
  name: string;
}

export function linkOf({ preStepCode = '', postStepCode = '', actionName = '' }: Fields): Link {
  return { pre: preStepCode.trim(), post: postStepCode.trim(), name: nameText(actionName) };
}

export function linkKey({ pre, post, name }: Link): string {
  return [pre, post, textKey(name)].join('>');
}

/** A way a dossier is created: to which step, and of what name. */
export function creationKey({ post, name }: Link): string {
  return `${post} ${textKey(name)}`;
}

/**
 * Creations that are not told as part of the workflow: where a step is the start, all; where the creation itself is, those
 * that were there before it was and that nobody named.
 */
export function untoldCreations(process: Pick<RemoteProcess, 'fields' | 'actions'>): RemoteAction[] {
  const links = (process.actions ?? []).map(row => ({ row, ...linkOf(row.fields) }));
  const creations = links.filter(({ pre, post }) => pre === '' && post !== '');
  const { start } = factsOf(process);
  const untold = start
    ? creations.filter(link => start.beside?.includes(creationKey(link)))
    : new Set(creations.map(({ post }) => post)).size > 1
      ? []
      : creations;
  return untold.map(({ row }) => row);
}

export function factsOf(process: Pick<RemoteProcess, 'fields'> | undefined): ProcessFacts {
  const { facts } = readNote(unescapeHtml(process?.fields.description ?? ''));
  const { online, day, closed, paid, start } = facts;
  return {
    ...(typeof online === 'number' ? { online } : {}),
    ...(day === true ? { day } : {}),
    ...(closed === true ? { closed } : {}),
    ...(paid === true ? { paid } : {}),
    ...(isStart(start) ? { start } : {}),
  };
}

/** The description with other facts; what people wrote there stays. */
export function describe({ fields }: { fields: Fields }, facts: ProcessFacts): string {
  return withFacts(unescapeHtml(fields.description ?? ''), { ...facts });
}

/** 1 = advance payment asked for, 2 = settlement; the others only move a payment along. */
export function asksMoney(requestPayment: string | number | undefined): boolean {
  return [1, 2].includes(Number(requestPayment || 0));
}

export function isPaying({ fields }: Pick<RemoteAction, 'fields'>): boolean {
  return asksMoney(fields.requestPayment);
}

/**
 * Does the process ask for money? As long as no action leaves any step, what is to be asked for once there are some
 * is all there is to go by.
 */
export function asksForMoney({ fields, actions = [] }: Pick<RemoteProcess, 'fields' | 'actions'>): boolean {
  return actions.some(isPaying) || (!works({ actions }) && factsOf({ fields }).paid === true);
}

/** Some action leaves a step. */
export function works({ actions = [] }: Pick<RemoteProcess, 'actions'>): boolean {
  return actions.some(action => action.fields.preStepCode?.trim() !== '');
}

function isStart(value: unknown): value is StartFacts {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, beside = [], theirs = [] } = value as Record<string, unknown>;
  return typeof id === 'string' && typeof name === 'string' && [beside, theirs].every(Array.isArray);
}
