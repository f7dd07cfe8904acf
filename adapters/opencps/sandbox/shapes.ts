import type { Quirks } from './quirks.ts';
import type {
  DictItem,
  DossierPart,
  DossierTemplate,
  ProcessAction,
  ProcessOption,
  ProcessStep,
  ServiceConfig,
  ServiceInfo,
  ServiceProcess,
  Tables,
} from './tables.ts';

const created = '20210318093000';
const modified = '20210602070000';

/** Answer objects with the names, types and date formats of each resource (contract 2). */
export function createShapes(tables: Tables, quirks: Quirks) {
  const yes = (value: boolean) => (quirks.stringBooleans ? String(value) : value);
  const whole = (value: number) => (quirks.stringBooleans ? String(value) : value);
  const listDates = () =>
    quirks.swappedDates
      ? { createDate: modified, modifiedDate: created }
      : { createDate: created, modifiedDate: modified };
  const slashDates = { createDate: '18/03/2021 09:30:00', modifiedDate: '02/06/2021 07:00:00' };

  const embedded = ({ serviceConfigId, govAgencyCode, govAgencyName, serviceLevel }: ServiceConfig) => ({
    serviceConfigId,
    govAgencyCode,
    govAgencyName,
    serviceInstruction: '',
    serviceLevel,
    serviceUrl: '',
  });

  const service = (row: ServiceInfo) => ({
    serviceInfoId: row.serviceInfoId,
    serviceCode: row.serviceCode,
    serviceName: row.serviceName,
    processText: '',
    methodText: '',
    dossierText: '',
    conditionText: '',
    durationText: row.durationText,
    applicantText: 'Công dân',
    resultText: '',
    regularText: '',
    feeText: row.feeText,
    administrationCode: row.administrationCode,
    administrationName: row.administrationName,
    domainCode: row.domainCode,
    domainName: row.domainName,
    maxLevel: row.maxLevel,
    active: yes(row.active),
  });

  const part = ({ partNo, partName, partType, required, fileTemplateNo }: DossierPart) => ({
    partNo,
    partName,
    partTip: '',
    partType,
    multiple: yes(false),
    required: yes(required),
    fileTemplateNo,
    esign: yes(false),
  });

  return {
    serviceItem: (row: ServiceInfo, configs: ServiceConfig[]) => ({
      ...service(row),
      ...listDates(),
      ...(row.serviceCodeDVCQG
        ? { serviceCodeDVCQG: row.serviceCodeDVCQG, serviceNameDVCQG: row.serviceName }
        : {}),
      mappingClassPK: row.serviceCodeDVCQG ? row.serviceInfoId + 10_000 : 0,
      synced: 0,
      serviceConfigs: configs.map(embedded),
    }),

    serviceDetail: (row: ServiceInfo, configs: ServiceConfig[]) => ({
      ...service(row),
      createDate: '18-03-2021 09:30:00',
      modifiedDate: '02-06-2021 07:00:00',
      govAgencyText: '',
      isNotarization: false,
      fileTemplates: [],
      serviceConfigs: configs.map(embedded),
    }),

    config: (row: ServiceConfig, detail: boolean) => {
      const info = tables.services.get(row.serviceInfoId);
      return {
        ...embedded(row),
        ...(detail ? { createDate: 'Thu Mar 18 09:30:00 ICT 2021' } : listDates()),
        serviceInfoId: row.serviceInfoId,
        serviceCode: info?.serviceCode,
        serviceName: info?.serviceName,
        domainCode: info?.domainCode,
        domainName: info?.domainName,
        serviceLevel: whole(row.serviceLevel),
        forCitizen: yes(row.forCitizen),
        forBusiness: yes(row.forBusiness),
        postalService: yes(row.postalService),
        registration: yes(false),
      };
    },

    option: (row: ProcessOption) => {
      const template = tables.templates.get(row.dossierTemplateId);
      const process = tables.processes.get(row.serviceProcessId);
      return {
        processOptionId: row.processOptionId,
        ...listDates(),
        seqOrder: row.seqOrder,
        autoSelect: '',
        instructionNote: '',
        submissionNote: '',
        dossierTemplateId: row.dossierTemplateId,
        templateNo: template?.templateNo,
        templateName: template?.templateName,
        serviceProcessId: row.serviceProcessId,
        processNo: process?.processNo,
        processName: process?.processName,
        optionName: row.optionName,
      };
    },

    template: (row: DossierTemplate) => ({
      dossierTemplateId: row.dossierTemplateId,
      ...slashDates,
      templateName: row.templateName,
      description: '',
      templateNo: row.templateNo,
      newFormScript: '',
      formMeta: '',
      dossierParts: row.parts.map(each => ({ ...part(each), fileMark: 1, hasForm: yes(each.eForm) })),
    }),

    /** Of the parts list: `hasForm` is stale there, writing a script does not reindex. */
    partItem: (row: DossierPart) => ({ ...part(row), eForm: yes(row.eForm), hasForm: yes(false) }),

    process: (row: ServiceProcess, list: boolean) => ({
      serviceProcessId: row.serviceProcessId,
      ...(list ? listDates() : slashDates),
      processNo: row.processNo,
      processName: row.processName,
      description: '',
      durationCount: row.durationCount,
      durationUnit: row.durationUnit,
      counter: 0,
      generateDossierNo: yes(false),
      generateDueDate: yes(false),
      generatePassword: yes(false),
      directNotification: yes(false),
      serverNo: '',
      paymentFee: '',
    }),

    step: (row: ProcessStep, position: number) => ({
      stepCode: row.stepCode,
      processStepId: position + 1,
      stepName: row.stepName,
      ...listDates(),
      sequenceNo: '1',
      dossierStatus: row.dossierStatus,
      dossierSubStatus: '',
      ...(row.durationCount === undefined ? {} : { durationCount: whole(row.durationCount) }),
      editable: yes(false),
      lockState: '',
      checkInput: 0,
    }),

    action: (row: ProcessAction) => ({
      processActionId: String(row.processActionId),
      actionCode: row.actionCode,
      actionName: row.actionName,
      preStepCode: row.preStepCode,
      postStepCode: row.postStepCode,
      autoEvent: row.autoEvent,
      preCondition: '',
      allowAssignUser: whole(0),
      requestPayment: whole(row.requestPayment),
      paymentFee: row.paymentFee,
      createDossierFiles: [],
      returnDossierFiles: [],
      rollbackable: yes(false),
      createDossierNo: false,
      eSignature: false,
    }),

    role: (name: string) => ({
      roleId: tables.roles.get(name) ?? 0,
      roleName: name,
      moderator: yes(true),
      condition: '',
      roleCode: '',
    }),

    dictItem: (row: DictItem, parent: DictItem | undefined) => ({
      dictItemId: row.dictItemId,
      createDate: '2021-01-02T07:00:00.000Z',
      modifiedDate: '2021-01-02T07:00:00.000Z',
      itemCode: row.itemCode,
      itemName: row.itemName,
      itemNameEN: '',
      itemDescription: '',
      level: row.level,
      sibling: row.level,
      treeIndex: String(row.dictItemId),
      parentItem: parent ? [{ itemCode: parent.itemCode, itemName: parent.itemName, itemNameEN: '' }] : [],
      groups: [],
    }),
  };
}

export type Shapes = ReturnType<typeof createShapes>;
