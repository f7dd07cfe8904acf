import { didYouMean } from '../config/nearest.ts';

/** File names of one definition's folder, by what they are. */
export interface DefinitionFiles {
  service: boolean;
  /** File name by case key; `''` = for every case that has no file of its own. */
  eforms: Map<string, string>;
  workflows: Map<string, string>;
  /** Names that look like ours but are not, and doubles. */
  problems: { name: string; reason: string }[];
}

const ours = ['service.yaml', 'eform.json', 'workflow.yaml', 'workflow.bpmn'];
const shape = /^(eform|workflow)(?:\.(.+))?\.(json|yaml|bpmn)$/;

/** In a definition's folder while it is written or replaced; left behind only where that was broken off. */
export const replacing = '.replacing';

/** Is this the name of an e-form or workflow of a definition? */
export function isPartName(name: string): boolean {
  const [, kind, , ending] = shape.exec(name) ?? [];
  return kind !== undefined && (kind === 'eform') === (ending === 'json');
}

/** Sorts the names of a folder; what has nothing to do with definitions (notes, scans) is left alone. */
export function sortFiles(names: readonly string[]): DefinitionFiles {
  const files: DefinitionFiles = {
    service: names.includes('service.yaml'),
    eforms: new Map(),
    workflows: new Map(),
    problems: [],
  };
  for (const name of [...names].sort()) {
    const [, kind, key = ''] = shape.exec(name) ?? [];
    if (isPartName(name)) {
      const found = kind === 'eform' ? files.eforms : files.workflows;
      const before = found.get(key);
      if (before === undefined) found.set(key, name);
      else files.problems.push({ name, reason: `đã có ${before}; chỉ giữ một trong hai tệp` });
    } else if (name === replacing) {
      const reason =
        'việc ghi định nghĩa này bị ngắt giữa chừng; soạn hoặc lấy lại với --force, hoặc trả lại bản cũ rồi xóa thư mục này';
      files.problems.push({ name, reason });
    } else if (name !== 'service.yaml' && /^(service|eform|workflow)\.(ya?ml|json|bpmn|xml)$/i.test(name)) {
      files.problems.push({ name, reason: `tên tệp không được biết${didYouMean(name, ours).vi}` });
    }
  }
  return files;
}
