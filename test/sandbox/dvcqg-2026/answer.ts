/** What a call gets: a status and a value in the envelope, or a page of HTML. */
export type Answer = { status: number; body: Envelope } | { status: number; page: string };

interface Envelope {
  code: string;
  data: unknown;
  message: string;
}

/** Success of every kind is 201 here (contract 1). */
export function ok(data: unknown): Answer {
  return { status: 201, body: { code: 'OK', data, message: 'OK' } };
}

/** With 201 as its status only the code tells that it is none. */
export function refusal(status: number, code: string, message: string): Answer {
  return { status, body: { code, data: null, message } };
}

export function page(status: number, title: string, words = title): Answer {
  return {
    status,
    page: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body>${words}</body></html>`,
  };
}

/** The application a browser would start; every address that is no service shows it. */
export const singlePage = page(200, 'Cổng Dịch vụ công quốc gia', '<div id="root"></div>');
