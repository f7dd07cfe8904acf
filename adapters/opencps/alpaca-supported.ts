import { cleanText } from '../../src/domain/text.ts';

type Fields = Record<string, unknown>;

/** A component that people see, with what is said of it. */
export interface Part {
  key: string;
  type: string;
  label: string;
  component: Fields;
  /** It, or a block around it, is shown on a condition only. */
  conditional: boolean;
}

/** Blocks whose fields are shown one after the other. */
export const layouts = new Set(['panel', 'fieldset', 'columns', 'well']);
/** Alpaca forms are sent by the page around them. */
export const skipped = new Set(['button']);

const texts = ['textfield', 'textarea', 'email', 'phoneNumber'];
const dates = ['day', 'datetime'];
const choices = ['select', 'radio'];
const words = ['content', 'htmlelement'];
const translatable = new Set([
  ...texts,
  ...dates,
  ...choices,
  ...words,
  ...['number', 'currency', 'checkbox', 'file', 'hidden'],
]);

/** Settings that change what people may enter, by the reason Alpaca cannot keep them. */
const untranslatable: [isUsed: (component: Fields) => boolean, what: string][] = [
  [({ type, multiple }) => type !== 'file' && multiple === true, 'nhập nhiều giá trị (multiple)'],
  [({ calculateValue }) => isSet(calculateValue), 'giá trị tính tự động (calculateValue)'],
  [({ customDefaultValue }) => isSet(customDefaultValue), 'giá trị mặc định tính tự động'],
  [({ inputMask }) => isSet(inputMask), 'khuôn nhập liệu (inputMask)'],
  [one => isSet(rules(one).custom) || isSet(rules(one).json), 'kiểm tra bằng mã (validate.custom)'],
  [one => isSet(rules(one).minWords) || isSet(rules(one).maxWords), 'giới hạn số từ'],
  [({ unique }) => unique === true, 'giá trị duy nhất (unique)'],
  [one => isSet(picker(one).minDate) || isSet(picker(one).maxDate), 'giới hạn ngày (minDate, maxDate)'],
];

/** Why a component cannot be shown in Alpaca as it is meant; Vietnamese; `undefined` = it can. */
export function fieldProblem({ key, type, component, conditional }: Part): string | undefined {
  if (!translatable.has(type)) return `OpenCPS (Alpaca) không có kiểu trường "${type}" tương đương`;
  if (key === '') return 'trường không có "key"';
  if (/[.[\]]/.test(key)) return 'khóa có dấu "." hoặc "[" nên dữ liệu sẽ lồng nhau, OpenCPS không hiểu';
  if (conditional) return 'chỉ hiện theo điều kiện (conditional, logic): OpenCPS không dịch được';
  for (const [isUsed, what] of untranslatable) {
    if (isUsed(component)) return `OpenCPS không dịch được ${what}`;
  }
  if (type === 'datetime' && component.enableTime !== false) {
    return 'chỉ dịch được ngày: hãy đặt enableTime: false';
  }
  if (choices.includes(type)) return choiceProblem(component);
  const { pattern } = rules(component);
  if (isText(pattern) && !texts.includes(type)) return 'OpenCPS chỉ kiểm tra mẫu (pattern) ở trường chữ';
  return undefined;
}

function choiceProblem({ type, values, data, dataSrc }: Fields): string | undefined {
  if (type === 'select' && isSet(dataSrc) && dataSrc !== 'values') {
    return 'danh sách lấy từ nguồn khác (dataSrc): OpenCPS chỉ nhận các giá trị ghi sẵn';
  }
  const list = type === 'radio' ? values : (data as Fields | undefined)?.values;
  if (!Array.isArray(list) || list.length === 0) return 'danh sách lựa chọn trống';
  const usable = list.every(
    each => typeof each === 'object' && each !== null && isSet((each as Fields).value),
  );
  return usable ? undefined : 'có lựa chọn không có "value"';
}

function rules({ validate }: Fields): Fields {
  return (validate ?? {}) as Fields;
}

function picker({ datePicker }: Fields): Fields {
  return (datePicker ?? {}) as Fields;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false;
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** Form.io's descriptions may hold HTML; ours are shown as they are. */
export function plainText(html: string): string {
  return cleanText(html.replace(/<[^<>]*>/g, ' ').replaceAll('&nbsp;', ' '));
}
