import { z } from 'zod';
import { agreeAction, settleAction } from '../../../app/reviews/meet.ts';
import { offices } from '../../../domain/agreement.ts';
import { dayOf, dayText } from '../../../domain/time.ts';
import { actionWords } from '../../../domain/working-session.ts';
import { html } from '../../../report/html/markup.ts';
import {
  actionTable,
  actionWordNames,
  agendaTable,
  sessionTable,
  subjectName,
} from '../../../report/reviews/sessions.ts';
import { pageTable } from '../../../report/table/page.ts';
import { handedOn } from '../../asking.ts';
import { givenDay } from '../../given-day.ts';
import { sessionFor, sessionsFor } from '../../v1/working-sessions.ts';
import { pageAt, pageForm, type Shown, type Visit } from '../page.ts';
import { called, desk, empty, facts, section, unitOptions } from '../parts.ts';

const address = (session: number) => `/buoi-lam-viec/${session}`;
const shownObstacles = 100;

async function showSessions(visit: Visit): Promise<Shown> {
  const { names, now } = visit;
  const { sessions, agreedIn, openOf } = await sessionsFor(visit);
  const open = openOf();
  const form = visit.form(
    holdForm,
    fields => html`${fields.choice({ name: 'unit', label: 'Về đơn vị', options: [['', 'chọn đơn vị, hoặc ghi lĩnh vực'], ...unitOptions(visit)] })}
${fields.text({ name: 'field', label: 'hoặc về lĩnh vực', hint: 'Đúng tên lĩnh vực trong danh mục quốc gia: Hộ tịch.' })}
${fields.text({ name: 'heldOn', label: 'Ngày làm việc', type: 'date', value: dayOf(now) })}
${fields.text({ name: 'place', label: 'Địa điểm' })}
${fields.long({ name: 'participants', label: 'Người dự', hint: 'Mỗi dòng một người: Trần Thị B, Sở Tư pháp.' })}`,
  );
  const main = html`<h1>Buổi làm việc</h1>
<p class="lead">Gỡ vướng mắc với từng đơn vị hoặc từng lĩnh vực: vướng gì, từ bao giờ, đang chờ ai; thống nhất ai làm gì, xong ngày nào.</p>
${form}
${open.length > 0 && section('viec-chua-xong', 'Việc đã thống nhất, chưa xong', pageTable(actionTable(names, undefined, dayOf(now)), open, { to: ({ session }) => address(session) }))}
${section('cac-buoi', 'Các buổi', pageTable(sessionTable(names, agreedIn()), sessions, { none: empty('Chưa có buổi làm việc nào.', 'Buổi đầu tiên có ở đây khi được mở.'), to: ({ id }) => address(id) }))}`;
  return { title: 'Buổi làm việc', trail: [['/ra-soat', 'Rà soát']], main };
}

const holdForm = pageForm({
  name: 'mo',
  action: 'hold-session',
  submit: 'Mở buổi làm việc',
  done: 'Đã mở buổi làm việc; nội dung được giữ như lúc này.',
  once: true,
  values: z
    .strictObject({
      unit: z.string().max(100).optional(),
      field: z.string().trim().max(500).optional(),
      heldOn: givenDay,
      place: z.string().trim().max(500).optional(),
      participants: z.string().max(5_000).optional(),
    })
    .refine(({ unit, field }) => (unit === undefined) !== (field === undefined), {
      path: ['unit'],
      message: 'chọn đơn vị hoặc ghi lĩnh vực, một trong hai',
    }),
  async act({ asking, context }, { unit, field, heldOn, place, participants = '' }) {
    const people = participants.split(/\r?\n/).map(line => {
      const [name = '', ...office] = line.split(',');
      return { name: name.trim(), office: office.join(',').trim() };
    });
    const wanted = {
      ...(unit === undefined
        ? { scope: 'field' as const, subject: field! }
        : { scope: 'unit' as const, subject: unit }),
      ...{ heldOn, place, participants: people.filter(({ name }) => name !== '') },
    };
    return address(await context.reader.deed('hold-session', { asking: handedOn(asking), wanted }));
  },
});

const params = z.object({ session: z.coerce.number().int().positive() });
type Params = z.output<typeof params>;

const heldFor = (visit: Visit<Params>) => sessionFor(visit, visit.params.session);

