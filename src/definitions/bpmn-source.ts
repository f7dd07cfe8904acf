import type { ModdleElement } from 'bpmn-moddle';
import { numberWords } from '../domain/number-words.ts';
import { Unreadable } from './problem.ts';

/** What a step's own attributes and documentation may say of it. */
export const stepFacts = ['role', 'hours', 'onlineHours', 'state', 'mayReturn'] as const;
export type StepFact = (typeof stepFacts)[number];

/** Namespace of our attributes on BPMN elements, written `dvc:role="…"` with any prefix. */
const namespace = 'urn:dvc-sync:workflow';

const ourAttributes = {
  name: 'dvc',
  uri: namespace,
  prefix: 'dvc',
  types: [
    {
      name: 'Step',
      extends: ['bpmn:FlowNode'],
      properties: stepFacts.map(name => ({ name, isAttr: true, type: 'String' })),
    },
  ],
};

export interface BpmnSource {
  definitions: ModdleElement;
  /** What the reader could not take in, with the line where it says one. */
  warnings: Warning[];
  /** Line of the element with this id. */
  lineOf(id: string): number | undefined;
}

interface Warning {
  line: number | undefined;
  reason: string;
}

/** @throws Unreadable when it is no BPMN document. */
export async function parseBpmn(xml: string): Promise<BpmnSource> {
  // Entities have no business in a diagram, and are the classic way to make a reader explode.
  if (/<!DOCTYPE/i.test(xml)) throw new Unreadable('không nhận tệp XML có DOCTYPE');
  refuseEndless(xml);
  const lines = idLines(xml);
  // With the first diagram: a process that serves knows of definitions and reads none.
  const { BpmnModdle } = await import('bpmn-moddle');
  try {
    const { rootElement, warnings } = await new BpmnModdle({ dvc: ourAttributes }).fromXML(xml);
    return {
      definitions: rootElement,
      warnings: warnings.map(({ message }) => readReference(message, xml) ?? readWarning(message)),
      lineOf: id => lines.get(id),
    };
  } catch (error) {
    const { line, reason } = readWarning(error instanceof Error ? error.message : String(error));
    throw new Unreadable(`không phải BPMN 2.0: ${reason}`, line);
  }
}

/** A workflow of a hundred steps with its picture has two thousand tags; the reader compares what it does not know with all before. */
const mostTags = 10_000;

function refuseEndless(xml: string): void {
  let tags = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1))
    if (++tags > mostTags)
      throw new Unreadable(`có hơn ${numberWords(mostTags)} thẻ, không giống một quy trình`);
}

/** The commonest slip: an element is named that was deleted. The reader does not say where. */
function readReference(message: string, xml: string): Warning | undefined {
  const [, id] = /^unresolved reference <(.+)>$/m.exec(message) ?? [];
  if (id === undefined) return undefined;
  const at = xml.search(new RegExp(`(?:["']|>\\s*)${RegExp.escape(id)}(?:["']|\\s*<)`));
  const line = at < 0 ? undefined : xml.slice(0, at).split('\n').length;
  return { line, reason: `nhắc tới "${id}", không có phần tử nào mang mã này` };
}

/** The reader counts lines from 0, and its words run over several. */
function readWarning(message: string): Warning {
  const line = /\n[ \t]*line: (\d+)/.exec(message)?.[1];
  const what = message.split('\n')[0]!.trim();
  const why = /nested error: (.*)/.exec(message)?.[1];
  const reason = (why === undefined ? what : `${what} (${why})`).slice(0, 300);
  return { line: line === undefined ? undefined : Number(line) + 1, reason };
}

/** Comments and CDATA blanked out, lines kept. Not by a pattern: each opening without its end would search on to the last character. */
function withoutLiteral(xml: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = xml.indexOf('<!'); at >= 0; at = xml.indexOf('<!', Math.max(at + 2, from))) {
    const closing = xml.startsWith('<!--', at) ? '-->' : xml.startsWith('<![CDATA[', at) ? ']]>' : undefined;
    if (closing === undefined) continue;
    const end = xml.indexOf(closing, at);
    if (end < 0) break;
    parts.push(xml.slice(from, at), xml.slice(at, end).replace(/[^\n]/g, ' '));
    from = end + closing.length;
  }
  return parts.join('') + xml.slice(from);
}

/** Lines of all start tags with an id; what stands in comments and CDATA does not count. */
function idLines(xml: string): Map<string, number> {
  const bare = withoutLiteral(xml);
  const lines = new Map<string, number>();
  let line = 1;
  let seen = 0;
  for (const tag of bare.matchAll(/<[\w:.-]+(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?>/g)) {
    for (; seen < tag.index; seen++) if (bare.charCodeAt(seen) === 0x0a) line++;
    const [, double, single] = /\sid\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(tag[0]) ?? [];
    const id = double ?? single;
    if (id !== undefined && !lines.has(id)) lines.set(id, line);
  }
  return lines;
}
