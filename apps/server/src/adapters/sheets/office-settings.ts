const prop = (path: string, name: string, value: string | number | boolean): string =>
  `<item oor:path="${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`;

const SECURITY = '/org.openoffice.Office.Common/Security/Scripting';
const INTERNET = '/org.openoffice.Inet/Settings';

/**
 * The only settings of a conversion's profile (LibreOffice's registrymodifications.xcu): no macros, no links of files that are not trusted,
 * none updated, and a proxy that does not exist for anything that would still reach for the network.
 */
export const OFFICE_SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${[
  prop(SECURITY, 'MacroSecurityLevel', 3),
  prop(SECURITY, 'DisableMacrosExecution', true),
  prop(SECURITY, 'BlockUntrustedRefererLinks', true),
  prop(SECURITY, 'DisableActiveContent', true),
  prop('/org.openoffice.Office.Writer/Content/Update', 'Link', 0),
  prop('/org.openoffice.Office.Calc/Content/Update', 'Link', 1),
  prop(INTERNET, 'ooInetProxyType', 2),
  prop(INTERNET, 'ooInetHTTPProxyName', '127.0.0.1'),
  prop(INTERNET, 'ooInetHTTPProxyPort', 9),
  prop(INTERNET, 'ooInetHTTPSProxyName', '127.0.0.1'),
  prop(INTERNET, 'ooInetHTTPSProxyPort', 9),
].join('\n')}
</oor:items>
`;
