import { html } from '../../../report/html/markup.ts';
import { pageTable } from '../../../report/table/page.ts';
import { list } from '../../../report/table/table.ts';
import { pageAt, type Shown, type Visit } from '../page.ts';
import { desk } from '../parts.ts';

/** Forms of review to fill in; filled in, they come back on the page of lists. */
export const guidedFormsPage = pageAt('/ra-soat/phieu', { ...desk, show });

async function show({ city, own, names }: Visit): Promise<Shown> {
  const units = city.agencies.filter(({ code }) => own === undefined || code === own);
  const table = list<(typeof units)[number]>([
    { title: 'Đơn vị', head: true, page: ({ name }) => name },
    {
      title: 'Phiếu',
      page: ({ code, name }) =>
        html`<a href="/v1/review/forms/${encodeURIComponent(code)}">Tải phiếu của ${name}</a>`,
    },
  ]);
  const main = html`<h1>Phiếu rà soát</h1>
<p class="lead">Phiếu có sẵn các thủ tục của đơn vị, điều các hệ thống đã ghi nhận về từng điều kiện, và câu trả lời để chọn. Ghi xong thì nộp chính tệp ấy ở trang <a href="/ra-soat">Rà soát</a>: mọi điều kiện đạt thì thủ tục vào Phụ lục I, có điều kiện chưa đạt thì vào Phụ lục II. Mục tiêu là ${names.levels.of(4)}.</p>
${pageTable(table, units)}`;
  return { title: 'Phiếu rà soát', trail: [['/ra-soat', 'Rà soát']], main };
}
