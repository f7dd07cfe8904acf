import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { adapters } from '../../adapters/index.ts';
import { ownFile } from '../domain/own-files.ts';
import { configurationJsonSchema } from './json-schema.ts';

/** What the systems themselves told for a first configuration. */
export interface StarterDraft {
  locality: string;
  systems: Record<string, StarterSystem>;
  /** YAML of the two lists. */
  agencies: string;
  fields: string;
}

/** An entry of `systems`, as it is to be written. */
export interface StarterSystem {
  /** What it is, Vietnamese. */
  about: readonly string[];
  entry: Readonly<Record<string, unknown>>;
  /** Beside its keys: what a person has to know or look at, Vietnamese. */
  notes?: Readonly<Record<string, string>>;
  /** Keys a person has given a value. */
  given?: readonly string[];
}

/** A reference to a variable of the environment: what is secret never stands in the file. */
function fromEnvironment(name: string): string {
  return `\${${name}}`;
}

/** The systems a city has, by the names the starter gives them. */
export const starterSystems = {
  national: {
    about: ['Cơ sở dữ liệu quốc gia về thủ tục hành chính, qua trục liên thông (LGSP).'],
    entry: {
      role: 'national',
      adapter: 'csdl-tthc',
      baseUrl: 'https://lgsp.example.vn/VXPAdapter/RestService/forward',
      loginPath: '/mapi/login',
      callPath: '/mapi/g',
      sharePath: '/mapi/share',
      unitCode: 'H13',
      username: fromEnvironment('CSDL_USER'),
      password: fromEnvironment('CSDL_PASSWORD'),
    },
  },
  people: {
    about: ['Cổng Dịch vụ công quốc gia, nơi người dân nộp hồ sơ; công khai, không cần tài khoản.'],
    entry: { role: 'nationalPortal', adapter: 'dvcqg-2026', baseUrl: 'https://dichvucong.example.vn' },
  },
  portal: {
    about: ['Cổng dịch vụ công thành phố. Tài khoản chỉ cần quyền đọc và không dùng cho việc khác.'],
    entry: {
      role: 'portal',
      adapter: 'td-dvc',
      baseUrl: 'https://dichvucong.example.vn',
      username: fromEnvironment('PORTAL_USER'),
      password: fromEnvironment('PORTAL_PASSWORD'),
    },
  },
  oneStop: {
    about: ['Hệ thống một cửa điện tử. groupId là mã site Liferay.'],
    entry: {
      role: 'oneStop',
      adapter: 'opencps',
      baseUrl: 'https://motcua.example.vn',
      groupId: 20143,
      username: fromEnvironment('ONESTOP_USER'),
      password: fromEnvironment('ONESTOP_PASSWORD'),
    },
  },
} satisfies Record<string, StarterSystem>;

/** Whether a key of an entry holds a secret, which is only ever written as a reference. */
export function isSecretKey({ entry }: StarterSystem, key: string): boolean {
  const adapter = adapters.find(({ name }) => name === entry.adapter);
  return adapter?.secretOptions.some(option => option === key) ?? false;
}

/** Nobody's own; a city takes the comment off. */
const commentedOut: readonly string[] = ['people'];

/** Roles of the standard workflow at each system that runs workflows. */
const starterRoles: Record<string, Record<string, string>> = {
  'Cán bộ một cửa': { portal: 'Cán bộ một cửa', oneStop: 'TIEPNHAN' },
  'Chuyên viên': { portal: 'Chuyên viên', oneStop: 'CHUYENVIEN' },
  'Lãnh đạo phòng': { portal: 'Lãnh đạo phòng', oneStop: 'LANHDAOPHONG' },
  'Lãnh đạo đơn vị': { portal: 'Lãnh đạo đơn vị', oneStop: 'LANHDAO' },
};

/** What `init` writes: file name → text. Every key is explained; passwords come from the environment. */
export function starterFiles(draft?: StarterDraft): Record<string, string> {
  const text = draft
    ? configuration(draft.locality, draft.systems, [])
    : configuration('H13', starterSystems, commentedOut);
  return {
    'dvc-sync.yaml': text,
    'agencies.yaml': agenciesHead + (draft?.agencies ?? agencies),
    'fields.yaml': fieldsHead + (draft?.fields ?? fields),
    ...schema(),
  };
}

