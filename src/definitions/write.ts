import { Document, isMap, isScalar, isSeq } from 'yaml';
import type { z } from 'zod';
import type { DesiredWorkflow } from '../domain/service.ts';
import type { serviceSchema } from './service-schema.ts';
import type { todo } from './todo.ts';
import type { workflowSchema } from './workflow-schema.ts';

type OrTodo<T> = T extends object
  ? { [Key in keyof T]: OrTodo<T[Key]> }
  : T extends undefined
    ? T
    : T | typeof todo;

/** The files as they are written, where any value may still be open. */
export type ServiceDraft = OrTodo<z.input<typeof serviceSchema>>;
export type WorkflowDraft = OrTodo<z.input<typeof workflowSchema>>;

/** A definition's workflow is a file's, with nothing left to a default. */
export function workflowDraft({ steps, transitions }: DesiredWorkflow): WorkflowDraft {
  const drafted = steps.map(({ state, ...step }) => ({ ...step, ...(state !== undefined && { state }) }));
  return { steps: drafted as WorkflowDraft['steps'], transitions };
}

/** A remark for the reader, above the key or entry at `path`; Vietnamese. */
export interface Remark {
  path: readonly (string | number)[];
  text: string;
}

/**
 * A definition file as people read it: block style, nothing folded, the schema named for editors.
 *
 * @param schemas Folder of the published schemas as seen from the file, such as `../..`.
 */
export function yamlText(
  kind: 'service' | 'workflow',
  draft: ServiceDraft | WorkflowDraft,
  remarks: readonly Remark[],
  schemas: string,
): string {
  const document = new Document(draft);
  for (const { path, text } of remarks) {
    const place = commented(document, path);
    if (place) place.commentBefore = [place.commentBefore, ` ${text}`].filter(Boolean).join('\n');
  }
  const body = document.toString({ lineWidth: 0 });
  return `# yaml-language-server: $schema=${schemas}/${kind}.schema.json\n${body}`;
}

/** The node a remark stands above: the key of a mapping's entry, or the entry of a list. */
function commented(document: Document, path: Remark['path']): { commentBefore?: string | null } | undefined {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const last = path.at(-1);
  if (isSeq(parent)) return parent.items[Number(last)] as { commentBefore?: string | null } | undefined;
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last);
  return pair && isScalar(pair.key) ? pair.key : undefined;
}

/** Two blanks a layer, as form builders export it. */
export function jsonText(form: unknown): string {
  return `${JSON.stringify(form, null, 2)}\n`;
}

/**
 * Files of one kind for all cases: a single one (`eform.json`) when every case has the same, else one a case
 * (`eform.<case>.json`). A case without any gets none, and then the others must have their own.
 */
export function filesOf(
  kind: 'eform' | 'workflow',
  ending: 'json' | 'yaml',
  texts: ReadonlyMap<string, string | null>,
): Record<string, string> {
  const distinct = new Set(texts.values());
  const [only] = distinct;
  if (distinct.size === 1 && only) return { [`${kind}.${ending}`]: only };
  return Object.fromEntries(
    [...texts].flatMap(([key, text]) => (text ? [[`${kind}.${key}.${ending}`, text]] : [])),
  );
}
