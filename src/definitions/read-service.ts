import { validate } from '../config/validate.ts';
import type { Path, YamlSource } from '../config/yaml-source.ts';
import type { DesiredCase, ServiceDefinition } from '../domain/service.ts';
import { type DeadlineUnit, readDuration } from './deadline-text.ts';
import { type DefinitionProblem, fromConfiguration, placeIn } from './problem.ts';
import { type ServiceFile, serviceSchema } from './service-schema.ts';
import { readSource } from './source.ts';
import { hasTodo, todoLines, todoPaths, todoReason } from './todo.ts';

/** What `service.yaml` says; the cases still without e-form and workflow. */
export interface ReadService {
  service?: Omit<ServiceDefinition, 'folder' | 'cases'> & {
    cases: Omit<DesiredCase, 'eform' | 'workflow'>[];
  };
  /** Addresses of form templates by case key, in the order of the components. */
  templates: { case: string; path: Path; url: string }[];
  source: YamlSource;
  problems: DefinitionProblem[];
}

/** @throws ConfigurationError, Unreadable when it is not YAML at all. */
export function readService(file: string, text: string): ReadService {
  const { source, data, problems } = checkedYaml(serviceSchema, file, text);
  if (!data) return { templates: [], source, problems };
  const says = (path: Path, reason: string) => {
    problems.push({ ...placeIn(source, path), reason });
  };
  if (!data.applies.tiers && !data.applies.agencies) says(['applies'], 'phải có tiers hoặc agencies');
  const keys = new Map<string, number>();
  const cases = data.cases.map((one, index) => {
    // Case keys are parts of file names, and some file systems do not tell letter case apart.
    const before = keys.get(one.key.toLowerCase());
    if (before !== undefined)
      says(['cases', index, 'key'], `mã trường hợp "${one.key}" đã dùng ở cases[${before}]`);
    keys.set(one.key.toLowerCase(), index);
    return readCase(one, (path, reason) => says(['cases', index, ...path], reason));
  });
  const { payment, fees, channels, adopted, ...rest } = data;
  const templates = templatesOf(data);
  // A deadline nobody understands is no deadline of 0 hours: the rest cannot be judged by it.
  if (!cases.every(one => one !== undefined)) return { templates, source, problems };
  return {
    service: {
      ...{ ...rest, fees: known(fees), onlinePayment: known(payment.online) },
      channels: { online: known(channels.online), post: known(channels.post) },
      cases,
      ...(adopted && { adopted }),
    },
    templates,
    source,
    problems,
  };
}

/**
 * A YAML file held against its schema. Values that still say TODO are told as such and not as wrong types; so are
 * remarks that say it.
 *
 * @throws ConfigurationError, Unreadable when it is not YAML at all.
 */
export function checkedYaml<T>(
  schema: Parameters<typeof validate<T>>[0],
  file: string,
  text: string,
): { source: YamlSource; data?: T; problems: DefinitionProblem[] } {
  const { source, plain } = readSource(file, text);
  const open = todoPaths(plain).map(path => ({ ...placeIn(source, path), reason: todoReason }));
  const told = new Set(open.map(({ line }) => line));
  const remarks = todoLines(text)
    .filter(line => !told.has(line))
    .map(line => ({ file, line, path: '', reason: todoReason }));
  const checked = validate(schema, plain ?? {}, source);
  if ('data' in checked) return { source, data: checked.data, problems: [...open, ...remarks] };
  const places = new Set(open.map(({ path }) => path));
  const wrong = checked.problems.map(fromConfiguration).filter(({ path }) => !places.has(path));
  return { source, problems: [...open, ...remarks, ...wrong] };
}

function readCase(
  { key, name, deadline, components }: ServiceFile['cases'][number],
  says: (path: Path, reason: string) => void,
): Omit<DesiredCase, 'eform' | 'workflow'> | undefined {
  const inPerson = duration(deadline.inPerson, ['deadline', 'inPerson'], says);
  const online =
    deadline.online === undefined ? undefined : duration(deadline.online, ['deadline', 'online'], says);
  if (!inPerson || (deadline.online !== undefined && !online)) return undefined;
  const units = new Set<DeadlineUnit>(
    [inPerson.unit, online?.unit, deadline.unit].filter(unit => unit !== undefined),
  );
  if (units.size > 1)
    says(['deadline'], 'lẫn lộn "ngày làm việc" và "ngày": các hệ thống chỉ giữ một cách tính');
  const [unit = 'workingDay'] = units;
  return {
    key,
    name,
    components: components.map(({ template: _, ...component }) => component),
    deadlineHours: inPerson.hours,
    onlineDeadlineHours: online?.hours ?? null,
    deadlineUnit: unit,
  };
}

function duration(written: number | string, path: Path, says: (path: Path, reason: string) => void) {
  const read = readDuration(written);
  if (!read && !hasTodo(String(written)))
    says(path, `không hiểu "${written}"; viết "5 ngày làm việc", "3 ngày", "4 giờ" hoặc số giờ`);
  return read;
}

function templatesOf({ cases }: ServiceFile): ReadService['templates'] {
  return cases.flatMap(({ key, components }, index) =>
    components.flatMap(({ template }, position) =>
      template === undefined
        ? []
        : [{ case: key, path: ['cases', index, 'components', position, 'template'], url: template }],
    ),
  );
}

function known<T>(said: T | 'unknown'): T | undefined {
  return said === 'unknown' ? undefined : said;
}
