import { XMLBuilder } from 'fast-xml-parser';
import type { Fields } from './fields.ts';
import { formPartNo, partTypes } from './parts.ts';
import type { WantedStep } from './workflow-rows.ts';

/** A case with everything an import makes of it; rows as REST would send them. */
export interface ImportedCase {
  templateNo: string;
  templateName: string;
  components: Fields[];
  /** Text of the e-form; null = none. */
  script: string | null;
  process: Fields;
  steps: WantedStep[];
  actions: Fields[];
  sequences: Fields[];
}

const builder = new XMLBuilder({ format: true, suppressEmptyNode: false });
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * An empty report. A form without a report file would get that of the part before it (contract 3.5), and an empty
 * file may count as none.
 */
const noReport = `${declaration}<jasperReport xmlns="http://jasperreports.sourceforge.net/jasperreports" name="trong" pageWidth="595" pageHeight="842" columnWidth="555" leftMargin="20" rightMargin="20" topMargin="20" bottomMargin="20"/>\n`;

/** The files of an import by their path below its top folder, in the order they are processed (contract 3.2). */
export function importFiles(
  cases: readonly ImportedCase[],
  service: Fields | undefined,
): Record<string, string> {
  const files: Record<string, string> = {};
  cases.forEach((one, index) => {
    const number = String(index + 1).padStart(2, '0');
    files[`templates/mau-${number}.xml`] = xml('DossierTemplate', templateOf(one));
    files[`processes/quy-trinh-${number}.xml`] = xml('ServiceProcess', processOf(one));
    if (one.script === null) return;
    files[`forms/${one.templateNo}_${formPartNo}.json`] = one.script;
    files[`reports/${one.templateNo}_${formPartNo}.xml`] = noReport;
  });
  if (service) files['services/thu-tuc.xml'] = xml('ServiceInfo', serviceOf(service));
  return files;
}

/** Parts in the order of their numbers, the e-form last, so that nothing follows it that could take its script. */
function templateOf({ templateNo, templateName, components, script }: ImportedCase): object {
  const part = (partNo: string, fields: Fields, eForm = false) => ({
    partNo,
    partName: fields.partName,
    partTip: fields.partTip ?? '',
    partType: fields.partType,
    multiple: 'false',
    required: fields.required ?? 'false',
    esign: 'false',
    fileTemplateNo: fields.fileTemplateNo ?? '',
    deliverableType: '',
    deliverableAction: '0',
    eForm: String(eForm),
    sampleData: '',
    fileMark: '0',
  });
  const DossierPart = [
    ...components.map((fields, at) => part(partNumber(at), fields)),
    part('KQ01', { partName: 'Kết quả giải quyết', partType: partTypes.output }),
    ...(script === null
      ? []
      : [part(formPartNo, { partName: 'Tờ khai điện tử', partType: partTypes.other }, true)]),
  ];
  return {
    templateNo,
    templateName,
    description: '',
    newFormScript: '',
    parts: { DossierPart },
    formMeta: '',
  };
}

/** TP99 is the place for anything else. */
function partNumber(at: number): string {
  return `TP${String(at < 98 ? at + 1 : at + 2).padStart(2, '0')}`;
}

function processOf({ process, steps, actions, sequences }: ImportedCase): object {
  const role = ({ job }: WantedStep) =>
    job ? [{ roleCode: job.code, roleName: job.title, moderator: 'true', condition: '' }] : [];
  const roles = new Map(steps.flatMap(role).map(one => [one.roleCode, one]));
  return {
    ...pick(process, ['processNo', 'processName', 'description', 'durationCount', 'durationUnit']),
    ...pick(process, ['generatePassword', 'serverNo']),
    serverName: '',
    ...pick(process, ['dossierNoPattern', 'dossierGroupPattern', 'dueDatePattern', 'counter']),
    roles: { ProcessRole: [...roles.values()] },
    steps: {
      ProcessStep: steps.map(step => ({
        ...pick(step.fields, ['stepCode', 'stepName', 'sequenceNo']),
        groupName: '',
        ...pick(step.fields, ['dossierStatus', 'dossierSubStatus', 'durationCount']),
        instructionNote: step.fields.stepInstruction ?? '',
        briefNote: step.fields.briefNote ?? '',
        roleAsStep: '',
        checkInput: '0',
        roles: { StepRole: role(step) },
      })),
    },
    actions: {
      ProcessAction: actions.map(fields => ({
        ...pick(fields, [
          'actionCode',
          'actionName',
          'preStepCode',
          'postStepCode',
          'autoEvent',
          'preCondition',
        ]),
        ...pick(fields, ['allowAssignUser', 'assignUserId']),
        assignUserName: '',
        ...pick(fields, ['requestPayment', 'paymentFee', 'createDossierFiles', 'returnDossierFiles']),
        ...pick(fields, ['eSignature', 'signatureType', 'createDossiers', 'configNote', 'postAction']),
      })),
    },
    sequences: { ProcessSequence: sequences },
  };
}

/** Without configs: those go through REST, which checks them. Everything left out here would be emptied. */
function serviceOf({ serviceCode, serviceName, administrationCode, domainCode, maxLevel }: Fields): object {
  const texts = [
    'process',
    'method',
    'dossier',
    'condition',
    'duration',
    'applicant',
    'result',
    'regular',
    'fee',
  ];
  return {
    serviceCode,
    serviceName,
    ...Object.fromEntries(texts.map(name => [`${name}Text`, ''])),
    administrationCode,
    administrationName: '',
    domainCode,
    domainName: '',
    maxLevel,
    public_: 'true',
  };
}

function xml(root: string, content: object): string {
  return declaration + builder.build({ [root]: content });
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map(name => [name, fields[name] ?? '']));
}
