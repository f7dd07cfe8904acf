import type { Command } from 'commander';

/** What of a command the list of commands shows; the rest is in its module, which is loaded when the command is asked for. */
export interface CommandEntry {
  /** As commander takes them: name, what it is, what stands for it where it is not given. */
  arguments?: [name: string, is: string, otherwise?: string][];
  does: string;
  /** Not in the list: known to who asks for it by name. */
  hidden?: true;
  load(): Promise<(command: Command) => void>;
}

/** Every command by its name, in the order of the help. */
export const commands: Record<string, CommandEntry> = {
  init: {
    arguments: [['[thư-mục]', 'nơi ghi', '.']],
    does: 'viết cấu hình mẫu có chú thích: dvc-sync.yaml, agencies.yaml, fields.yaml',
    load: async () => (await import('./init.ts')).initCommand,
  },
  check: {
    does: 'liên hệ từng hệ thống: tài khoản nào, đọc được gì, mất bao lâu; không ghi gì',
    load: async () => (await import('./check.ts')).checkCommand,
  },
  run: {
    does: 'đọc các hệ thống, đối chiếu, ghi nhớ và viết báo cáo',
    load: async () => (await import('./run.ts')).runCommand,
  },
  report: {
    does: 'viết lại báo cáo của một lần chạy, toàn bộ hoặc một phần; không liên hệ hệ thống nào',
    load: async () => (await import('./report.ts')).reportCommand,
  },
  rules: {
    arguments: [['[mã...]', 'chỉ những quy tắc này']],
    does: 'giải thích từng quy tắc: sai gì, vì sao quan trọng, ai xử lý, cách khắc phục',
    load: async () => (await import('./rules.ts')).rulesCommand,
  },
  map: {
    does: 'mã của các hệ thống chưa khớp với danh sách của thành phố: liệt kê kèm gợi ý, hoặc ghi một ánh xạ',
    load: async () => (await import('./map.ts')).mapCommand,
  },
  history: {
    arguments: [['[mã-sai-lệch]', 'mã sai lệch trong báo cáo (hoặc phần đầu của nó)']],
    does: 'các lần chạy; hoặc mọi điều một sai lệch đã trải qua',
    load: async () => (await import('./history.ts')).historyCommand,
  },
  waive: {
    arguments: [['[mã-sai-lệch]', 'mã sai lệch trong báo cáo (hoặc phần đầu của nó)']],
    does: 'tạm bỏ qua một sai lệch: ai cho phép, vì sao, đến bao giờ; hết hạn thì nó trở lại',
    load: async () => (await import('./waive.ts')).waiveCommand,
  },
  scaffold: {
    arguments: [['[mã...]', 'mã thủ tục quốc gia']],
    does: 'soạn nháp cấu hình của dịch vụ từ bản ghi quốc gia: service.yaml, eform.json, workflow.yaml',
    load: async () => (await import('./scaffold.ts')).scaffoldCommand,
  },
  validate: {
    arguments: [['[mã...]', 'mã thủ tục; mặc định: mọi thư mục trong services']],
    does: 'kiểm tra cấu hình mong muốn của các dịch vụ trước khi đẩy đi',
    load: async () => (await import('./validate.ts')).validateCommand,
  },
  adopt: {
    arguments: [['<mã>', 'mã thủ tục quốc gia']],
    does: 'lấy cấu hình đang có ở một hệ thống làm cấu hình mong muốn (ghi thành tệp để duyệt)',
    load: async () => (await import('./adopt.ts')).adoptCommand,
  },
  workflow: {
    does: 'quy trình điện tử: ghi thành bảng tính của hệ thống một cửa, hoặc đọc từ bảng tính đó',
    load: async () => (await import('./workflow.ts')).workflowCommand,
  },
  plan: {
    does: 'so cấu hình mong muốn với các hệ thống và lập kế hoạch thay đổi; chưa ghi gì vào hệ thống nào',
    load: async () => (await import('./plan.ts')).planCommand,
  },
  approve: {
    arguments: [['<kế-hoạch>', 'mã kế hoạch']],
    does: 'duyệt một kế hoạch; người duyệt phải khác người lập',
    load: async () => (await import('./apply.ts')).approveCommand,
  },
  apply: {
    arguments: [['<kế-hoạch>', 'mã kế hoạch']],
    does: 'áp dụng một kế hoạch đã lập: ghi nhật ký trước, gửi, đọc lại để kiểm tra',
    load: async () => (await import('./apply.ts')).applyCommand,
  },
  rollback: {
    arguments: [['<kế-hoạch>', 'mã kế hoạch đã áp dụng']],
    does: 'lập kế hoạch trả lại các giá trị trước một kế hoạch; duyệt và áp dụng như mọi kế hoạch',
    load: async () => (await import('./plan.ts')).rollbackCommand,
  },
  tasks: {
    does: 'việc con người phải làm vì hệ thống không cho ghi qua API hoặc cần người quyết định',
    load: async () => (await import('./tasks.ts')).tasksCommand,
  },
  review: {
    does: 'rà soát của các đơn vị (Phụ lục I, II): nhập, xem, quyết định, tổng hợp, theo dõi các mốc của kế hoạch',
    load: async () => (await import('./review.ts')).reviewCommand,
  },
  mail: {
    does: 'thư: xem trước, hàng chờ gửi, gửi, gửi lại, gửi thử',
    load: async () => (await import('./mail.ts')).mailCommand,
  },
  backup: {
    arguments: [['<tệp>', 'tệp sao lưu sẽ viết, ví dụ dvc-sync-2026-11-23.backup.gz']],
    does: 'sao lưu kho dữ liệu vào một tệp, cả khi dịch vụ đang chạy',
    load: async () => (await import('./backup.ts')).backupCommand,
  },
  restore: {
    arguments: [['<tệp>', 'tệp do "dvc-sync backup" viết']],
    does: 'phục hồi kho dữ liệu từ bản sao lưu; trọn vẹn hoặc không gì cả',
    load: async () => (await import('./restore.ts')).restoreCommand,
  },
  serve: {
    does: 'chạy liên tục: theo lịch, nhận yêu cầu qua HTTP, làm các việc trong hàng đợi',
    load: async () => (await import('./serve.ts')).serveCommand,
  },
  work: {
    does: 'chỉ làm các việc trong hàng đợi, cùng với các tiến trình khác (cần PostgreSQL)',
    load: async () => (await import('./work.ts')).workCommand,
  },
  alive: {
    does: 'hỏi dịch vụ đang chạy có trả lời không, ở địa chỉ ghi trong cấu hình',
    load: async () => (await import('./alive.ts')).aliveCommand,
  },
  schedule: {
    does: 'lịch của các việc tự chạy: lần trước, kết quả, lần tới',
    load: async () => (await import('./schedule.ts')).scheduleCommand,
  },
  keys: {
    does: 'khóa API để gọi dịch vụ và đăng nhập trang web: tạo, liệt kê, thu hồi; không lệnh con thì liệt kê',
    load: async () => (await import('./keys.ts')).keysCommand,
  },
  sessions: {
    does: 'phiên đăng nhập của trang web: liệt kê, kết thúc; không lệnh con thì liệt kê',
    load: async () => (await import('./sessions.ts')).sessionsCommand,
  },
  audit: {
    does: 'nhật ký kiểm tra: ai đã làm gì, từ đâu, lúc nào, kết quả; không lệnh con thì liệt kê',
    load: async () => (await import('./audit.ts')).auditCommand,
  },
  sandbox: {
    hidden: true,
    does: 'thành phố giả lập; chỉ có trong bản mã nguồn: npm run sandbox -- …',
    load: async () => (await import('./sandbox.ts')).sandboxCommand,
  },
  schema: {
    arguments: [['[tên]', 'dvc-sync, service hoặc workflow', 'dvc-sync']],
    does: 'in JSON Schema của tệp cấu hình và tệp định nghĩa dịch vụ (cho trình soạn thảo)',
    load: async () => (await import('./schema.ts')).schemaCommand,
  },
};
