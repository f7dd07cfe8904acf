import { lstat, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { FileTooLarge, readInside } from '../reading/inside.ts';
import { UnreadableFile } from '../reading/unreadable.ts';
import { RemoteError } from './errors.ts';

/** The files of a system that nobody may ask: whatever an adapter knows of it stands in them. */
export interface FilesFolder {
  /** Files in it and below, by name. Throws `RemoteError`. */
  list(): Promise<FileInFolder[]>;
  /** All of a file of the list; what leads out of the folder is not read. Throws `RemoteError`. */
  read(name: string): Promise<Buffer>;
}

export interface FileInFolder {
  /** From the folder, with `/`: `2026-11/danh-sach.xlsx`. */
  name: string;
  /** When it was last written, ISO 8601, UTC. */
  modifiedAt: string;
}

/** As large as an answer may usually be. */
const largestFile = 64 * 1024 * 1024;
/** Nobody puts so many there on purpose; a wrong path (`/`) does. */
const mostFiles = 10_000;

export function openFolder(folder: string): FilesFolder {
  return {
    async list() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(error => {
        throw unreadable(folder, error);
      });
      // Of links, too: one that cannot be read is told by whoever reads it, not left out.
      const paths = entries
        .filter(entry => entry.isFile() || entry.isSymbolicLink())
        .map(({ parentPath, name }) => join(parentPath, name));
      if (paths.length > mostFiles) {
        throw new RemoteError('too-large', `${folder}: có hơn ${mostFiles} tệp; kiểm tra lại khóa folder`);
      }
      const files: FileInFolder[] = [];
      for (const path of paths.sort()) {
        const name = relative(folder, path).split(sep).join('/');
        const { mtime } = await stat(path)
          .catch(() => lstat(path))
          .catch(error => {
            throw unreadable(path, error);
          });
        files.push({ name, modifiedAt: mtime.toISOString() });
      }
      return files;
    },
    async read(name) {
      const path = join(folder, name);
      try {
        return await readInside(folder, path, largestFile, `thư mục ${folder}`);
      } catch (error) {
        throw unreadable(path, error);
      }
    },
  };
}

function unreadable(path: string, error: unknown): RemoteError {
  if (error instanceof UnreadableFile) {
    const kind = error instanceof FileTooLarge ? 'too-large' : 'refused';
    return new RemoteError(kind, `${path}: ${error.message}`);
  }
  const { code = String(error) } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new RemoteError('unreachable', `${path}: không có ở đó (${code})`);
  return new RemoteError('unreachable', `${path}: không đọc được (${code})`);
}
