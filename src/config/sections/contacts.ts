import { z } from 'zod';

const text = z.string().trim().min(1).max(200);
const contact = z
  .strictObject({
    name: text.describe('Người hoặc bộ phận trả lời.'),
    title: text.optional().describe('Chức vụ.'),
    phone: text.optional().describe('Số điện thoại, viết trong ngoặc kép để giữ số 0 ở đầu.'),
    email: z.email().optional().describe('Địa chỉ thư.'),
  })
  .meta({ examples: [{ name: 'Trần Thị B', title: 'Trưởng phòng', phone: '0292 3 123 456' }] });

/** Who answers questions; printed on forms and letters, named in reminders. */
export const contactsSection = z.strictObject({
  technical: contact.optional().describe('Hướng dẫn về các điều kiện kỹ thuật.'),
  regulatory: contact.optional().describe('Hướng dẫn về quy định của pháp luật.'),
  agencies: z
    .record(z.string().min(1), contact)
    .default({})
    .describe('Người phụ trách từng đơn vị, theo mã định danh.'),
  fields: z
    .record(z.string().min(1), contact)
    .default({})
    .describe('Người phụ trách từng lĩnh vực, theo tên hoặc mã như trong tệp lĩnh vực.'),
});

export type ContactSettings = z.infer<typeof contactsSection>;
