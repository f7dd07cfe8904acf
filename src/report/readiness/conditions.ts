import type { GroundKind, ReasonCode } from '../../domain/review.ts';
import type { Owner } from '../../domain/severity.ts';

/** What an offering has to meet before it may be raised, and who can see to it. */
export interface Condition {
  id: string;
  /** Vietnamese. */
  name: string;
  kind: GroundKind;
  /** Who can fix it. */
  owner: Owner;
  /** Fixed once for a procedure wherever it is offered, or once for a unit whatever it offers. */
  each: 'procedure' | 'agency';
  /** Coded reasons of the reviews that mean it. */
  reasons: readonly ReasonCode[];
  /** The condition's name in `service.yaml` (`planConditions`). */
  definition?: string;
}

/** Facts a system shows. */
export const factConditions = {
  eform: fact('eform', 'Biểu mẫu điện tử dùng được'),
  workflow: fact('workflow', 'Quy trình điện tử hợp lệ'),
  components: fact('components', 'Có thành phần hồ sơ'),
  channel: fact('channel', 'Mở nộp hồ sơ trực tuyến'),
  payment: {
    ...fact('payment', 'Thanh toán trực tuyến khi có phí, lệ phí'),
    reasons: ['payment'],
    definition: 'Thanh toán trực tuyến',
  },
} satisfies Record<string, Condition>;

export const resultCondition: Condition = {
  ...fact('result', 'Trả kết quả trực tuyến hoặc qua bưu chính'),
  owner: 'regulatory',
};

/** The plan's own conditions: what no system shows, only people can say. */
export const spokenConditions: readonly Condition[] = [
  {
    id: 'legal',
    name: 'Quy định của pháp luật cho phép thực hiện qua mạng',
    kind: 'legal',
    owner: 'regulatory',
    each: 'procedure',
    reasons: [],
    definition: 'Quy định của pháp luật cho phép thực hiện qua mạng',
  },
  spoken('file-size', 'Dung lượng tệp đính kèm', 'technical', 'procedure'),
  spoken('database-connection', 'Kết nối cơ sở dữ liệu cần thiết', 'technical', 'procedure'),
  spoken('digital-signature', 'Chữ ký số', 'agency', 'agency'),
  spoken('electronic-result', 'Kết quả điện tử', 'agency', 'agency'),
  spoken('inter-agency-transfer', 'Liên thông giữa các cơ quan', 'technical', 'procedure'),
  spoken('specialised-software', 'Kết nối phần mềm chuyên ngành', 'technical', 'procedure'),
];

/** A unit names something else that is in the way. */
export const otherCondition: Condition = {
  id: 'other',
  name: 'Điều kiện khác do đơn vị nêu',
  kind: 'technical',
  owner: 'agency',
  each: 'agency',
  reasons: [],
};

/** A person has decided that it cannot go to level 4. */
export const decidedCondition: Condition = {
  id: 'decision',
  name: 'Quyết định của cơ quan có thẩm quyền',
  kind: 'legal',
  owner: 'regulatory',
  each: 'procedure',
  reasons: [],
};

function fact(id: string, name: string): Condition {
  return { id, name, kind: 'technical', owner: 'technical', each: 'procedure', reasons: [] };
}

function spoken(id: string, name: string, owner: Owner, each: Condition['each']): Condition {
  return { id, name, kind: 'technical', owner, each, reasons: [id], definition: name };
}
