import type { ModdleElement } from 'bpmn-moddle';
import { didYouMean } from '../config/nearest.ts';
import { type StepFact, stepFacts } from './bpmn-source.ts';

/** Says what is wrong with an element; the element's id and line are added by whoever listens. */
export type Refuse = (element: ModdleElement, reason: string, near?: ModdleElement) => void;

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
};

/** Is this a type we take? Refuses it, and every property of it that would be lost. */
export function isSupported(element: ModdleElement, refuse: Refuse): boolean {
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
    if (element.$descriptor.propertiesByName[name]?.isReference) continue;
    const inside = elementsIn(element[name]);
    if (inside.length === 0) refuse(element, `${element.$type}: thuộc tính "${name}" không được hỗ trợ`);
    for (const child of inside) {
      refuse(child, `${child.$type} trong ${element.$type} không được hỗ trợ`, element);
    }
  }
  for (const name of Object.keys(element.$attrs)) {
    if (/^(xmlns|xsi)(:|$)/.test(name)) continue;
    const guess = name.startsWith('dvc:') ? didYouMean(name.slice('dvc:'.length), stepFacts) : '';
    refuse(element, `thuộc tính "${name}" không được hỗ trợ${guess}`);
  }
  return true;
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
    const [, word, value] = /^\s*([A-Za-z]+)\s*:\s*(.*?)\s*$/.exec(part) ?? [];
    if (word === undefined || value === undefined) continue;
    const fact = stepFacts.find(one => one === word);
    if (fact) facts[fact] = value;
    else if (didYouMean(word, stepFacts) !== '')
      refuse(element, `documentation: "${word}" không được biết${didYouMean(word, stepFacts)}`);
  }
  for (const fact of stepFacts) {
    const attribute = element[fact];
    if (typeof attribute === 'string') facts[fact] = attribute.trim();
  }
  return facts;
}
