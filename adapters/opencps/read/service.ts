import { parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import type { ServiceRequest } from '../../../src/adapter/service-request.ts';
import { readFeeText } from '../../../src/domain/fee.ts';
import type { FieldRef } from '../../../src/domain/procedure.ts';
import { type ChangeKind, caseKinds } from '../../../src/domain/push.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import { textKey } from '../../../src/domain/text.ts';
import { nameText, noteText } from '../escape.ts';
import { fieldsOf, isTrue } from '../fields.ts';
import { type RemoteConfig, type RemoteProcedure, type RemoteService, serviceFields } from '../remote.ts';
import { serviceDetail } from '../schema.ts';
import { doubtfulPlaces } from '../taken-configs.ts';
import type { Row, Writing } from '../writing.ts';
import { detailOrNone, notUnderstood } from '../writing.ts';
import type { Scope } from './reading.ts';
import { readCases } from './service-cases.ts';
import { type FoundService, readConfigs, readStanding } from './service-configs.ts';
import { decodeService } from './services.ts';

/** Reads a procedure fresh: details decide, lists only say what to ask for. Throws when anything cannot be told. */
export async function readService(
  writing: Writing,
  procedure: string,
  asked: ServiceRequest,
): Promise<ServiceState> {
  const { names, cases, memory, kinds } = asked;
  const scope = scopeOf(kinds);
  const found = await findService();
  const remote: RemoteProcedure = {
    procedure,
    service: found?.service ?? null,
    configs: [],
    cases: {},
    known: cases.map(({ key }) => key),
    memory,
    ...(scope.offerings ? { agencies: await agenciesByOurs() } : {}),
    ...(scope.workflow ? { jobs: await writing.jobs() } : {}),
  };
  const actual: ServiceState = {
    ...{ procedure, exists: found !== undefined, offerings: {}, cases: {} },
    ...{ scripts: true, remote },
  };
  if (found === undefined) {
    Object.assign(remote, await newService());
    if (remote.cannotCreate !== undefined) actual.cannotAdd = remote.cannotCreate;
  } else {
    actual.facts = decodeService(found.told);
    const { id } = found.service;
    const known = scope.configs ? undefined : writing.lastConfigs.get(id);
    remote.configs = known ?? (await readConfigs(writing, names, found, scope.options));
    if (scope.options) writing.lastConfigs.keep(id, remote.configs);
    if (found.service.active) actual.offerings = offeringsOf(remote.configs);
  }
  if (scope.options) {
    actual.cases = await readCases(writing, procedure, asked, remote, scope);
    remote.standing = await readStanding(writing, doubtfulPlaces(remote));
  }
  return actual;

  /** Under the national code, the locality's own forms of it, or what the configuration says it is called there. */
  async function findService(): Promise<FoundService | undefined> {
    const { locality } = writing;
    const forms = [procedure, `${procedure}.000.00.00.${locality}`, `${procedure}.${locality}`];
    for (const code of new Set([...(names.codesOf?.(procedure) ?? []), ...forms])) {
      const path = `/serviceinfos/${encodeURIComponent(code)}`;
      const label = `thủ tục ${code}`;
      const detail = await detailOrNone(writing, path, 'serviceCode', label);
      if (detail === undefined) continue;
      const { value, oddities } = parseLenient(serviceDetail, detail);
      if (value === undefined) throw notUnderstood(oddities, label);
      // The server takes the number of a service as well: only its own code makes it this one.
      if (value.serviceCode.trim() !== code) continue;
      const fee = readFeeText(noteText(String(detail.feeText ?? ''))).amount;
      const service: RemoteService = {
        id: value.serviceInfoId.trim(),
        code,
        active: detail.active === undefined || isTrue(String(detail.active)),
        fields: fieldsOf(detail, serviceFields),
        maxLevel: Number(detail.maxLevel ?? 0),
        ...(fee ? { fee } : {}),
      };
      return { service, detail, told: { ...value, odd: new Set(oddities.map(({ path }) => path)) } };
    }
    return undefined;
  }

  async function agenciesByOurs(): Promise<Record<string, string>> {
    const agencies: Record<string, string> = {};
    for (const { itemCode, itemName } of await writing.dictionary('GOVERNMENT_AGENCY')) {
      const id = nameText(String(itemCode));
      const ours = names.agencyCode({ id, name: nameText(String(itemName ?? '')) || id });
      if (ours !== undefined) agencies[ours] ??= String(itemCode).trim();
    }
    return agencies;
  }

  /** Name and field come from the national record, codes have to be in the site's dictionaries. */
  async function newService(): Promise<Pick<RemoteProcedure, 'newService' | 'cannotCreate'>> {
    const missing = `thủ tục ${procedure} chưa có trên hệ thống một cửa và không tạo mới được`;
    const cannot = (why: string) => ({
      cannotCreate: `${missing}: ${why}; hãy tạo thủ tục ở đó rồi đẩy lại`,
    });
    const described = names.described?.(procedure);
    if (!described) return cannot('không biết tên và lĩnh vực theo CSDL quốc gia');
    const domain = (await writing.dictionary('SERVICE_DOMAIN')).find(item => isField(item, described.field));
    if (!domain) return cannot('lĩnh vực của thủ tục không có trong danh mục SERVICE_DOMAIN');
    const administrations = (await writing.dictionary('SERVICE_ADMINISTRATION')).map(({ itemCode }) =>
      String(itemCode).trim(),
    );
    const wanted = writing.options.administrationCode;
    const administrationCode =
      wanted === undefined && administrations.length === 1
        ? administrations[0]
        : administrations.find(code => code === wanted);
    if (administrationCode === undefined) {
      return cannot('chưa khai báo administrationCode có trong danh mục SERVICE_ADMINISTRATION');
    }
    const row = {
      serviceCode: procedure,
      serviceName: described.name,
      administrationCode,
      domainCode: String(domain.itemCode).trim(),
      // Said outright: left out they would be "2" and "unpublished".
      maxLevel: '2',
      active: 'true',
    };
    return { newService: row };
  }
}

function scopeOf(kinds: ReadonlySet<ChangeKind> | undefined): Scope {
  const asked = (...names: ChangeKind[]) => !kinds || names.some(name => kinds.has(name));
  return {
    configs: asked('set-case', 'create-offering', 'set-level', 'deactivate-offering'),
    options: asked(...caseKinds, 'create-offering', 'deactivate-offering'),
    value: asked('set-case', 'set-workflow'),
    components: asked('set-components'),
    eform: asked('set-eform'),
    workflow: asked('set-workflow'),
    offerings: asked('create-offering'),
  };
}

/** The first row of an agency speaks for it; there is one unless an import has made several. */
function offeringsOf(configs: RemoteConfig[]): ServiceState['offerings'] {
  const offerings: ServiceState['offerings'] = {};
  for (const { ours, level, onlineClosed } of configs) {
    if (ours !== undefined)
      offerings[ours] ??= { level, ...(onlineClosed === undefined ? {} : { onlineClosed }) };
  }
  return offerings;
}

function isField({ itemCode, itemName }: Row, field: FieldRef | undefined): boolean {
  if (field?.code !== undefined && nameText(String(itemCode)) === field.code) return true;
  return field?.name !== undefined && textKey(nameText(String(itemName ?? ''))) === textKey(field.name);
}
