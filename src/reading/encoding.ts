import { bestReading, fromLegacy } from './legacy-fonts.ts';
import { UnreadableFile } from './unreadable.ts';
import { markOfUtf16 } from './xml.ts';

export interface Decoded {
  text: string;
  /** What it was in, for a person; null = UTF-8, nothing to say. */
  from: string | null;
}

/**
 * Text of bytes in UTF-8, UTF-16 or one of the old Vietnamese code pages. Old ones carry no sign: the one in which the
 * words of such lists come out is taken, and where none do, the file is refused rather than guessed.
 */
export function decode(file: Uint8Array): Decoded {
  const mark = markOfUtf16(file);
  if (mark) return { text: new TextDecoder(mark).decode(file), from: 'UTF-16' };
  const nul = file.subarray(0, 1_000).indexOf(0);
  if (nul >= 0) {
    const text = new TextDecoder(nul % 2 === 1 ? 'utf-16le' : 'utf-16be').decode(file);
    if (!/[\0\ufffd]/.test(text)) return { text, from: 'UTF-16' };
    throw new UnreadableFile('không nhận ra dạng tệp; gửi danh mục ở dạng XLSX, ODS, CSV hoặc DOCX.');
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(file), from: null };
  } catch {
    return eightBit(file);
  }
}

function eightBit(file: Uint8Array): Decoded {
  const latin = new TextDecoder('windows-1252').decode(file);
  const { score, ...best } = bestReading([
    { text: new TextDecoder('windows-1258').decode(file).normalize('NFC'), from: 'windows-1258' },
    { text: fromLegacy(latin, 'TCVN3'), from: 'TCVN3 (.VnTime)' },
    { text: fromLegacy(latin, 'VNI'), from: 'VNI' },
  ]);
  if (score < 2)
    throw new UnreadableFile(
      'không nhận ra bảng mã chữ Việt của tệp; trong Excel chọn "CSV UTF-8" hoặc lưu thành XLSX rồi gửi lại.',
    );
  return best;
}
