const utf8 = new TextEncoder();
const LINE_OCTETS = 75;

/** RFC 5545, 3.3.11: what separates is escaped, line ends become `\n`, other control signs go. */
export const textOf = (value: string): string =>
  value
    .toWellFormed()
    .replaceAll('\\', '\\\\')
    .replaceAll(/[;,]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r\n|[\r\n\u0085\u2028\u2029]/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '');

/** A content line, folded at 75 octets between characters (RFC 5545, 3.1), with its line end. */
function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = utf8.encode(character).length;
    if (octets + size > LINE_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}

export const contentOf = (lines: readonly string[]): string => lines.map(fold).join('');
