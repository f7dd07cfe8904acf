import { z } from 'zod';
import type { HostDefaults } from '../adapter/adapter.ts';
import { defaultMaxRows } from '../adapter/kit/pages.ts';
import { hosted } from '../domain/city.ts';
import { asText } from '../domain/language.ts';
import { owners, severities } from '../domain/severity.ts';
import { findingCodes } from '../words/findings.ts';
import { contactsSection } from './sections/contacts.ts';
import { documentsSection } from './sections/documents.ts';
import { mailSection } from './sections/mail.ts';
import { reviewsSection } from './sections/reviews.ts';
import { scheduleSection } from './sections/schedule.ts';
import { serverSection } from './sections/server.ts';
import { amount, flag, httpAddress, ofProtocol, optionalText, share, whole } from './sections/values.ts';

const text = z.string().min(1);

/** A name that goes into file names, reports and JSON keys. */
const systemName = z
  .string()
  .regex(
    // Latin letters, Vietnamese ones included; no class that needs a flag, for editors that check the JSON Schema.
    /^[A-Za-z\u00c0-\u024f\u1e00-\u1eff][A-Za-z0-9\u00c0-\u024f\u1e00-\u1eff_-]{0,39}$/,
    asText({
      vi: 'tên hệ thống chỉ gồm chữ, số, "-" và "_", bắt đầu bằng chữ, tối đa 40 ký tự',
      en: 'the name of a system has letters, digits, "-" and "_" only, begins with a letter and is no longer than 40',
    }),
  )
  .refine(
    name => !(name in {}),
    asText({
      vi: 'tên hệ thống này không dùng được, hãy chọn tên khác',
      en: 'this name cannot be used; choose another one',
    }),
  );

/** The keys every system entry shares; how it is reached, and whatever else stands there, depends on its adapter. */
export const systemSchema = z.looseObject({
  role: text.describe(
    'Vai trò: national (CSDL quốc gia về TTHC), nationalPortal, portal (Cổng DVC), oneStop (Một cửa điện tử) hoặc tên khác.',
  ),
  adapter: text.describe('Giao thức hệ thống dùng; mỗi bộ nối có các khóa riêng.'),
  hosts: z
    .array(z.enum(hosted))
    .optional()
    .describe(
      'Cấu hình mà hệ thống này phải có. Mặc định theo vai trò: portal có tất cả; oneStop: components, workflow.',
    ),
  covers: z
    .array(text)
    .optional()
    .describe('Chỉ phục vụ các cấp (province, district, commune) hoặc mã đơn vị này. Mặc định: tất cả.'),
  page: z
    .string()
    .includes('{procedure}')
    .optional()
    .describe(
      'Địa chỉ trang cấu hình một thủ tục ở hệ thống này, có {procedure} thay cho mã; hiện trong việc phải làm tay.',
    ),
  useRemoteMapping: flag('Tin bảng đối chiếu mã quốc gia do chính hệ thống đó giữ (OpenCPS).'),
  demand: flag('Đọc số hồ sơ theo kênh và chỉ số 766 của tháng đã qua, khi giao thức cho biết.'),
  links: z
    .strictObject({
      enabled: flag('Xem thử các đường dẫn hệ thống đưa người dân tới.'),
      hosts: z
        .array(z.string().min(1).max(255))
        .max(100)
        .default([])
        .describe('Chỉ những máy chủ này được xem, ví dụ dichvucong.gov.vn. Mặc định: không máy nào.'),
      perSecond: amount('Số trang xem trong một giây, nhiều nhất.', { to: 10, above: true }, 1),
      cacheHours: amount('Số giờ tin kết quả đã xem.', { to: 720 }, 168),
    })
    .optional()
    .describe('Xem đường dẫn có còn dẫn đúng thủ tục, đúng đơn vị; tôn trọng robots.txt.'),
  maxRows: whole(
    'Số dòng tối đa đọc của một danh sách; quá thì cắt, coi là đọc thiếu.',
    [1, 100_000_000],
    defaultMaxRows,
  ),
  maxReadMinutes: amount(
    'Số phút tối đa đọc hệ thống này trong một lần chạy; quá thì dừng, coi là đọc thiếu.',
    { to: 1440, above: true },
    60,
  ),
});

