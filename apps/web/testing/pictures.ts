/** A picture that looks like a fixed page: a letter, its record code, and the seal if it is a photograph. */
export function pagePicture(page: number, pages: number, isPhoto = false): string {
  const lines = Array.from(
    { length: 9 },
    (_, i) => `<rect x="70" y="${230 + i * 44}" width="${i === 8 ? 220 : 455}" height="10" fill="#777"/>`,
  );
  const modules = Array.from({ length: 169 }, (_, i) => i)
    .filter((i) => (i * 7919 + page * 31) % 5 < 2)
    .map((i) => `<rect x="${478 + (i % 13) * 5}" y="${752 + Math.floor(i / 13) * 5}" width="5" height="5"/>`);
  const seal = isPhoto
    ? '<circle cx="420" cy="640" r="66" fill="none" stroke="#c22" stroke-width="6"/><text x="420" y="660" font-size="56" text-anchor="middle" fill="#c22">★</text>'
    : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 595 842"><rect width="595" height="842" fill="${isPhoto ? '#efe7d8' : '#fff'}"/>
<text x="297" y="140" font-size="30" text-anchor="middle" font-family="serif">居住情况说明</text>
<text x="70" y="200" font-size="16" font-family="serif">兹有本社区居民示例·王某某，现居住于示例路一号。</text>${lines.join('')}${seal}
<g fill="#000">${modules.join('')}</g><text x="470" y="812" font-size="11" text-anchor="end">K7QF-2M9D · ${page}/${pages}</text></svg>`;
}
