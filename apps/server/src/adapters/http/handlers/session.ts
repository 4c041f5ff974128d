import { publishedPolicy } from '../../../ledger/mod.ts';
import {
  callerOf,
  registerPasskey,
  SESSION_MS,
  showMe,
  signInByPasskey,
  signInByPassword,
  signOut,
  startPasskeyRegistration,
  startPasskeySignIn,
} from '../../../people/mod.ts';
import { Refused } from '../../../ports/refused.ts';
import { publishedLogKeys } from '../../../roster/mod.ts';
import type { Needs } from './needs.ts';
import type { AreaHandlers } from './signed-in.ts';

export function sessionHandlers(ports: Needs): AreaHandlers<'session'> {
  const { town } = ports;

  async function meOf(token: string) {
    const caller = await callerOf(ports, token);
    if (!caller) throw new Refused('session/none');
    return toMe(await showMe(ports, caller));
  }
  async function begin(token: string, beginSession: (token: string, maxAgeSeconds: number) => void) {
    const me = await meOf(token);
    beginSession(token, SESSION_MS / 1000);
    return me;
  }

  return {
    async town() {
      const roster = await ports.roster.current();
      const { code, name, isSample, rpId, publicUrl } = town;
      return {
        code,
        name,
        isSample,
        rpId,
        publicUrl,
        logKeys: roster ? [...publishedLogKeys(roster)] : [],
        policy: publishedPolicy(ports.checkpoints.policy, roster ? publishedLogKeys(roster) : [], publicUrl),
        founding: roster?.founding ?? '',
        pushKey: ports.push.publicKey,
      };
    },
    async sampleSignIns() {
      if (!town.isSample || !ports.sampleSignIns) throw new Refused('route/unknown');
      return [...(await ports.sampleSignIns())];
    },
    show: async ({ session }) => toMe(await showMe(ports, session.caller)),
    signInByPassword: async ({ body, beginSession }) => begin(await signInByPassword(ports, body), beginSession),
    signInByPasskey: async ({ body, beginSession }) => begin(await signInByPasskey(ports, body), beginSession),
    async passkeySignInOptions() {
      const { challenge, timeoutMs } = await startPasskeySignIn(ports);
      return { challenge, rpId: town.rpId, timeout: timeoutMs, userVerification: 'required' };
    },
    async signOut({ session, endSession }) {
      await signOut(ports, session.token);
      endSession();
      return null;
    },
    passkeyOptions: ({ session }) => startPasskeyRegistration(ports, session.caller),
    async registerPasskey({ session, body }) {
      await registerPasskey(ports, session.caller, body);
      return toMe(await showMe(ports, session.caller));
    },
  };
}

function toMe({ caller, passkeys }: Awaited<ReturnType<typeof showMe>>) {
  return {
    person: { id: caller.id, name: caller.name },
    posts: caller.posts.map(({ post, body }) => ({ post, body: { ...body } })),
    isOfficer: caller.isOfficer,
    passkeys: passkeys.map(({ kid, credentialId, label, inRoster, isSample, createdAt }) => ({
      kid,
      credentialId,
      label,
      inRoster,
      isSample,
      createdAt: createdAt.toISOString(),
    })),
  };
}
