import type { Tier } from '../../../src/domain/tier.ts';
import type { SandboxSeed, SeedProcedure } from '../seed.ts';
import { type Quirks, touches } from './quirks.ts';

/** What is asked for, whichever way it came. `key` is the procedure's code or the decision's id. */
export interface Asked {
  way: 'session' | 'gateway';
  service: string;
  key: string;
}

/** The seed in the national database's own words. */
export interface Books {
  list: { MATTHC: string; TENTTHC: string }[];
  records: Map<string, unknown>;
  bodies: unknown[];
  fields: unknown[];
  decisions: Map<string, unknown>;
}

const tierCodes: Record<Tier, [code: string, name: string]> = {
  ministry: ['0', 'Cấp Bộ'],
  province: ['1', 'Cấp Tỉnh'],
  district: ['2', 'Cấp Huyện'],
  commune: ['3', 'Cấp Xã'],
  other: ['4', 'Cơ quan khác'],
};

export function createBooks(seed: SandboxSeed): Books {
  return {
    list: seed.procedures.map(({ code, name }) => ({ MATTHC: code, TENTTHC: name })),
    records: new Map(
      seed.procedures.map(procedure => [
        procedure.code.trim(),
        procedure.national ?? compose(procedure, seed),
      ]),
    ),
    bodies: seed.agencies.map(agency => ({
      MADONVI: agency.identification ?? agency.id,
      TENDONVI: agency.name,
      CAPDONVI: '2',
    })),
    fields: seed.fields.map(field => ({
      MALINHVUC: field.code,
      TENLINHVUC: field.name,
      MANGANH: seed.locality,
    })),
    decisions: new Map(
      (seed.decisions ?? []).map(({ id, number, date, summary }) => [
        id,
        { SOQUYETDINH: number, NGAYQUYETDINH: date, TRICHYEU: summary },
      ]),
    ),
  };
}

/** Rows, null for "not found", `undefined` for a service nobody knows. */
export function answerService(
  books: Books,
  asked: Asked,
  quirks: Pick<Quirks, 'listWithoutNames' | 'duplicateRows' | 'listShare' | 'unknownCodes'>,
): unknown[] | null | undefined {
  const one = (records: Map<string, unknown>) => (records.has(asked.key) ? [records.get(asked.key)] : null);
  switch (asked.service) {
    case 'LayDanhSachTTHC': {
      const shown = books.list.slice(0, Math.ceil(books.list.length * quirks.listShare));
      const rows = quirks.listWithoutNames ? shown.map(({ MATTHC }) => ({ MATTHC })) : shown;
      return quirks.duplicateRows ? [...rows, ...rows] : rows;
    }
    case 'LayThuTuc':
      return touches(quirks.unknownCodes, asked.key) ? null : one(books.records);
    case 'LayQDCB':
      return one(books.decisions);
    case 'LayDanhMucCoQuan':
      return books.bodies;
    case 'LayDanhMucLinhVuc':
      return books.fields;
    default:
      return undefined;
  }
}

/** A record with the database's usual habits: numbers as text, fees below the time, an apostrophe behind the kind. */
function compose(procedure: SeedProcedure, seed: SandboxSeed): unknown {
  const offering = new Set(procedure.offerings.map(({ agency }) => agency));
  const hours = procedure.cases.find(({ deadlineHours }) => deadlineHours !== null)?.deadlineHours;
  const fees = (procedure.fees ?? []).map(fee => ({
    MAPHILEPHI: "2'",
    SOTIEN: fee === 0 ? 'Không' : fee.toLocaleString('vi-VN'),
    DONVI: fee === 0 ? '' : 'Đồng',
    MOTA: procedure.feeText ?? '',
    TENTEP: '',
    URL: '',
  }));
  const time = {
    THOIGIANGIAIQUYET: typeof hours === 'number' ? String(hours / 8) : '',
    DONVITINH: typeof hours === 'number' ? 'Ngày làm việc ' : '',
    MOTA: procedure.deadlineText ?? '',
    PHILEPHI: fees,
  };
  return {
    ID: procedure.code,
    MATTHC: procedure.code,
    TENTTHC: procedure.name,
    LOAITTHC: '1',
    TRANGTHAI: procedure.active ? '1' : '0',
    SOQUYETDINH: procedure.decision ?? '',
    CAPTHUCHIEN: procedure.tiers.map(tier => ({
      CAPTHUCHIEN: tierCodes[tier][0],
      TENCAP: tierCodes[tier][1],
    })),
    LINHVUCTHUCHIEN: procedure.field
      ? [{ MALINHVUC: procedure.field.code, TENLINHVUC: procedure.field.name }]
      : [],
    COQUANTHUCHIEN: seed.agencies
      .filter(agency => offering.has(agency.id))
      .map(agency => ({ MADONVI: agency.identification ?? agency.id, TENDONVI: agency.name })),
    CACHTHUCTHUCHIEN: [
      { KENH: '1', THOIGIAN: [time] },
      { KENH: '2', THOIGIAN: [time] },
    ],
    THANHPHANHOSO: procedure.cases.map(seedCase => ({
      TRUONGHOP: procedure.cases.length > 1 ? seedCase.name : '',
      GIAYTO: seedCase.components.map(component => ({
        MAGIAYTO: component.code ?? '',
        TENGIAYTO: component.name,
        SOBANCHINH: String(component.originals),
        SOBANSAO: component.copies === 0 ? '' : String(component.copies),
        TENMAUDON: '',
        URL: '',
      })),
    })),
    CANCUPHAPLY: [],
  };
}
