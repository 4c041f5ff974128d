/** Where to go after signing in: only a path of this site, so that no link can send a freshly signed-in person elsewhere. */
export const safeNext = (next: string | null): string => (next && /^\/(?![/\\])/.test(next) ? next : '/requests');
