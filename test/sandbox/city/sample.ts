import { numberWords } from '../../../src/domain/number-words.ts';
import type { Tier } from '../../../src/domain/tier.ts';
import sample from './sample-procedures.json' with { type: 'json' };

/** One real procedure of the built-in sample: facts typed in from the national portal's public pages. */
export interface SampleProcedure {
  code: string;
  name: string;
  field: string;
  /** As of 2021, when the district tier existed. */
  tiers: Tier[];
  decision: string;
  deadline: { amount: number; unit: string };
  /** Đồng, 0 = free. */
  fee: number;
  cases: { name: string; documents: { name: string; originals?: number; copies?: number }[] }[];
}

export const sampleProcedures = sample as SampleProcedure[];

const tierCodes: Record<Tier, { code: string; name: string }> = {
  ministry: { code: '0', name: 'Cấp Bộ' },
  province: { code: '1', name: 'Cấp Tỉnh' },
  district: { code: '2', name: 'Cấp Huyện' },
  commune: { code: '3', name: 'Cấp Xã' },
  other: { code: '4', name: 'Cơ quan khác' },
};

/** The procedure as `LayThuTuc` of the national database shows it, numbers as strings and all. */
export function nationalRecord(procedure: SampleProcedure): Record<string, unknown> {
  const fee =
    procedure.fee > 0
      ? {
          MAPHILEPHI: "2'",
          SOTIEN: numberWords(procedure.fee),
          DONVI: 'Đồng',
          MOTA: '',
          TENTEP: '',
          URL: '',
        }
      : { MAPHILEPHI: "1'", SOTIEN: '', DONVI: '', MOTA: 'Miễn phí', TENTEP: '', URL: '' };
  const times = () => [
    {
      THOIGIANGIAIQUYET: String(procedure.deadline.amount),
      DONVITINH: ` ${procedure.deadline.unit}`,
      MOTA: '',
      PHILEPHI: [fee],
    },
  ];
  return {
    ID: `sandbox-${procedure.code}`,
    MATTHC: procedure.code,
    TENTTHC: procedure.name,
    LOAITTHC: '1',
    TRANGTHAI: '1',
    SOQUYETDINH: procedure.decision,
    CAPTHUCHIEN: procedure.tiers.map(tier => ({
      CAPTHUCHIEN: tierCodes[tier].code,
      TENCAP: tierCodes[tier].name,
    })),
    LINHVUCTHUCHIEN: [{ MALINHVUC: '', TENLINHVUC: procedure.field }],
    COQUANTHUCHIEN: [],
    DOITUONGTHUCHIEN: [{ MADOITUONG: '1', TENDOITUONG: 'Công dân Việt Nam' }],
    TRINHTUTHUCHIEN: [
      { TRUONGHOP: '', TRINHTU: [{ TENTRINHTU: 'Nộp hồ sơ' }, { TENTRINHTU: 'Nhận kết quả' }] },
    ],
    CACHTHUCTHUCHIEN: ['1', '2', '3'].map(channel => ({ KENH: channel, THOIGIAN: times() })),
    THANHPHANHOSO: procedure.cases.map(({ name, documents }) => ({
      TRUONGHOP: name,
      GIAYTO: documents.map(document => ({
        MAGIAYTO: '',
        TENGIAYTO: document.name,
        MA_KQ_THAYTHE: '',
        SOBANCHINH: String(document.originals ?? 1),
        SOBANSAO: document.copies === undefined ? '' : String(document.copies),
        TENMAUDON: '',
        URL: '',
      })),
    })),
    KETQUATHUCHIEN: [{ MAKETQUA: '', TENKETQUA: 'Kết quả giải quyết', TENTEP: '', URL: '' }],
    CANCUPHAPLY: [],
    YEUCAU: '',
  };
}
