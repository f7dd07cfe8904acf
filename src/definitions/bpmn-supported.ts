import type { ModdleElement } from 'bpmn-moddle';
import { didYouMean } from '../config/nearest.ts';
import { cleanText } from '../domain/text.ts';
import { type StepFact, stepFacts } from './bpmn-source.ts';

/** Says what is wrong with an element; the element's id and line are added by whoever listens. */
export type Refuse = (element: ModdleElement, reason: string, near?: ModdleElement) => void;

/** Who listens while a diagram is read. */
export interface Listener {
  refuse: Refuse;
  /** What another tool left on an element and says nothing about the work: passed over, but not in silence. */
  passOver: Refuse;
  /** Namespace of a prefix, as the document declares it. */
  namespaceOf(prefix: string): string | undefined;
}

export const taskTypes: ReadonlySet<string> = new Set(['bpmn:Task', 'bpmn:UserTask', 'bpmn:ManualTask']);
export const gatewayType = 'bpmn:ExclusiveGateway';
export const flowType = 'bpmn:SequenceFlow';

const everywhere = ['$type', 'id', 'name', 'documentation'];
/** Own properties an element may have beside its references; anything else would be silently lost. */
const known: Record<string, readonly string[]> = {
  'bpmn:Process': ['isExecutable', 'processType', 'isClosed', 'laneSets', 'flowElements', 'artifacts'],
  'bpmn:Collaboration': ['participants', 'isClosed', 'artifacts'],
  'bpmn:Participant': [],
  'bpmn:LaneSet': ['lanes'],
  'bpmn:Lane': [],
  'bpmn:StartEvent': stepFacts,
  'bpmn:EndEvent': stepFacts,
  'bpmn:Task': stepFacts,
  'bpmn:UserTask': stepFacts,
  'bpmn:ManualTask': stepFacts,
  [gatewayType]: ['gatewayDirection'],
  [flowType]: [],
  // Remarks for the reader of the drawing.
  'bpmn:TextAnnotation': ['text', 'textFormat'],
  'bpmn:Association': ['associationDirection'],
  'bpmn:Group': [],
  'bpmn:Category': ['categoryValue'],
};

/** Namespaces that hold colours, places and the drawing tool's own notes. */
const drawingNamespaces: ReadonlySet<string> = new Set([
  'http://bpmn.io/schema/bpmn/biocolor/1.0',
  'http://www.omg.org/spec/BPMN/non-normative/color/1.0',
  'http://camunda.org/schema/modeler/1.0',
  'http://www.signavio.com',
  'http://www.bizagi.com/bpmn20',
]);
/** Namespaces of engines, of whose attributes only those below say nothing about who does what, when and whether. */
const engineNamespaces: ReadonlySet<string> = new Set([
  'http://camunda.org/schema/1.0/bpmn',
  'http://activiti.org/bpmn',
  'http://flowable.org/bpmn',
]);
const engineAttributes: ReadonlySet<string> = new Set([
  ...['historyTimeToLive', 'versionTag', 'isStartableInTasklist', 'isStartableInTasklistEnabled'],
  ...['async', 'asyncBefore', 'asyncAfter', 'exclusive', 'jobPriority', 'taskPriority'],
]);

/** Does a name with its prefix belong to a tool and say nothing about the work? */
function isIdle(name: string, { namespaceOf }: Listener): boolean {
  const [prefix = '', local = ''] = name.split(':');
  const namespace = namespaceOf(prefix) ?? '';
  return drawingNamespaces.has(namespace) || (engineNamespaces.has(namespace) && engineAttributes.has(local));
}

/** Defaults the standard writes into its text but not into its schema. */
const writtenDefaults: Record<string, string> = { implementation: '##unspecified' };

/** Is this a type we take? Refuses it, and every property of it that would be lost. */
export function isSupported(element: ModdleElement, listener: Listener): boolean {
  const { refuse, passOver } = listener;
  const own = known[element.$type];
  if (!own) {
    refuse(
      element,
      `${element.$type} không được hỗ trợ; chỉ dùng startEvent, endEvent, task, userTask, manualTask, exclusiveGateway, sequenceFlow và lane`,
    );
    return false;
  }
  for (const name of Object.keys(element)) {
    if (everywhere.includes(name) || own.includes(name)) continue;
    const property = element.$descriptor.propertiesByName[name];
    const value = element[name];
    if (property?.isReference || value === (property?.default ?? writtenDefaults[name])) continue;
    const inside = contentOf(value);
    if (inside.length === 0 && elementsIn(value).length === 0)
      refuse(element, `${element.$type}: thuộc tính "${name}" không được hỗ trợ`);
    for (const child of inside) {
      const idle = isIdle(child.$type, listener);
      const words = idle ? 'là ghi chú của công cụ vẽ, được bỏ qua' : 'không được hỗ trợ';
      (idle ? passOver : refuse)(child, `${child.$type} trong ${element.$type} ${words}`, element);
    }
  }
  for (const name of Object.keys(element.$attrs)) {
    if (/^(xmlns|xsi)(:|$)/.test(name)) continue;
    if (isIdle(name, listener)) {
      passOver(element, `thuộc tính "${name}" của công cụ vẽ không nói gì về công việc, được bỏ qua`);
      continue;
    }
    const guess = name.startsWith('dvc:') ? didYouMean(name.slice('dvc:'.length), stepFacts).vi : '';
    refuse(element, `thuộc tính "${name}" không được hỗ trợ${guess}`);
  }
  return true;
}

/** Elements in a value; a container of extensions stands for what is in it, so an empty one for nothing. */
function contentOf(value: unknown): ModdleElement[] {
  return elementsIn(value).flatMap(one =>
    one.$type === 'bpmn:ExtensionElements' ? elementsIn(one.values) : [one],
  );
}

export function elementsIn(value: unknown): ModdleElement[] {
  return [value]
    .flat()
    .filter((one): one is ModdleElement => typeof one === 'object' && one !== null && '$type' in one);
}

/**
 * Role, hours and the like of a step: attributes first, then lines such as `role: …; hours: …` of its documentation;
 * other lines are for people.
 */
export function factsOf(element: ModdleElement, refuse: Refuse): Partial<Record<StepFact, string>> {
  const facts: Partial<Record<StepFact, string>> = {};
  const text = elementsIn(element.documentation)
    .map(one => String(one.text ?? ''))
    .join('\n');
  for (const part of text.split(/[;\n]/)) {
    const [, word, value] = /^([A-Za-z]+)\s*:(.*)$/.exec(part.trim()) ?? [];
    if (word === undefined || value === undefined) continue;
    const fact = stepFacts.find(one => one === word);
    if (fact) facts[fact] = cleanText(value);
    else if (didYouMean(word, stepFacts).vi !== '')
      refuse(element, `documentation: "${word}" không được biết${didYouMean(word, stepFacts).vi}`);
  }
  for (const fact of stepFacts) {
    const attribute = element[fact];
    if (typeof attribute === 'string') facts[fact] = cleanText(attribute);
  }
  return facts;
}
