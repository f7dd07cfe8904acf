import type { Office } from './role.ts';

/** Somebody who answers questions. */
export interface Contact {
  /** The person, or the office where it answers as such. */
  name: string;
  title?: string | undefined;
  phone?: string | undefined;
  email?: string | undefined;
}

/** Who answers: the two offices of the plan, the head of each unit (by our code) and of each field of work (by name or code). */
export interface Contacts extends Partial<Record<Office, Contact>> {
  agencies: Record<string, Contact>;
  fields: Record<string, Contact>;
}

/** "Nguyễn Văn A, Chánh Văn phòng, điện thoại 02923817696, vanphong@example.vn". */
export function contactText({ name, title, phone, email }: Contact): string {
  return [name, title, phone && `điện thoại ${phone}`, email].filter(Boolean).join(', ');
}
