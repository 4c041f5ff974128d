export { bodiesWith, type Caller, demandPost, holds } from './caller.ts';
export { holdersOf } from './holders-of.ts';
export { registerPasskey, startPasskeyRegistration } from './register-passkey.ts';
export { showMe } from './show-me.ts';
export { callerOf, SESSION_MS, signInByPasskey, signInByPassword, signOut, startPasskeySignIn } from './sign-in.ts';
