import type { Memory } from '../../src/adapter/service-request.ts';
import type { Known } from '../../src/domain/known.ts';
import type { Level } from '../../src/domain/level.ts';
import type { Fields } from './fields.ts';

/** What `readService` keeps of a procedure for `next`: rows as stored, texts still escaped; JSON-safe. */
export interface RemoteProcedure {
  /** National code. */
  procedure: string;
  service: RemoteService | null;
  /** Why the service, which is not there, cannot be made; Vietnamese. */
  cannotCreate?: string;
  /** What a new service is made of, where it is known. */
  newService?: Fields;
  configs: RemoteConfig[];
  /** By the case keys of `ServiceState.cases`. */
  cases: Record<string, RemoteCase>;
  /** Case keys that are ours; the others are remote keys. */
  known: string[];
  /** `govAgencyCode` by our agency code, for those of ours in the dictionary. Only where offerings may be made. */
  agencies?: Record<string, string>;
  /** Positions with their Liferay role ids. Only where a workflow may be written. */
  jobs?: RemoteJob[];
  memory: Memory;
  /** Templates and processes, by path, that options of configs we have taken away led to, and no case does: those that are there. */
  standing?: string[];
}

export interface RemoteService {
  id: string;
  code: string;
  active: boolean;
  /** What a PUT has to send again: it keeps all other texts. */
  fields: Fields;
  /** Not a maximum: the level of the config that was written last. */
  maxLevel: number;
  /** Amount in đồng that its fee text names beyond doubt. */
  fee?: number;
}

export interface RemoteConfig {
  id: string;
  /** `govAgencyCode`. */
  agency: string;
  /** Our agency code; absent = none of ours. */
  ours?: string;
  level: Known<Level>;
  /** Neither citizens nor businesses may file; absent = could not tell. */
  onlineClosed?: boolean;
  /** Everything a PUT has to send again. */
  fields: Fields;
  /** Only where cases were read. */
  options?: RemoteOption[];
}

export interface RemoteOption {
  id: string;
  fields: Fields;
  /** Numbers of its template and process, blank where the server shows none. */
  templateNo: string;
  processNo: string;
  processName: string;
}

export interface RemoteCase {
  /** Numbers that template and process have, or are to get. */
  templateNo: string;
  processNo: string;
  template?: RemoteTemplate;
  process?: RemoteProcess;
  /** Ids of the process options that lead to it. */
  options?: string[];
}

export interface RemoteTemplate {
  id: string;
  parts: RemotePart[];
}

export interface RemotePart {
  partNo: string;
  fields: Fields;
  /** Only where they were read. */
  contents?: PartContents;
}

/** What every PUT of the part itself wipes. */
export interface PartContents {
  formscript: string;
  formreport: string;
  sampledata: string;
}

export interface RemoteProcess {
  id: string;
  fields: Fields;
  actions?: RemoteAction[];
  /** The rest only where workflows were read. */
  steps?: RemoteStep[];
  sequences?: Fields[];
  roles?: Fields[];
}

export interface RemoteStep {
  code: string;
  fields: Fields;
  roles: Fields[];
}

export interface RemoteAction {
  id: string;
  fields: Fields;
}

export interface RemoteJob {
  title: string;
  code: string;
  roleId: string;
}

export const serviceFields = ['serviceCode', 'serviceName', 'administrationCode', 'domainCode'] as const;
export const configFields = [
  ...['serviceInfoId', 'govAgencyCode', 'serviceInstruction', 'serviceLevel', 'serviceUrl'],
  ...['forCitizen', 'forBusiness', 'postalService', 'registration'],
] as const;
export const optionFields = [
  ...['seqOrder', 'autoSelect', 'instructionNote', 'submissionNote'],
  ...['dossierTemplateId', 'serviceProcessId', 'optionName'],
] as const;
export const partFields = [
  ...['partNo', 'partName', 'partTip', 'partType', 'multiple', 'required', 'esign'],
  ...['fileTemplateNo', 'typeCode', 'deliverableAction', 'eForm'],
] as const;
export const processFields = [
  ...['processNo', 'processName', 'description', 'durationCount', 'durationUnit', 'counter'],
  ...['generateDossierNo', 'dossierNoPattern', 'dossierGroupPattern', 'generateDueDate', 'dueDatePattern'],
  ...['generatePassword', 'directNotification', 'serverNo', 'paymentFee'],
] as const;
export const stepFields = [
  ...['stepCode', 'stepName', 'sequenceNo', 'dossierStatus', 'dossierSubStatus', 'durationCount'],
  ...['stepInstruction', 'briefNote', 'customProcessUrl', 'editable', 'lockState', 'checkInput'],
] as const;
export const actionFields = [
  ...['actionCode', 'actionName', 'preStepCode', 'postStepCode', 'autoEvent', 'preCondition'],
  ...['allowAssignUser', 'assignUserId', 'requestPayment', 'paymentFee', 'createDossierFiles'],
  ...['returnDossierFiles', 'makeBriefNote', 'syncActionCode', 'signatureType', 'configNote'],
  ...['dossierTemplateNo', 'createDossiers', 'rollbackable', 'createDossierNo', 'eSignature', 'postAction'],
] as const;
export const roleFields = ['roleId', 'roleName', 'moderator', 'condition', 'roleCode'] as const;
export const sequenceFields = ['sequenceNo', 'sequenceName', 'sequenceRole', 'durationCount'] as const;

/** The order of ids, which may have more digits than a number can hold. */
export const byId: (a: string, b: string) => number = new Intl.Collator('en', { numeric: true }).compare;
