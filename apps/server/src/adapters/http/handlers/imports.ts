import { Refused } from '../../../ports/refused.ts';
import { importTable } from '../../../towns/mod.ts';
import type { Needs } from './needs.ts';
import type { AreaHandlers } from './signed-in.ts';

export const importHandlers = (ports: Needs): AreaHandlers<'imports'> => ({
  async load({ session, body, files }) {
    const [file] = files;
    if (!file) throw new Refused('upload/none', {}, 'file');
    return importTable(ports, session.caller, { ...body, fileName: file.name, bytes: file.bytes });
  },
});
