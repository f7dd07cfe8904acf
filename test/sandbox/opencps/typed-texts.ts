import type { Quirks } from './quirks.ts';
import type { Texts } from './tables.ts';

const flags = new Set([
  ...['generateDossierNo', 'generateDueDate', 'generatePassword', 'directNotification', 'editable'],
  'rollbackable',
]);
const booleans = new Set(['createDossierNo', 'eSignature']);
const numbers = new Set(['counter', 'checkInput', 'allowAssignUser', 'assignUserId']);
const lists = new Set(['createDossierFiles', 'returnDossierFiles']);
export const processTexts: Texts = {
  ...{ description: '', counter: '0', generateDossierNo: 'false', dossierNoPattern: '' },
  ...{ dossierGroupPattern: '', generateDueDate: 'false', dueDatePattern: '', generatePassword: 'false' },
  ...{ directNotification: 'false', serverNo: '', paymentFee: '' },
};
export const stepTexts: Texts = {
  ...{ sequenceNo: '1', dossierSubStatus: '', stepInstruction: '', briefNote: '', customProcessUrl: '' },
  ...{ editable: 'false', checkInput: '0' },
};
export const actionTexts: Texts = {
  ...{ preCondition: '', allowAssignUser: '0', assignUserId: '0', createDossierFiles: '' },
  ...{ returnDossierFiles: '', rollbackable: 'false', createDossierNo: 'false', eSignature: 'false' },
  ...{ makeBriefNote: '', syncActionCode: '', configNote: '', createDossiers: '', dossierTemplateNo: '' },
  ...{ signatureType: '', postAction: '' },
};

/** Fields kept as texts, in the type an answer has them. */
export function createTyped(
  quirks: Quirks,
): (more: Texts | undefined, usual: Texts) => Record<string, unknown> {
  const asText = (value: unknown) => (quirks.stringBooleans ? String(value) : value);
  const value = (name: string, text: string): unknown => {
    if (booleans.has(name)) return isYes(text);
    if (flags.has(name)) return asText(isYes(text));
    if (lists.has(name)) return text.split(',').filter(item => item.trim() !== '');
    return numbers.has(name) ? asText(Number(text) || 0) : text;
  };
  return (more, usual) =>
    Object.fromEntries(
      Object.entries({ ...usual, ...more }).map(([name, text]) => [name, value(name, text)]),
    );
}

export function isYes(text: string | undefined): boolean {
  return text?.trim().toLowerCase() === 'true';
}