/** Cities whose configuration comes with the program, each a folder of `config/`. */
const cities: readonly string[] = ['can-tho-2025'];

/** The same of a city that comes with the program; undefined where none is called so. */
export async function cityFiles(name: string): Promise<Record<string, string> | undefined> {
  if (!cities.includes(name)) return undefined;
  const files: Record<string, string> = {};
  for (const file of ['dvc-sync.yaml', 'agencies.yaml', 'fields.yaml'])
    files[file] = await readFile(ownFile(`config/${name}/${file}`), 'utf8');
  return { ...files, ...schema() };
}

function schema(): Record<string, string> {
  return { 'dvc-sync.schema.json': `${JSON.stringify(configurationJsonSchema(), null, 2)}\n` };
}

/** Entries as they stand below `systems`. */
function systemsText(systems: Readonly<Record<string, StarterSystem>>, off: readonly string[]): string {
  return Object.entries(systems)
    .map(([name, { about, entry, notes = {} }]) => {
      const unset = Object.keys(notes).filter(key => !(key in entry));
      const lines = [
        `${name}:`,
        ...Object.entries(entry).map(
          ([key, value]) => `  ${key}: ${scalar(value)}${notes[key] ? `  # ${comment(notes[key])}` : ''}`,
        ),
        ...unset.map(key => `  # ${key}: ${comment(notes[key]!)}`),
      ].map(line => `  ${off.includes(name) ? '# ' : ''}${line}`);
      return [...about.map(line => `  # ${comment(line)}`), ...lines].join('\n');
    })
    .join('\n\n');
}

