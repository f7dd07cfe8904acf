import type { Command } from 'commander';
import type { Words } from '../domain/language.ts';

/** What of a command the list of commands shows; the rest is in its module, which is loaded when the command is asked for. */
export interface CommandEntry {
  /** As commander takes it: name, what it is, what stands for it where it is not given. */
  argument?: [name: string, is: Words, otherwise?: string];
  does: Words;
  /** Not in the list: known to who asks for it by name. */
  hidden?: true;
  load(): Promise<(command: Command) => void>;
}

const discrepancy: CommandEntry['argument'] = [
  '[mã-sai-lệch]',
  {
    vi: 'mã sai lệch trong báo cáo (hoặc phần đầu của nó)',
    en: 'code of a discrepancy in the report (or its beginning)',
  },
];

/** Every command by its name, in the order of the help. */
export const commands: Record<string, CommandEntry> = {
  init: {
    argument: ['[thư-mục]', { vi: 'nơi ghi', en: 'where to write' }, '.'],
    does: {
      vi: 'viết cấu hình mẫu có chú thích: dvc-sync.yaml, agencies.yaml, fields.yaml',
      en: 'write a starter configuration with comments: dvc-sync.yaml, agencies.yaml, fields.yaml',
    },
    load: async () => (await import('./init.ts')).initCommand,
  },
  check: {
    does: {
      vi: 'liên hệ từng hệ thống: tài khoản nào, đọc được gì, mất bao lâu; không ghi gì',
      en: 'contact every system: which account, what can be read, how long it takes; writes nothing',
    },
    load: async () => (await import('./check.ts')).checkCommand,
  },
  run: {
    does: {
      vi: 'đọc các hệ thống, đối chiếu, ghi nhớ và viết báo cáo',
      en: 'read the systems, reconcile them, remember and write the report',
    },
    load: async () => (await import('./run.ts')).runCommand,
  },
  report: {
    does: {
      vi: 'viết lại báo cáo của một lần chạy, toàn bộ hoặc một phần; không liên hệ hệ thống nào',
      en: 'write the report of a run again, whole or in part; contacts no system',
    },
    load: async () => (await import('./report/report.ts')).reportCommand,
  },
  rules: {
    argument: ['[mã...]', { vi: 'chỉ những quy tắc này', en: 'only these rules' }],
    does: {
      vi: 'giải thích từng quy tắc: sai gì, vì sao quan trọng, ai xử lý, cách khắc phục',
      en: 'explain each rule: what is wrong, why it matters, who acts, what to do',
    },
    load: async () => (await import('./rules.ts')).rulesCommand,
  },
  map: {
    does: {
      vi: 'mã của các hệ thống chưa khớp với danh sách của thành phố: liệt kê kèm gợi ý, hoặc ghi một ánh xạ',
      en: "codes of the systems that are not in the city's lists: list them with suggestions, or write a mapping",
    },
    load: async () => (await import('./map.ts')).mapCommand,
  },
  history: {
    argument: discrepancy,
    does: {
      vi: 'các lần chạy; hoặc mọi điều một sai lệch đã trải qua',
      en: 'the runs; or all that a discrepancy has been through',
    },
    load: async () => (await import('./history.ts')).historyCommand,
  },
  waive: {
    argument: discrepancy,
    does: {
      vi: 'tạm bỏ qua một sai lệch: ai cho phép, vì sao, đến bao giờ; hết hạn thì nó trở lại',
      en: 'set a discrepancy aside for a time: who allows it, why, until when; then it comes back',
    },
    load: async () => (await import('./waive.ts')).waiveCommand,
  },
  scaffold: {
    argument: ['[mã...]', { vi: 'mã thủ tục quốc gia', en: 'national code of the procedure' }],
    does: {
      vi: 'soạn nháp cấu hình của dịch vụ từ bản ghi quốc gia: service.yaml, eform.json, workflow.yaml',
      en: 'draft the configuration of a service from its national record: service.yaml, eform.json, workflow.yaml',
    },
    load: async () => (await import('./push/scaffold.ts')).scaffoldCommand,
  },
  validate: {
    argument: [
      '[mã...]',
      {
        vi: 'mã thủ tục; mặc định: mọi thư mục trong services',
        en: 'code of the procedure; default: every folder in services',
      },
    ],
    does: {
      vi: 'kiểm tra cấu hình mong muốn của các dịch vụ trước khi đẩy đi',
      en: 'check the desired configuration of services before it is pushed',
    },
    load: async () => (await import('./push/validate.ts')).validateCommand,
  },
  adopt: {
    argument: [
      '[mã]',
      { vi: 'mã thủ tục quốc gia; hoặc --all', en: 'national code of the procedure; or --all' },
    ],
    does: {
      vi: 'lấy cấu hình đang có ở một hệ thống làm cấu hình mong muốn (ghi thành tệp để duyệt)',
      en: 'take the configuration a system has as the desired one (written into files, to be reviewed)',
    },
    load: async () => (await import('./push/adopt.ts')).adoptCommand,
  },
  workflow: {
    does: {
      vi: 'quy trình điện tử: ghi thành bảng tính của hệ thống một cửa, hoặc đọc từ bảng tính đó',
      en: 'workflows: write one as the workbook of the one-stop system, or read that workbook',
    },
    load: async () => (await import('./push/workflow.ts')).workflowCommand,
  },
  plan: {
    does: {
      vi: 'so cấu hình mong muốn với các hệ thống và lập kế hoạch thay đổi; chưa ghi gì vào hệ thống nào',
      en: 'compare the desired configuration with the systems and plan changes; writes to no system',
    },
    load: async () => (await import('./push/plan.ts')).planCommand,
  },
  approve: {
    argument: ['<kế-hoạch>', { vi: 'mã kế hoạch', en: 'id of the plan' }],
    does: {
      vi: 'duyệt một kế hoạch; người duyệt phải khác người lập',
      en: 'approve a plan; not by its own author',
    },
    load: async () => (await import('./push/apply.ts')).approveCommand,
  },
  apply: {
    argument: ['<kế-hoạch>', { vi: 'mã kế hoạch', en: 'id of the plan' }],
    does: {
      vi: 'áp dụng một kế hoạch đã lập: ghi nhật ký trước, gửi, đọc lại để kiểm tra',
      en: 'apply a plan: write the journal, send, read back to verify',
    },
    load: async () => (await import('./push/apply.ts')).applyCommand,
  },
  rollback: {
    argument: ['<kế-hoạch>', { vi: 'mã kế hoạch đã áp dụng', en: 'id of a plan that was applied' }],
    does: {
      vi: 'lập kế hoạch trả lại các giá trị trước một kế hoạch; duyệt và áp dụng như mọi kế hoạch',
      en: 'plan to give back the values from before a plan; approved and applied like any plan',
    },
    load: async () => (await import('./push/plan.ts')).rollbackCommand,
  },
  tasks: {
    does: {
      vi: 'việc con người phải làm vì hệ thống không cho ghi qua API hoặc cần người quyết định',
      en: 'what people have to do, where a system cannot be written or somebody has to decide',
    },
    load: async () => (await import('./tasks.ts')).tasksCommand,
  },
  review: {
    does: {
      vi: 'rà soát của các đơn vị (Phụ lục I, II): nhập, xem, quyết định, tổng hợp, theo dõi các mốc của kế hoạch',
      en: 'reviews of the units (Phu luc I, II): import, look, decide, consolidate, follow the milestones of the plan',
    },
    load: async () => (await import('./review/review.ts')).reviewCommand,
  },
  links: {
    does: {
      vi: 'đường dẫn các hệ thống đưa người dân tới, và lần xem gần nhất thấy gì',
      en: 'where systems send people, and what was last seen there',
    },
    load: async () => (await import('./links.ts')).linksCommand,
  },
  mail: {
    does: {
      vi: 'thư: xem trước, hàng chờ gửi, gửi, gửi lại, gửi thử',
      en: 'mail: preview, what waits, send, send again, test',
    },
    load: async () => (await import('./mail.ts')).mailCommand,
  },
  backup: {
    argument: [
      '<tệp>',
      {
        vi: 'tệp sao lưu sẽ viết, ví dụ dvc-sync-2026-11-23.backup.gz',
        en: 'the backup to write, for instance dvc-sync-2026-11-23.backup.gz',
      },
    ],
    does: {
      vi: 'sao lưu kho dữ liệu vào một tệp, cả khi dịch vụ đang chạy',
      en: 'back the store up into one file, also while the service runs',
    },
    load: async () => (await import('./backup.ts')).backupCommand,
  },
  restore: {
    argument: ['<tệp>', { vi: 'tệp do "dvc-sync backup" viết', en: 'a file that "dvc-sync backup" wrote' }],
    does: {
      vi: 'phục hồi kho dữ liệu từ bản sao lưu; trọn vẹn hoặc không gì cả',
      en: 'restore the store from a backup; whole or not at all',
    },
    load: async () => (await import('./backup.ts')).restoreCommand,
  },
  serve: {
    does: {
      vi: 'chạy liên tục: theo lịch, nhận yêu cầu qua HTTP, làm các việc trong hàng đợi',
      en: 'run as a service: by the schedule, asked over HTTP, doing what is queued',
    },
    load: async () => (await import('./serve/serve.ts')).serveCommand,
  },
  work: {
    does: {
      vi: 'chỉ làm các việc trong hàng đợi, cùng với các tiến trình khác (cần PostgreSQL)',
      en: 'only do what is queued, beside other processes (needs PostgreSQL)',
    },
    load: async () => (await import('./serve/work.ts')).workCommand,
  },
  alive: {
    does: {
      vi: 'hỏi dịch vụ đang chạy có trả lời không, ở địa chỉ ghi trong cấu hình',
      en: 'ask whether the service answers, at the address in the configuration',
    },
    load: async () => (await import('./serve/alive.ts')).aliveCommand,
  },
  schedule: {
    does: {
      vi: 'lịch của các việc tự chạy: lần trước, kết quả, lần tới',
      en: 'when jobs run by themselves: last time, what came of it, next time',
    },
    load: async () => (await import('./serve/schedule.ts')).scheduleCommand,
  },
  keys: {
    does: {
      vi: 'khóa API để gọi dịch vụ và đăng nhập trang web: tạo, liệt kê, thu hồi; không lệnh con thì liệt kê',
      en: 'keys to call the API and sign in to the pages: create, list, revoke; lists without a subcommand',
    },
    load: async () => (await import('./keys.ts')).keysCommand,
  },
  sessions: {
    does: {
      vi: 'phiên đăng nhập của trang web: liệt kê, kết thúc; không lệnh con thì liệt kê',
      en: 'sessions of the pages: list, end; lists without a subcommand',
    },
    load: async () => (await import('./sessions.ts')).sessionsCommand,
  },
  audit: {
    does: {
      vi: 'nhật ký kiểm tra: ai đã làm gì, từ đâu, lúc nào, kết quả; không lệnh con thì liệt kê',
      en: 'audit trail: who did what, from where, when, how it ended; lists without a subcommand',
    },
    load: async () => (await import('./audit.ts')).auditCommand,
  },
  sandbox: {
    hidden: true,
    does: {
      vi: 'thành phố giả lập; chỉ có trong bản mã nguồn: npm run sandbox -- …',
      en: 'the pretended city; with the sources only: npm run sandbox -- …',
    },
    load: async () => (await import('./sandbox.ts')).sandboxCommand,
  },
  schema: {
    argument: [
      '[tên]',
      { vi: 'dvc-sync, service hoặc workflow', en: 'dvc-sync, service or workflow' },
      'dvc-sync',
    ],
    does: {
      vi: 'in JSON Schema của tệp cấu hình và tệp định nghĩa dịch vụ (cho trình soạn thảo)',
      en: 'print the JSON Schema of the configuration and of service definitions (for editors)',
    },
    load: async () => (await import('./schema.ts')).schemaCommand,
  },
};
