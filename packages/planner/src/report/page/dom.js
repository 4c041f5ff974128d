// Elements are made, never written as text: whatever a village is called, it stays a name.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const h = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

export const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

export const byId = (id) => document.getElementById(id);

/** A bar of parts; widths by script, since the page's policy allows no style in attributes. */
export function bar(parts, whole, label) {
  const element = h('div', { class: 'bar', role: 'img', 'aria-label': label });
  for (const { value, kind } of parts) {
    const part = h('span', { class: `part ${kind}` });
    part.style.width = `${whole > 0 ? (100 * value) / whole : 0}%`;
    element.append(part);
  }
  return element;
}