/** A comment ends with its line: nothing a system says may go on behind it. */
export function comment(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** A value of YAML on one line. */
export function scalar(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
}

function rolesText(systems: readonly string[]): string {
  const roles = Object.entries(starterRoles).flatMap(([role, names]) => {
    const here = Object.fromEntries(Object.entries(names).filter(([system]) => systems.includes(system)));
    return Object.keys(here).length === 0 ? [] : [`  ${role}: ${scalar(here)}`];
  });
  return roles.length === 0 ? 'roles: {}' : ['roles:', ...roles].join('\n');
}

const configuration = (
  locality: string,
  systems: Readonly<Record<string, StarterSystem>>,
  off: readonly string[],
) => `# yaml-language-server: $schema=./dvc-sync.schema.json
#
# Cấu hình dvc-sync. Đường dẫn tương đối tính từ tệp này.
# \${TÊN} lấy giá trị từ biến môi trường, \${file:/run/secrets/x} lấy nội dung một tệp.
# Không viết mật khẩu vào đây. Sửa xong, chạy "dvc-sync check".

# Mã định danh của tỉnh, thành phố (đuôi của mã thủ tục trong các hệ thống).
locality: ${locality}

# Nơi giữ kho dữ liệu và kết quả các lần chạy.
dataDir: ./data

# Kho dữ liệu. Mặc định là SQLite trong dataDir; nhiều máy dùng chung thì dùng PostgreSQL.
store: { driver: sqlite }
# store: { driver: postgres, url: "postgres://dvcsync:\${PGPASSWORD}@db.example.vn:5432/dvcsync" }

# Danh sách cơ quan, đơn vị của thành phố.
agencies: ./agencies.yaml

# Lĩnh vực nào do đơn vị nào quản lý; dùng khi bản ghi quốc gia không nêu cơ quan thực hiện.
fields: ./fields.yaml

# Các hệ thống, mỗi hệ thống một tên tự đặt. Khóa chung:
#   role     vai trò: national, nationalPortal, portal, oneStop hoặc tên khác
#   adapter  giao thức: csdl-tthc, dvcqg-2026, td-dvc, opencps; các khóa còn lại tùy giao thức
#   baseUrl  địa chỉ gốc; http:// chỉ dùng được trên chính máy này, nơi khác cần insecure: true
#   hosts    cấu hình hệ thống phải có: components, eform, workflow, payment, channel (mặc định theo vai trò)
#   covers   chỉ phục vụ các cấp hoặc đơn vị này, ví dụ [province, H13.1.2] (mặc định: tất cả)
#   links    xem thử đường dẫn đưa người dân tới, ví dụ { enabled: true, hosts: [dichvucong.gov.vn] } (mặc định: không xem)
#   page                   trang cấu hình một thủ tục, ví dụ https://…/thu-tuc/{procedure}
#   useRemoteMapping       tin bảng đối chiếu mã quốc gia của chính hệ thống đó (mặc định: false)
#   concurrency            số yêu cầu cùng lúc (mặc định: 8)
#   ratePerSecond          số yêu cầu mỗi giây (mặc định: 100)
#   connectTimeoutSeconds  giây chờ kết nối (mặc định: 10)
#   answerTimeoutSeconds   giây chờ trả lời (mặc định: 60)
#   attempts               số lần thử một yêu cầu đọc (mặc định: 3)
#   maxAnswerMegabytes     trả lời lớn nhất, MB (mặc định: 64)
#   maxRows                số dòng tối đa của một danh sách (mặc định: 500000)
#   maxReadMinutes         số phút tối đa đọc hệ thống (mặc định: 60)
systems:
${systemsText(systems, off)}

# Mã thủ tục riêng của một hệ thống → mã quốc gia ("dvc-sync map" ghi vào đây). Viết mã trong dấu nháy.
codes: {}
# codes:
#   oneStop: { "CT-HT-01": "1.004190" }

# Thêm, bớt đơn vị thực hiện một thủ tục; lý do hiện trong báo cáo.
applies: []
# applies:
#   - { procedure: "1.004190", remove: [H13.1.2], reason: "Thành phố giao cho đơn vị khác theo QĐ 12/QĐ-UBND" }

# Cấu hình mong muốn của từng dịch vụ: services/<mã thủ tục>/service.yaml, eform.json, workflow.yaml.
# "dvc-sync scaffold" soạn nháp từ bản ghi quốc gia, "dvc-sync validate" kiểm tra.
services: ./services

# Vai trò trong quy trình → tên nhóm người dùng (td-dvc) hoặc mã vai trò (opencps) ở từng hệ thống.
${rolesText(Object.keys(systems).filter(name => !off.includes(name)))}

# Giới hạn khi ghi vào các hệ thống; kế hoạch vượt giới hạn cần người thứ hai duyệt.
push:
  # Số thay đổi nhiều nhất của một kế hoạch.
  maxChanges: 500
  # Phần dịch vụ công của một hệ thống mà một kế hoạch được đổi.
  maxShare: 0.25
  # Chỉ ghi trong các khoảng giờ này (giờ Việt Nam, ngày 1 = thứ hai); bỏ trống thì lúc nào cũng ghi được.
  windows: []
  # windows: [{ days: [1, 2, 3, 4, 5], from: "18:00", to: "06:00" }]
  # always: kế hoạch nào cũng cần người thứ hai duyệt; held: chỉ khi bị một điều kiện giữ lại.
  approval: held

# Việc làm tay ("dvc-sync tasks"): số ngày từ khi có việc đến hạn, theo mức nghiêm trọng.
tasks: { dueDays: { critical: 3, major: 14, minor: 30 } }

# Bật, tắt, đổi mức (critical, major, minor, info) hoặc bên xử lý (technical, regulatory, agency) của quy tắc.
# Danh sách quy tắc: "dvc-sync rules".
rules: {}
# rules:
#   name-twice: { enabled: false }
#   field-differs: { severity: info }

# Tên các bên xử lý trong báo cáo.
owners: { technical: Sở TTTT, regulatory: VP UBND, agency: đơn vị }

thresholds:
  # Mất quá phần này số bản ghi so với lần đọc đủ trước đó thì coi là đọc thiếu.
  shrinkShare: 0.2
  # Sau chừng này giờ không đọc đủ một hệ thống thì /health báo dữ liệu của nó đã cũ.
  staleHours: 36

keep:
  # Số bản chụp giữ lại mỗi hệ thống.
  snapshots: 3
  # Số lần chạy giữ lại cùng các sai lệch.
  runs: 30
  # Số ngày giữ lại việc đã xong của dịch vụ cùng diễn biến của nó.
  jobDays: 90
  # Số ngày giữ lại thư đã gửi hoặc đã bỏ riêng.
  letterDays: 90

# Lịch của các việc tự chạy khi có "dvc-sync serve"; "dvc-sync schedule" cho xem lần trước, kết quả, lần tới.
#   at             biểu thức cron năm trường, giờ Việt Nam: phút giờ ngày tháng thứ (0 hoặc 7 = chủ nhật); ngày và thứ
#                  cùng có thì phải đúng cả hai; L = ngày cuối tháng; null = không chạy theo lịch
#   missed         lỡ giờ vì dịch vụ tắt: once = chạy bù một lần khi bật lại (mặc định), skip = bỏ qua
#   jitterSeconds  lùi lại ngẫu nhiên tới chừng này giây (mặc định: 0)
# Lần trước chưa xong thì lần sau bị bỏ qua, có ghi lại.
schedule:
  # Đối chiếu.
  reconcile: { at: "30 5 * * *", missed: once, jitterSeconds: 0 }
  # Đối chiếu, đọc lại mọi chi tiết từ đầu.
  full-refresh: { at: "0 1 * * 0" }
  # Lập kế hoạch đẩy.
  plan: { at: null }
  # Nhắc việc và mốc đến hạn.
  reminders: { at: "0 7 * * 1-5" }
  # Thư tổng hợp cho người nhận theo lịch.
  digest: { at: "30 7 * * 1" }
  # Số liệu tháng trước.
  monthly-report: { at: "0 6 1 * *" }
  # Dọn dữ liệu cũ theo mục keep.
  housekeeping: { at: "15 3 * * *" }

# Dịch vụ HTTP của "dvc-sync serve". Đổi host, port hoặc store thì phải khởi động lại; khóa khác: gửi SIGHUP.
server:
  # Nơi lắng nghe; port 0 = cổng trống bất kỳ.
  host: 127.0.0.1
  port: 8080
  # Địa chỉ mọi người mở dịch vụ, dùng cho đường dẫn trong thư.
  # publicUrl: https://dvc-sync.cantho.example.vn
  # Máy chủ chuyển tiếp đứng trước dịch vụ, được tin phần X-Forwarded-*.
  trustProxy: []
  # Nội dung lớn nhất được nhận, MB.
  bodyMegabytes: 20
  # Số yêu cầu mỗi phút của một tài khoản hay địa chỉ.
  requestsPerMinute: 600
  # Giây chờ việc đang làm kết thúc khi dịch vụ được yêu cầu dừng.
  graceSeconds: 30
  # Đăng nhập bằng thẻ OpenID Connect; bỏ trống thì chỉ dùng khóa API ("dvc-sync keys").
  # oidc:
  #   issuer: https://sso.cantho.example.vn
  #   audience: dvc-sync
  #   roleClaim: roles
  #   roles: { can-bo: viewer, van-hanh: operator, lanh-dao: approver, quan-tri: admin }

# Thư. Bỏ dấu # để dùng; "dvc-sync mail preview" cho xem trước, "dvc-sync mail test" gửi thử.
# mail:
#   from: "dvc-sync Cần Thơ <dvc-sync@cantho.example.vn>"
#   smtp:
#     host: mail.cantho.example.vn
#     port: 587
#     # starttls (cổng 587), tls (cổng 465) hoặc none (chỉ với máy chủ thư trên chính máy này).
#     security: starttls
#     username: "\${SMTP_USER}"
#     password: "\${SMTP_PASSWORD}"
#     # Tệp chứng chỉ gốc riêng của máy chủ thư (PEM).
#     # caFile: ./ca.pem
#     timeoutSeconds: 30
#   # Ai nhận thư gì; muốn thôi nhận thì bỏ dòng của người đó. Mỗi dòng đúng một trong:
#   #   everything: true (toàn bộ), owner (technical, regulatory, agency), agency (mã định danh)
#   # when: changes (sau lần chạy có thay đổi) hoặc schedule (theo lịch digest);
#   # critical: theo lịch nhưng có sai lệch nghiêm trọng mới thì nhận ngay.
#   recipients:
#     - { address: so.tttt@cantho.example.vn, name: Sở Thông tin và Truyền thông, everything: true }
#     - { address: vp.ubnd@cantho.example.vn, owner: regulatory, when: schedule, critical: true }
#     - { address: so.tuphap@cantho.example.vn, agency: H13.1.2 }
#   # Sau một thư khẩn, bao nhiêu phút mới gửi thư khẩn tiếp theo cho cùng người.
#   holdOffMinutes: 60
#   # Bảng tính lớn hơn chừng này MB thì gửi đường dẫn thay vì đính kèm.
#   attachmentMegabytes: 5
#   # Số lần thử gửi một thư trước khi bỏ riêng.
#   attempts: 8

# Cách gọi mức độ trong báo cáo, văn bản: numbers (mức độ 1–4) hoặc decree-42 (toàn trình, một phần, cung cấp thông tin).
levelNames: numbers

# Rà soát theo kế hoạch ("dvc-sync review"): ai phải xong việc gì, hạn ngày nào. Mẫu sáu mốc: config/can-tho/reviews.yaml.
reviews:
  milestones: []
  # milestones:
  #   - { id: xa, name: "UBND xã báo cáo về UBND huyện", due: "2021-06-15", what: review, tiers: [commune] }
  # Ngày nghỉ ngoài thứ bảy, chủ nhật.
  holidays: []
  # Văn bản công bố các dịch vụ đã ở mức độ 4 (không phải rà soát, nhưng phải giữ mức độ 4).
  # decision: Quyết định số 2974/QĐ-UBND
  # Bộ từ khóa → điều kiện chưa đáp ứng; bỏ trống thì dùng bộ có sẵn.
  # reasons: ./review-reasons.yaml

# Thứ tự của sai lệch, việc cần làm, việc khắc phục: severity (nặng nhất trước) hoặc demand (nhiều hồ sơ nhất trước;
# cần một hệ thống cho biết số hồ sơ, có demand: true).
report: { orderBy: severity }

# Văn bản (báo cáo tháng, danh mục): cơ quan ban hành, ký hiệu, nơi nhận, người ký.
documents:
  issuer: Ủy ban nhân dân thành phố
  # above: cơ quan chủ quản, dòng trên
  symbol: BC-UBND
  recipients: []
  # signer: { authority: ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], title: PHÓ CHỦ TỊCH, name: Nguyễn Văn A }
  # Thư mục lời văn của thành phố thay cho bộ có sẵn: chép tệp muốn sửa từ assets/wording của chương trình.
  # templates: ./templates

# Nhật ký kiểm tra: khóa ký các mốc của nó mặc định là tệp audit.key trong dataDir, tự tạo khi khởi động lần đầu.
audit: {}
# audit: { keyFile: /run/secrets/audit.key }

# Số giờ tin dùng chi tiết đã đọc ở các hệ thống (dòng danh sách đổi thì đọc lại ngay); bỏ qua bằng "run --full".
cacheHours: 72
`;

const agenciesHead = `# Cơ quan, đơn vị của thành phố.
#   code    mã định danh
#   name    tên đầy đủ
#   tier    cấp: province (sở, ban, ngành), district (huyện), commune (xã), other
#   parent  mã đơn vị cấp trên, bỏ trống ở trên cùng
#   ids     mã của đơn vị ở từng hệ thống, khi khác mã định danh; nhiều mã thì viết danh sách
`;

const agencies = `- { code: H13, name: Ủy ban nhân dân thành phố, tier: province }
- { code: H13.1.2, name: Sở Tư pháp, tier: province, parent: H13 }
- code: H13.20
  name: Ủy ban nhân dân quận Ninh Kiều
  tier: district
  parent: H13
  ids: { oneStop: [NINHKIEU, "000.00.20.H13"] }
- { code: H13.20.1, name: Ủy ban nhân dân phường Cái Khế, tier: commune, parent: H13.20 }
`;

const fieldsHead = '# Tên hoặc mã lĩnh vực → mã đơn vị quản lý.\n';

const fields = `Hộ tịch: H13.1.2
Chứng thực: H13.1.2
`;
