import type { Component } from '../domain/procedure.ts';

type FormPart = Record<string, unknown>;

/**
 * Form.io schema of an application: who files (the portal's known keys), what is asked for, one upload a document,
 * how the fee is paid.
 *
 * @param fee Đồng to be paid; 0 = nothing.
 */
export function draftForm(documents: readonly Paper[], fee: number): FormPart {
  return {
    display: 'form',
    components: [...applicant, request, ...documents.map(upload), ...(fee > 0 ? [payment(fee)] : [])],
  };
}

export type Paper = Required<Pick<Component, 'name' | 'required'>> &
  Pick<Component, 'code' | 'originals' | 'copies'>;

function field(type: string, key: string, label: string, validate: FormPart, more: FormPart = {}): FormPart {
  return { type, key, label, input: true, ...more, validate };
}

const applicant: FormPart[] = [
  field('textfield', 'HoVaTen', 'Họ và tên', { required: true, maxLength: 100 }),
  field(
    'datetime',
    'NgaySinh',
    'Ngày sinh',
    { required: true },
    { format: 'dd/MM/yyyy', enableDate: true, enableTime: false },
  ),
  field('textfield', 'SoGiayTo', 'Số định danh cá nhân hoặc CCCD', {
    required: true,
    pattern: '^[0-9]{12}$',
    customMessage: 'Số định danh gồm 12 chữ số',
  }),
  field('textfield', 'SoDienThoai', 'Số điện thoại', {
    required: true,
    pattern: '^0[0-9]{9,10}$',
    customMessage: 'Số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng 0',
  }),
  field('email', 'Email', 'Thư điện tử', { required: false }),
  field('textarea', 'NoiOHienTai', 'Nơi ở hiện tại', { required: true, maxLength: 500 }),
];

const request = field('textarea', 'NoiDung', 'Nội dung đề nghị', { required: true, maxLength: 2000 });

function upload({ code, name, originals, copies, required }: Paper, index: number): FormPart {
  const counts = [
    ...((originals ?? 0) > 0 ? [`${originals} bản chính`] : []),
    ...((copies ?? 0) > 0 ? [`${copies} bản sao`] : []),
  ].join(', ');
  return field(
    'file',
    `giayTo${index + 1}`,
    name,
    { required },
    {
      ...(counts ? { description: `Khi nộp trực tiếp: ${counts}` } : {}),
      storage: 'url',
      multiple: false,
      filePattern: '.pdf,.jpg,.jpeg,.png,.doc,.docx',
      fileMaxSize: '20MB',
      ...(code ? { properties: { giayTo: code } } : {}),
    },
  );
}

function payment(fee: number): FormPart {
  return field(
    'radio',
    'HinhThucNopPhi',
    `Nộp phí, lệ phí (${fee.toLocaleString('vi-VN')} đồng)`,
    { required: true },
    {
      values: [
        { label: 'Trực tuyến', value: 'TrucTuyen' },
        { label: 'Tại bộ phận tiếp nhận và trả kết quả', value: 'TrucTiep' },
      ],
    },
  );
}
