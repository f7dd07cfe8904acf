import type { City } from '../domain/city.ts';
import { type ManualTask, procedurePage } from '../domain/task.ts';
import type { Registration } from '../review/registration.ts';
import { levelTerms, topLevelWords } from '../words/level-names.ts';
import { listWords } from '../words/sentence.ts';
import { agencyWords, procedureWords, systemWords } from './names.ts';

/** Where the work is done: the national database, which has no way in for programs. */
export interface RegistrationPlace {
  /** Configured name of the national system. */
  system: string;
  /** Address of its page for a procedure, with `{procedure}` in it. */
  page?: string;
  /** Last day, `YYYY-MM-DD`. */
  due: string;
}

/** What the key of every registration of a procedure begins with; it was the whole key while one task held all units. */
export function registrationPrefix(system: string, procedure: string): string {
  return [system, procedure, 'register-level', 4].join('/');
}

/** The work of VP UBND for one service at one unit. */
export function registrationTask(
  { procedure, name, target, against }: Registration,
  { system, page, due }: RegistrationPlace,
  city: City,
): ManualTask {
  const { agency, sources, reason } = target;
  const unit = agencyWords([agency], city);
  const values = [
    { label: 'Mã thủ tục', value: procedure },
    { label: 'Tên thủ tục', value: name },
    { label: 'Đơn vị', value: `${unit} (${agency})` },
    { label: 'Mức dịch vụ', value: levelTerms(city.levelNames).of(4) },
    ...sources.slice(0, 3).map(value => ({ label: 'Căn cứ', value })),
    ...(reason ? [{ label: 'Lý do quyết định', value: reason }] : []),
    ...(against.length > 0 ? [{ label: 'Lưu ý', value: againstWords(against.map(each => each.name)) }] : []),
  ];
  return {
    ...{ key: `${registrationPrefix(system, procedure)}/${agency}`, system, procedure, procedureName: name },
    ...{ kind: 'register-level', case: null, agencies: [agency], values },
    ...{ owner: 'regulatory', due, expected: 4 },
    what: `Đăng ký ${procedureWords(procedure, { definitions: [{ procedure, name }] })} của ${unit} là dịch vụ công ${topLevelWords(city.levelNames)} trên ${systemWords(system, city)}`,
    link: procedurePage(page, procedure),
  };
}

function againstWords(names: readonly string[]): string {
  return `đơn vị cùng cấp trả lời chưa đủ điều kiện: ${listWords(names, 'đơn vị')}`;
}
