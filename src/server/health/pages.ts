import type { Rest } from '../part.ts';
import { type HealthCheck, well } from './check.ts';

/**
 * Could what people and programs come for be loaded? Well as long as nobody has come. After a failure this check tries
 * again: where nobody is sent any more, nobody else would.
 */
export function pagesOf(rest: Rest): HealthCheck {
  return {
    name: 'pages',
    async look() {
      if (!rest.failed()) return well();
      // Not waited for: the next look finds what came of it, and the log has why it fails.
      rest.load().catch(() => {});
      const problem =
        'Không nạp được các trang và giao diện lập trình (API) của dịch vụ. Xem nguyên nhân trong nhật ký; nếu chương trình vừa được cài lại thì khởi động lại dịch vụ.';
      return { health: 'down', problems: [problem], details: {} };
    },
  };
}
