import { PassThrough, type Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Paper, PaperRow, PaperTable } from '../../../src/report/documents/paper.ts';

const group = 'Đủ điều kiện nâng lên mức độ 4';

export function samplePaper(change: Partial<Paper> = {}, rows: PaperRow<Cells>[] = sampleRows(3)): Paper {
  return {
    file: 'bao-cao',
    type: 'Báo cáo',
    title: ['Kết quả cung cấp dịch vụ công trực tuyến tháng 10 năm 2021'],
    head: {
      issuer: 'Ủy ban nhân dân thành phố Cần Thơ',
      symbol: 'BC-UBND',
      place: 'Cần Thơ',
      date: '2021-11-01',
    },
    paragraphs: ['Thực hiện Kế hoạch số 117/KH-UBND, kết quả như sau:'],
    tables: [sampleTable(rows)],
    footnotes: ['Nguồn số liệu: lần đối chiếu R1.', 'Lưu ý: Cổng DVC thành phố đọc chưa đủ.'],
    recipients: ['Bộ Thông tin và Truyền thông (b/c)', 'Lưu: VT'],
    signature: { authority: ['TM. Ủy ban nhân dân'], title: 'Chủ tịch', name: 'Nguyễn Văn Ẩn' },
    ...change,
  };
}

/** A row of the sample: its cells as they are. */
export type Cells = (string | number | null)[];

function sampleTable(rows: PaperRow<Cells>[]): PaperTable<Cells> {
  return {
    name: 'Phụ lục I',
    title: ['PHỤ LỤC I', 'DANH MỤC THỦ TỤC HÀNH CHÍNH'],
    subtitle: ['Đơn vị: Ủy ban nhân dân phường Cái Khế'],
    columns: [
      { title: 'STT', width: 6, align: 'center', cell: cells => cells[0]! },
      { title: 'Mã TTHC/ DVC', width: 13, align: 'center', cell: cells => cells[1]! },
      { title: 'Tên thủ tục hành chính', width: 47, align: 'left', cell: cells => cells[2]! },
      {
        title: 'Về kỹ thuật, điều kiện của đơn vị',
        ...{ group, width: 19, align: 'center' },
        cell: cells => cells[3]!,
      },
      {
        title: 'Về quy định của pháp luật',
        ...{ group, width: 19, align: 'center' },
        cell: cells => cells[4]!,
      },
    ],
    rows,
    notes: ['Chú giải: mức độ 4 là dịch vụ công trực tuyến toàn trình.'],
  };
}

export function sampleRows(count: number): PaperRow<Cells>[] {
  return Array.from({ length: count }, (_, at) => ({
    row: [at + 1, '1.004190', `Đăng ký khai sinh ở nơi số ${at + 1}`, 'X', null],
  }));
}

/** What a writer makes of a paper. */
export async function written(
  paper: Paper,
  write: (paper: Paper, out: Writable) => Promise<void>,
): Promise<Buffer> {
  const out = new PassThrough();
  const [file] = await Promise.all([buffer(out), write(paper, out)]);
  return file;
}
