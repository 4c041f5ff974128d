import { enrolMachine, fetchFile, listMachines, orderTicket, storePhoto } from '../../../machines/mod.ts';
import type { GatewayHandlers } from '../handlers.ts';
import type { Needs } from './needs.ts';
import type { AreaHandlers } from './signed-in.ts';

export const machineHandlers = (ports: Needs): AreaHandlers<'machines'> => ({
  async ticket({ session, params }) {
    const { sleeves, ...ticket } = await orderTicket(ports, session.caller, params.machine);
    return {
      v: 1,
      kind: 'machine-ticket',
      ...ticket,
      ...ports.gateway,
      sleeves: sleeves.map(({ sleeve, seal, name }) => ({ sleeve, seal, name })),
    };
  },
  list: async () =>
    (await listMachines(ports)).map(({ id, name, journal, isOnline, isQuarantined, head, seals }) => ({
      id,
      name,
      isEnrolled: journal !== null,
      isOnline,
      isQuarantined,
      headSeq: head.seq,
      seals: seals.map(({ sleeve, seal, name, imprint }) => ({
        sleeve,
        seal,
        name,
        // The digest names the picture anew when another one is filed.
        ...(imprint ? { imprint: `/api/v1/seals/${seal}/imprint?v=${imprint.slice(0, 12)}` } : {}),
      })),
    })),
});

/** The routes that machines call, on their own listener. */
export const createGatewayHandlers = (ports: Needs): GatewayHandlers => ({
  machines: {
    async enrol({ body }) {
      const { certificate, roster } = await enrolMachine(ports, body);
      return { certificate, roster: [...roster] };
    },
    fetchFile: async ({ machine, params }) => ({ body: await fetchFile(ports, machine, params.digest) }),
    async storeFile({ machine, params, bytes }) {
      await storePhoto(ports, machine, params.digest, bytes);
      return null;
    },
  },
});