async function showSession(visit: Visit<Params>): Promise<Shown> {
  const { names, own } = visit;
  const { session, agreed, carried } = await heldFor(visit);
  const { id, heldOn, place, participants, agenda } = session;
  const table = actionTable(names, agenda, dayOf(visit.now));
  const open = [...agreed, ...carried].filter(
    ({ state, owner }) => state === 'open' && (own === undefined || owner === own),
  );
  const owners = [...called(offices, names.owner), ...unitOptions(visit)];
  const agree = visit.form(
    agreeForm,
    fields => html`${fields.text({ name: 'action', label: 'Việc phải làm' })}
${fields.choice({ name: 'obstacle', label: 'Để gỡ vướng mắc', options: [['', 'chung'], ...agenda.slice(0, shownObstacles).map(({ key, what }) => [key, what] as const)] })}
${fields.choice({ name: 'owner', label: 'Ai làm', options: owners })}
${fields.text({ name: 'until', label: 'Phải xong ngày', type: 'date' })}`,
  );
  const settle =
    open.length > 0 &&
    visit.form(
      settleForm,
      fields => html`${fields.choice({ name: 'action', label: 'Việc', options: open.map(each => [String(each.id), each.action] as const) })}
${fields.choice({ name: 'word', label: 'Nay', options: called(actionWords, word => actionWordNames[word]) })}
${fields.text({ name: 'until', label: 'Ngày mới, khi lùi ngày', type: 'date' })}
${fields.text({ name: 'reason', label: 'Kết quả hoặc lý do' })}`,
    );
  const main = html`<h1 class="said">Buổi làm việc số ${id}: ${subjectName(names, session)}</h1>
${facts([
  ['Ngày', dayText(heldOn)],
  ['Địa điểm', place],
  [
    'Người dự',
    participants.length > 0 &&
      html`<ul>${participants.map(({ name, office }) => html`<li>${[name, office].filter(Boolean).join(', ')}</li>`)}</ul>`,
  ],
])}
${own === undefined && html`<p class="take"><a href="/v1/review/session/${id}/minutes/docx">Tải biên bản</a></p>`}
${section('viec-thong-nhat', 'Việc thống nhất', html`${pageTable(table, agreed, { none: empty('Chưa ghi việc nào.') })}${agree}`)}
${carried.length > 0 && section('viec-buoi-truoc', 'Việc các buổi trước còn lại', pageTable(table, carried))}
${settle && section('ket-qua', 'Ghi kết quả một việc', settle)}
${section('vuong-mac', 'Vướng mắc lúc mở buổi làm việc', pageTable(agendaTable(names), agenda, { none: empty('Không còn vướng mắc nào.'), most: shownObstacles, rest: 'vướng mắc nữa ở biên bản' }))}`;
  return {
    title: `Buổi làm việc số ${id}`,
    trail: [
      ['/ra-soat', 'Rà soát'],
      ['/buoi-lam-viec', 'Buổi làm việc'],
    ],
    main,
  };
}

const agreeForm = pageForm({
  name: 'thong-nhat',
  action: 'hold-session',
  submit: 'Ghi việc thống nhất',
  done: 'Đã ghi việc thống nhất.',
  once: true,
  values: z.strictObject({
    action: z.string().trim().min(1).max(2_000),
    obstacle: z.string().max(500).optional(),
    owner: z.string().max(100),
    until: givenDay,
  }),
  async act({ asking, params: { session } }: Visit<Params>, given) {
    await agreeAction(asking, { session, ...given });
  },
});

const settleForm = pageForm({
  name: 'ket-qua-viec',
  action: 'settle-session-action',
  submit: 'Ghi kết quả',
  done: 'Đã ghi kết quả.',
  once: true,
  values: z.strictObject({
    action: z.coerce.number().int().positive(),
    word: z.enum(actionWords),
    until: givenDay.optional(),
    reason: z.string().trim().min(1).max(2_000),
  }),
  async act(visit: Visit<Params>, given) {
    await heldFor(visit);
    await settleAction(visit.asking, given);
  },
});

/** Working sessions on what keeps services from level 4. */
export const sessionsPage = pageAt('/buoi-lam-viec', { ...desk, show: showSessions, forms: [holdForm] });

/** One session: its agenda, what was agreed, what became of it. */
export const sessionPage = pageAt('/buoi-lam-viec/:session', {
  ...desk,
  params,
  show: showSession,
  forms: [agreeForm, settleForm],
});
