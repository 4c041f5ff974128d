import { Refused } from '../../ports/refused.ts';
import { findOfficeProgram, isProgram, type OfficeConverter, openOfficeConverter } from './office-converter.ts';

/** A page of a long document takes well below a second; what takes longer than this is no letter. */
const LIMITS = { timeoutMs: 60_000, maxMemoryMiB: 4_096, maxBytes: 256 * 2 ** 20 };

/** By the setting: a program's path, '' to look on the PATH, null for none. Refuses config/bad-setting when what is named cannot be run. */
export async function chooseOffice(setting: string | null, searchPath: string): Promise<OfficeConverter | null> {
  if (setting === null) return null;
  if (setting !== '' && !(await isProgram(setting)))
    throw new Refused('config/bad-setting', { setting: 'OFFICE_CONVERTER', expected: 'soffice | none' });
  const program = setting || (await findOfficeProgram(searchPath));
  return program === null ? null : openOfficeConverter({ program, ...LIMITS });
}
