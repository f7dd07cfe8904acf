import { withoutAccents } from '../../../src/domain/text.ts';
import type { Quirks } from './quirks.ts';
import type {
  DictItem,
  DossierPart,
  DossierTemplate,
  ProcessAction,
  ProcessOption,
  ProcessSequence,
  ProcessStep,
  RoleRow,
  ServiceConfig,
  ServiceInfo,
  ServiceProcess,
  Tables,
} from './tables.ts';
import { actionTexts, createTyped, isYes, processTexts, stepTexts } from './typed-texts.ts';

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

  const embedded = ({
    serviceConfigId,
    govAgencyCode,
    govAgencyName,
    serviceLevel,
    more,
  }: ServiceConfig) => ({
    serviceConfigId,
    govAgencyCode,
    govAgencyName,
    serviceInstruction: more?.serviceInstruction ?? '',
    serviceLevel,
    serviceUrl: more?.serviceUrl ?? '',
  });
  const typed = createTyped(quirks);

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
    ...row.more,
    active: yes(row.active),
  });

  const part = ({ partNo, partName, partType, required, fileTemplateNo, more }: DossierPart) => ({
    partNo,
    partName,
    partTip: more?.partTip ?? '',
    partType,
    multiple: yes(isYes(more?.multiple)),
    required: yes(required),
    fileTemplateNo,
    esign: yes(isYes(more?.esign)),
  });

  const step = (row: ProcessStep, position: number) => {
    const { lockState: _onlyListed, ...more } = row.more ?? {};
    return {
      stepCode: row.stepCode,
      processStepId: position + 1,
      stepName: row.stepName,
      dossierStatus: row.dossierStatus,
      ...(row.durationCount === undefined ? {} : { durationCount: whole(row.durationCount) }),
      ...typed(more, stepTexts),
    };
  };

  const action = (row: ProcessAction): Record<string, unknown> => ({
    processActionId: String(row.processActionId),
    actionCode: row.actionCode,
    actionName: row.actionName,
    preStepCode: row.preStepCode,
    postStepCode: row.postStepCode,
    autoEvent: row.autoEvent,
    requestPayment: whole(row.requestPayment),
    paymentFee: row.paymentFee,
    ...typed(row.more, actionTexts),
  });

  return {
    /** Answer of a write. */
    serviceInput: service,

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
        registration: yes(isYes(row.more?.registration)),
      };
    },

    option: (row: ProcessOption) => {
      const template = tables.templates.get(row.dossierTemplateId);
      const process = tables.processes.get(row.serviceProcessId);
      return {
        processOptionId: row.processOptionId,
        ...listDates(),
        seqOrder: row.seqOrder,
        ...typed(row.more, { autoSelect: '', instructionNote: '', submissionNote: '' }),
        dossierTemplateId: row.dossierTemplateId,
        templateNo: template?.templateNo,
        templateName: template?.templateName,
        serviceProcessId: row.serviceProcessId,
        processNo: process?.processNo,
        processName: process?.processName,
        optionName: row.optionName,
      };
    },

    /** Put together by hand (contract 2.3): not which process an option leads to. */
    deskRow: (service: ServiceInfo, config: ServiceConfig, options: readonly ProcessOption[]) => ({
      serviceConfigId: config.serviceConfigId,
      serviceCode: service.serviceCode,
      serviceName: service.serviceName,
      serviceCodeDVCQG: service.serviceCodeDVCQG,
      serviceNameDVCQG: service.serviceCodeDVCQG ? service.serviceName : '',
      govAgencyCode: config.govAgencyCode,
      govAgencyName: config.govAgencyName,
      options: options.map(row => {
        const template = tables.templates.get(row.dossierTemplateId);
        return {
          processOptionId: row.processOptionId,
          optionName: row.optionName,
          instructionNote: row.more?.instructionNote ?? '',
          templateNo: template?.templateNo,
          templateName: template?.templateName,
        };
      }),
    }),

    /** Of the list: without its parts. */
    templateItem: (row: DossierTemplate) => ({
      dossierTemplateId: row.dossierTemplateId,
      ...listDates(),
      templateName: row.templateName,
      templateNo: row.templateNo,
      ...typed(row.more, { description: '', newFormScript: '', formMeta: '' }),
    }),

    template: (row: DossierTemplate) => ({
      dossierTemplateId: row.dossierTemplateId,
      ...slashDates,
      templateName: row.templateName,
      templateNo: row.templateNo,
      ...typed(row.more, { description: '', newFormScript: '', formMeta: '' }),
      dossierParts: row.parts.map(each => ({ ...part(each), fileMark: 1, hasForm: yes(each.eForm) })),
    }),

    /** Of the parts list: `hasForm` is stale there, writing a script does not reindex. */
    partItem: (row: DossierPart) => ({
      ...part(row),
      typeCode: row.more?.typeCode ?? '',
      deliverableAction: Number(row.more?.deliverableAction ?? 0),
      eForm: yes(row.eForm),
      hasForm: yes(false),
    }),

    process: (row: ServiceProcess, list: boolean) => ({
      serviceProcessId: row.serviceProcessId,
      ...(list ? listDates() : slashDates),
      processNo: row.processNo,
      processName: row.processName,
      durationCount: row.durationCount,
      durationUnit: row.durationUnit,
      ...typed(row.more, processTexts),
    }),

    /** Of the list; the detail lacks `lockState`. */
    step: (row: ProcessStep, position: number) => ({
      ...step(row, position),
      ...listDates(),
      lockState: row.more?.lockState ?? '',
    }),
    stepDetail: step,

    /** Of the list, which lacks what only the detail has. */
    actionItem: (row: ProcessAction) => {
      const { signatureType: _signature, postAction: _action, ...listed } = action(row);
      return listed;
    },
    action,

    role: (row: RoleRow) => ({
      roleId: row.roleId,
      roleName: [...tables.roles].find(([, id]) => id === row.roleId)?.[0] ?? '',
      moderator: yes(row.moderator),
      condition: row.condition,
      roleCode: row.roleCode,
    }),

    job: ([title, roleId]: [string, number]) => ({
      jobPosId: roleId + 30_000,
      title,
      roleId,
      jobPosCode: jobCode(title),
    }),

    sequence: (row: ProcessSequence) => ({ ...row }),

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

/** `CAN_BO_MOT_CUA`. */
function jobCode(title: string): string {
  return withoutAccents(title)
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_');
}
