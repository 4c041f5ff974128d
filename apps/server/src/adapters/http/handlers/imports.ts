import { Refused } from '../../../ports/refused.ts';
import { fileImprint, importTable, readImprint } from '../../../towns/mod.ts';
import type { Needs } from './needs.ts';
import type { AreaHandlers } from './signed-in.ts';

export const importHandlers = (ports: Needs): AreaHandlers<'imports'> => ({
  async imprint({ session, body, files }) {
    const [file] = files;
    if (!file) throw new Refused('upload/none', {}, 'file');
    return { imprint: await fileImprint(ports, session.caller, body.seal, file.bytes) };
  },
  showImprint: async ({ params }) => ({ body: await readImprint(ports, params.seal), cacheControl: 'private, no-cache' }),
  async load({ session, body, files }) {
    const [file] = files;
    if (!file) throw new Refused('upload/none', {}, 'file');
    return importTable(ports, session.caller, { ...body, fileName: file.name, bytes: file.bytes });
  },
});
