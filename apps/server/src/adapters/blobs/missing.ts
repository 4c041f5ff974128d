/** For `catch`: null where there is no such file; any other failure goes on. */
export function isMissing(cause: NodeJS.ErrnoException): null {
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return null;
  throw cause;
}
