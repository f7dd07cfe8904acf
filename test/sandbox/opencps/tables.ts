/** Rows as OpenCPS keeps them in its database; texts are stored the way they were written, escaped or not. */
export interface ServiceInfo {
  serviceInfoId: number;
  serviceCode: string;
  serviceName: string;
  serviceCodeDVCQG: string;
  administrationCode: string;
  administrationName: string;
  domainCode: string;
  domainName: string;
  durationText: string;
  feeText: string;
  maxLevel: number;
  active: boolean;
  /** Texts beyond duration and fee, by their field. */
  more?: Texts;
}

/** Fields nothing here interprets; what is missing is blank. */
export type Texts = Record<string, string>;

export interface ServiceConfig {
  serviceConfigId: number;
  serviceInfoId: number;
  govAgencyCode: string;
  govAgencyName: string;
  /** 0 = unset; only imports and the admin channel write that. */
  serviceLevel: number;
  forCitizen: boolean;
  forBusiness: boolean;
  postalService: boolean;
  /** `serviceInstruction`, `serviceUrl`, `registration`. */
  more?: Texts;
}

export interface ProcessOption {
  processOptionId: number;
  seqOrder: number;
  optionName: string;
  /** 0 = none. */
  dossierTemplateId: number;
  serviceProcessId: number;
  /** `autoSelect`, `instructionNote`, `submissionNote`. */
  more?: Texts;
}

export interface DossierPart {
  partNo: string;
  partName: string;
  partType: number;
  required: boolean;
  fileTemplateNo: string;
  eForm: boolean;
  formScript: string;
  formReport?: string;
  sampleData?: string;
  /** `partTip`, `multiple`, `esign`, `typeCode`, `deliverableAction`. */
  more?: Texts;
}

export interface DossierTemplate {
  dossierTemplateId: number;
  templateNo: string;
  templateName: string;
  parts: DossierPart[];
  /** `description`, `newFormScript`, `formMeta`. */
  more?: Texts;
}

export interface ProcessStep {
  stepCode: string;
  stepName: string;
  dossierStatus: string;
  durationCount: number | undefined;
  roles: RoleRow[];
  /** Everything else, `sequenceNo` to `checkInput`. */
  more?: Texts;
}

/** A Liferay role at a step or process. */
export interface RoleRow {
  roleId: number;
  moderator: boolean;
  condition: string;
  roleCode: string;
}

export interface ProcessSequence {
  sequenceNo: string;
  sequenceName: string;
  sequenceRole: string;
  durationCount: number;
}

export interface ProcessAction {
  processActionId: number;
  actionCode: string;
  actionName: string;
  preStepCode: string;
  postStepCode: string;
  autoEvent: string;
  requestPayment: number;
  paymentFee: string;
  /** Everything else, `preCondition` to `postAction`. */
  more?: Texts;
}

export interface ServiceProcess {
  serviceProcessId: number;
  processNo: string;
  processName: string;
  durationCount: number;
  /** 0 = day, 1 = hour. */
  durationUnit: number;
  steps: ProcessStep[];
  actions: ProcessAction[];
  sequences?: ProcessSequence[];
  roles?: RoleRow[];
  /** Everything else, `description` to `paymentFee`. */
  more?: Texts;
}

export interface DictItem {
  dictItemId: number;
  itemCode: string;
  itemName: string;
  level: number;
  parent?: string;
}

/** The database of one site. Rows are replaced, never changed in place, so that index and cache keep what they saw. */
export interface Tables {
  services: Map<number, ServiceInfo>;
  serviceByCode: Map<string, number>;
  configs: Map<number, ServiceConfig>;
  /** Ids, by service. */
  configsOf: Map<number, number[]>;
  /** By service config. */
  options: Map<number, ProcessOption[]>;
  templates: Map<number, DossierTemplate>;
  templateByNo: Map<string, number>;
  processes: Map<number, ServiceProcess>;
  /** By collection code, then item code. */
  dictionaries: Map<string, Map<string, DictItem>>;
  /** Liferay role id by name; each is a position as well. */
  roles: Map<string, number>;
  /** The last id given to a row made by a write. */
  lastId: number;
}

export function emptyTables(): Tables {
  return {
    services: new Map(),
    serviceByCode: new Map(),
    configs: new Map(),
    configsOf: new Map(),
    options: new Map(),
    templates: new Map(),
    templateByNo: new Map(),
    processes: new Map(),
    dictionaries: new Map(),
    roles: new Map(),
    lastId: 900_000,
  };
}
