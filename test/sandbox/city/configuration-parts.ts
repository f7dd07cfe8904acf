import type { Workflow } from '../../../src/domain/workflow.ts';
import type { SeedCase } from '../seed.ts';

/** A Form.io form with the portal's known keys and one upload per document, as the portal stores it. */
export function portalForm(documents: readonly { name: string }[]): string {
  return JSON.stringify({
    display: 'form',
    components: [
      { type: 'textfield', key: 'HoVaTen', label: 'Họ và tên', input: true, validate: { required: true } },
      {
        type: 'textfield',
        key: 'SoGiayTo',
        label: 'Số định danh',
        input: true,
        validate: { required: true, pattern: '^[0-9]{12}$' },
      },
      {
        type: 'datetime',
        key: 'NgaySinh',
        label: 'Ngày sinh',
        input: true,
        enableTime: false,
        format: 'dd/MM/yyyy',
      },
      { type: 'textfield', key: 'SoDienThoai', label: 'Số điện thoại', input: true },
      ...documents.map((document, index) => ({
        type: 'file',
        key: `giayTo${index + 1}`,
        label: document.name,
        input: true,
        storage: 'url',
      })),
    ],
  });
}

/** An Alpaca form as the one-stop system keeps it: a JavaScript object, here with a comment as people write them. */
export function oneStopForm(): string {
  return `{ /* tờ khai */ schema: { type: "object", properties: { hoTen: { type: "string", title: "Họ và tên", required: true } } },
  options: { fields: { hoTen: { name: "hoTen", order: 1 } } }, view: { parent: "bootstrap-edit" } }`;
}

/** tiếp nhận → phân công → thẩm định → phê duyệt → trả kết quả; hours add up to the deadline. */
export function standardWorkflow(deadlineHours: number): Workflow {
  const step = (
    id: string,
    name: string,
    kind: 'start' | 'step' | 'end',
    share: number,
    performer: string | null,
  ) => ({
    id,
    name,
    kind,
    hours: Math.floor(deadlineHours * share * 4) / 4,
    onlineHours: Math.floor(deadlineHours * share * 4) / 4,
    performer,
  });
  return {
    steps: [
      step('100', 'Tiếp nhận hồ sơ', 'start', 0.1, 'Cán bộ một cửa'),
      step('200', 'Phân công xử lý', 'step', 0.1, 'Lãnh đạo phòng'),
      step('300', 'Thẩm định hồ sơ', 'step', 0.6, 'Chuyên viên'),
      step('400', 'Phê duyệt kết quả', 'step', 0.2, 'Lãnh đạo đơn vị'),
      step('500', 'Trả kết quả', 'end', 0, 'Cán bộ một cửa'),
    ],
    transitions: [
      { from: '100', to: '200', action: 'Chuyển phân công' },
      { from: '200', to: '300', action: 'Chuyển thẩm định' },
      { from: '300', to: '400', action: 'Trình phê duyệt' },
      { from: '400', to: '500', action: 'Trả kết quả' },
    ],
  };
}

export function seedComponents(
  components: readonly { name: string; originals?: number; copies?: number }[],
): SeedCase['components'] {
  return components.map(({ name, originals, copies }) => ({
    name,
    originals: originals ?? 1,
    copies: copies ?? 0,
    required: true,
  }));
}