/** What a host bears where neither the city nor its adapter says otherwise. */
export const usual: HostDefaults = {
  concurrency: 8,
  ratePerSecond: 100,
  connectTimeoutSeconds: 10,
  answerTimeoutSeconds: 60,
  attempts: 3,
  maxAnswerMegabytes: 64,
};

const seconds = z.number().positive().max(3600);

/** What an entry says besides of a system that is asked over HTTP. */
export const hostSchema = z.object({
  baseUrl: httpAddress().describe(
    'Địa chỉ gốc. http:// chỉ dùng được trên chính máy này, trừ khi đặt insecure: true.',
  ),
  insecure: flag('Cho phép http:// tới máy khác.'),
  concurrency: ofProtocol('Số yêu cầu gửi cùng lúc.', z.int().min(1).max(256), usual.concurrency),
  ratePerSecond: ofProtocol('Số yêu cầu mỗi giây.', z.number().positive().max(10_000), usual.ratePerSecond),
  connectTimeoutSeconds: ofProtocol('Giây chờ kết nối.', seconds, usual.connectTimeoutSeconds),
  answerTimeoutSeconds: ofProtocol(
    'Giây chờ trả lời, từ lúc gửi đến byte cuối.',
    seconds,
    usual.answerTimeoutSeconds,
  ),
  attempts: ofProtocol('Số lần thử một yêu cầu đọc, kể cả lần đầu.', z.int().min(1).max(10), usual.attempts),
  maxAnswerMegabytes: ofProtocol(
    'Trả lời lớn nhất, MB.',
    z.number().positive().max(1024),
    usual.maxAnswerMegabytes,
  ),
});

/** What an entry says besides of a system that is known by files only. */
export const folderSchema = z.object({
  folder: text.describe('Thư mục chứa các tệp của hệ thống này; đường dẫn tính từ tệp cấu hình.'),
});

const override = z.strictObject({
  procedure: text.describe('Mã thủ tục quốc gia, trong dấu nháy: "1.004190".'),
  add: z.array(text).min(1).optional().describe('Mã các đơn vị cũng thực hiện thủ tục này.'),
  remove: z.array(text).min(1).optional().describe('Mã các đơn vị không thực hiện thủ tục này.'),
  reason: text.describe('Lý do, hiện trong báo cáo.'),
});

const rule = z.strictObject({
  enabled: z.boolean().optional().describe('false: không xét quy tắc này.'),
  severity: z.enum(severities).optional().describe('Mức nghiêm trọng thay cho mặc định của quy tắc.'),
  owner: z.enum(owners).optional().describe('Bên xử lý thay cho mặc định của quy tắc.'),
});

const localTime = z
  .string()
  .regex(
    /^([01]\d|2[0-3]):[0-5]\d$/,
    asText({ vi: 'phải là giờ dạng "18:30"', en: 'must be a time such as "18:30"' }),
  );

const push = z.strictObject({
  maxChanges: whole('Số thay đổi nhiều nhất của một kế hoạch.', [1], 500),
  maxShare: share('Phần dịch vụ công của một hệ thống mà một kế hoạch được đổi, 0…1.', 0.25),
  windows: z
    .array(
      z
        .strictObject({
          days: z.array(z.int().min(1).max(7)).min(1).describe('Các ngày trong tuần: 1 (thứ hai) … 7.'),
          from: localTime.describe('Từ giờ này, giờ Việt Nam.'),
          to: localTime.describe('Đến trước giờ này; nhỏ hơn from thì là giờ của ngày hôm sau.'),
        })
        .refine(
          ({ from, to }) => from !== to,
          asText({ vi: 'from và to không được bằng nhau', en: 'from and to must not be the same' }),
        ),
    )
    .default([])
    .describe('Chỉ ghi trong các khoảng giờ này. Mặc định: lúc nào cũng ghi được.')
    .meta({ examples: [[{ days: [1, 2, 3, 4, 5], from: '18:00', to: '06:00' }]] }),
  approval: z
    .enum(['always', 'held'])
    .default('held')
    .describe('always: kế hoạch nào cũng cần người thứ hai duyệt; held: chỉ khi bị một điều kiện giữ lại.'),
});

