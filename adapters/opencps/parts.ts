import type { Memory } from '../../src/adapter/service-request.ts';
import type { StoredComponent } from '../../src/domain/service.ts';
import { isOurs, readScript } from './alpaca-script.ts';
import { nameText, unescapeHtml } from './escape.ts';
import { isTrue } from './fields.ts';
import { readCounts } from './note.ts';
import type { RemotePart, RemoteTemplate } from './remote.ts';

/** `partType`: 1 a paper handed in, 2 a result, 3 anything else. */
export const partTypes = { input: '1', output: '2', other: '3' } as const;
/** By convention "giấy tờ khác": a place for anything, not a document of the procedure. */
const otherPapers = 'TP99';
/** The part of ours that carries the e-form where no part does yet: no paper, so that papers may come and go. */
export const formPartNo = 'TK01';

/** A paper the applicant hands in. */
export function isPaper(partNo: string, partType: number | undefined): boolean {
  return partType === Number(partTypes.input) && partNo.toUpperCase() !== otherPapers;
}

export function isComponent({ partNo, fields }: RemotePart): boolean {
  return isPaper(partNo, Number(fields.partType));
}

export function readComponents({ parts }: RemoteTemplate): StoredComponent[] {
  return parts.filter(isComponent).map(toComponent);
}

export function toComponent({ partNo, fields }: RemotePart): StoredComponent {
  const code = nameText(fields.fileTemplateNo ?? '');
  return {
    ...(code === '' ? {} : { code }),
    name: nameText(fields.partName ?? '') || partNo,
    ...readCounts(unescapeHtml(fields.partTip ?? '')),
    required: isTrue(fields.required),
  };
}

/** The part whose script is the e-form: one with a script of ours, else one with any script, else one switched on. */
export function eformPart({ parts }: RemoteTemplate): RemotePart | undefined {
  const on = parts.filter(({ fields }) => isTrue(fields.eForm));
  return (
    on.find(part => isOurs(scriptText(part))) ??
    on.find(part => !isBlank(scriptText(part))) ??
    on[0] ??
    parts.find(part => part.partNo === formPartNo && !isComponent(part))
  );
}

/** The form the e-form part shows, in the words of a definition; `null` = none. */
export function scriptOf(template: RemoteTemplate): Record<string, unknown> | null {
  const part = eformPart(template);
  if (!part || !isTrue(part.fields.eForm) || isBlank(scriptText(part))) return null;
  return readScript(scriptText(part));
}

export function isBlank(script: string): boolean {
  return /^(?:|null|""|\{\s*\}|\[\s*\])$/.test(script.replace(/^\ufeff/, '').trim());
}

export function scriptText({ contents }: RemotePart): string {
  return contents?.formscript ?? '';
}

/** Under what the contents of a part are remembered that a write of ours is about to wipe. */
export function contentsMemory(key: string, partNo = ''): string {
  return `contents:${key}:${partNo}`;
}

/** Parts of a case whose contents are remembered. */
export function pendingParts(key: string, memory: Memory): Set<string> {
  const prefix = contentsMemory(key);
  const names = Object.keys(memory).filter(name => name.startsWith(prefix) && memory[name] !== '');
  return new Set(names.map(name => name.slice(prefix.length)));
}