const dueDays = (days: number) => z.int().min(0).max(3650).default(days);
const tasks = z.strictObject({
  dueDays: z
    .strictObject({
      critical: dueDays(3).describe('Việc gấp. Mặc định: 3.'),
      major: dueDays(14).describe('Việc thường, kể cả việc do kế hoạch đẩy sinh ra. Mặc định: 14.'),
      minor: dueDays(30).describe('Việc nhỏ. Mặc định: 30.'),
    })
    .prefault({})
    .describe('Hạn của việc làm tay, tính bằng ngày từ khi có việc, theo mức nghiêm trọng.'),
});

/** The configuration file as it is written, without the adapters' own keys. */
export const fileSchema = z.strictObject({
  locality: z
    .string()
    .regex(
      /^[A-Za-z]\d{1,4}$/,
      asText({
        vi: 'phải là mã định danh của tỉnh, thành phố, ví dụ H13',
        en: 'must be the code of a province or city, such as H13',
      }),
    )
    .describe('Mã định danh của tỉnh, thành phố; đuôi của mã thủ tục trong các hệ thống. Ví dụ: H13.'),
  dataDir: text.default('./data').describe('Thư mục dữ liệu, tính từ tệp này. Mặc định: ./data.'),
  store: z
    .discriminatedUnion('driver', [
      z.strictObject({
        driver: z.literal('sqlite'),
        file: optionalText('Mặc định: dvc-sync.sqlite trong thư mục dữ liệu.'),
      }),
      z.strictObject({
        driver: z.literal('postgres'),
        url: text
          .regex(
            /^postgres(ql)?:\/\//,
            asText({ vi: 'phải bắt đầu bằng postgres://', en: 'must begin with postgres://' }),
          )
          .describe('postgres://người_dùng:mật_khẩu@máy:5432/cơ_sở_dữ_liệu'),
      }),
    ])
    .default({ driver: 'sqlite' })
    .describe(
      'Nơi lưu các lần chạy. Mặc định: SQLite trong thư mục dữ liệu; nhiều máy dùng chung thì dùng PostgreSQL.',
    )
    .meta({
      // biome-ignore lint/suspicious/noTemplateCurlyInString: how a configuration refers to a secret
      examples: [{ driver: 'postgres', url: 'postgres://dvcsync:${PGPASSWORD}@db.example.vn:5432/dvcsync' }],
    }),
  agencies: text.describe('Tệp danh sách cơ quan, đơn vị của thành phố.'),
  fields: optionalText(
    'Tệp lĩnh vực → mã đơn vị quản lý; dùng khi bản ghi quốc gia không nêu cơ quan thực hiện.',
  ),
  contacts: contactsSection
    .optional()
    .describe('Ai trả lời: in trên phiếu, thư và nêu tên khi nhắc việc. Mặc định: không nêu ai.'),
  systems: z.record(systemName, systemSchema).describe('Các hệ thống, mỗi hệ thống một tên tự đặt.'),
  services: text
    .default('./services')
    .describe(
      'Thư mục cấu hình mong muốn của từng dịch vụ, tính từ tệp này: <mã thủ tục>/service.yaml, eform.json, workflow.yaml. "dvc-sync scaffold" soạn nháp, "dvc-sync validate" kiểm tra. Mặc định: ./services.',
    ),
  roles: z
    .record(text, z.record(z.string(), text))
    .default({})
    .describe(
      'Vai trò trong quy trình → tên nhóm người dùng (td-dvc) hoặc mã vai trò (opencps) ở từng hệ thống.',
    ),
  push: push
    .prefault({})
    .describe('Giới hạn khi ghi vào các hệ thống; kế hoạch vượt giới hạn cần người thứ hai duyệt.'),
  tasks: tasks
    .prefault({})
    .describe('Việc con người phải làm vì hệ thống không cho ghi qua API ("dvc-sync tasks").'),
  codes: z
    .record(z.string(), z.record(z.string(), text))
    .default({})
    .describe(
      'Mã thủ tục riêng của một hệ thống → mã quốc gia ("dvc-sync map" ghi vào đây). Viết mã trong dấu nháy.',
    )
    .meta({ examples: [{ oneStop: { 'CT-HT-01': '1.004190' } }] }),
  applies: z
    .array(override)
    .default([])
    .describe('Thêm, bớt đơn vị thực hiện của từng thủ tục, kèm lý do.')
    .meta({
      examples: [
        [
          {
            procedure: '1.004190',
            remove: ['H13.1.2'],
            reason: 'Thành phố giao cho đơn vị khác theo QĐ 12/QĐ-UBND',
          },
        ],
      ],
    }),
  rules: z
    .partialRecord(z.enum(findingCodes), rule)
    .default({})
    .describe('Bật, tắt, đổi mức hoặc bên xử lý của từng quy tắc; danh sách: "dvc-sync rules".')
    .meta({ examples: [{ 'name-twice': { enabled: false }, 'field-differs': { severity: 'info' } }] }),
  owners: z
    .partialRecord(z.enum(owners), text)
    .default({})
    .describe('Tên gọi các bên xử lý trong báo cáo: technical, regulatory, agency.'),
  thresholds: z
    .strictObject({
      shrinkShare: share('Mất quá phần này số bản ghi so với lần đọc đủ trước thì coi là đọc thiếu.', 0.2),
      staleHours: amount(
        'Sau chừng này giờ không đọc đủ một hệ thống thì giám sát (/health) báo dữ liệu của nó đã cũ.',
        { to: 8760, above: true },
        36,
      ),
    })
    .prefault({})
    .describe('Khi nào một lần đọc là thiếu, dữ liệu là cũ.'),
  keep: z
    .strictObject({
      snapshots: whole('Số bản chụp giữ lại mỗi hệ thống.', [1], 3),
      runs: whole('Số lần chạy giữ lại.', [1], 30),
      jobDays: whole(
        'Số ngày giữ lại việc đã xong của dịch vụ cùng diễn biến của nó; tiến độ đọc mất cùng lần chạy.',
        [1, 3650],
        90,
      ),
      letterDays: whole('Số ngày giữ lại thư đã gửi hoặc đã bỏ riêng.', [1, 3650], 90),
    })
    .prefault({})
    .describe('Giữ lại bao nhiêu dữ liệu cũ.'),
  cacheHours: amount(
    'Số giờ tin dùng chi tiết đã đọc khi dòng danh sách của nó không đổi; 0: lần nào cũng đọc lại.',
    {},
    72,
  ),
  levelNames: z
    .enum(['numbers', 'decree-42'])
    .default('numbers')
    .describe(
      'Cách gọi mức độ: numbers (mức độ 1–4) hoặc decree-42 (toàn trình, một phần, cung cấp thông tin). Mặc định: numbers.',
    ),
  schedule: scheduleSection.prefault({}).describe('Lịch của các việc tự chạy khi dùng "dvc-sync serve".'),
  // What proves the trail from outside the database.
  audit: z
    .strictObject({
      keyFile: optionalText(
        'Tệp chứa khóa ký các mốc của nhật ký kiểm tra, ít nhất 16 byte, tính từ tệp này. Mặc định: audit.key trong dataDir, tự tạo khi khởi động lần đầu.',
        '/run/secrets/audit.key',
      ),
    })
    .prefault({})
    .describe('Nhật ký kiểm tra.'),
  server: serverSection.prefault({}).describe('Dịch vụ HTTP ("dvc-sync serve").'),
  mail: mailSection.optional().describe('Gửi thư. Bỏ trống: không gửi gì.'),
  reviews: reviewsSection
    .prefault({})
    .describe('Rà soát theo kế hoạch: các mốc, từ khóa, danh mục đã ở mức độ 4.'),
  report: z
    .strictObject({
      orderBy: z
        .enum(['severity', 'demand'])
        .default('severity')
        .describe(
          'Xếp sai lệch, việc cần làm, việc khắc phục: nặng nhất trước (severity) hay nhiều hồ sơ nhất trước (demand). Mặc định: severity.',
        ),
    })
    .prefault({})
    .describe('Báo cáo và danh sách việc.'),
  documents: documentsSection.prefault({}).describe('Thông tin in trên văn bản.'),
});

export type FileEntries = z.infer<typeof fileSchema>;
export type SystemEntry = z.infer<typeof systemSchema>;
export type HostEntry = z.infer<typeof hostSchema>;
